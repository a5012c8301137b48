"""The OpenAPI document is valid, and the API keeps to it under inputs nobody thought of."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.api.openapi import document
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, Press, run_app

Operation = APIOperation[Any, Any, Any, Any]


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with run_app(tmp_path_factory.mktemp("described"), ManualClock()) as running:
        yield running


@pytest.fixture(scope="module")
def bearer(press: Press) -> str:
    return press.token()


def operations() -> list[Operation]:
    schema = schemathesis.openapi.from_dict(document("https://press.example"))
    return [
        operation.ok() for operation in schema.get_all_operations() if isinstance(operation, Ok)
    ]


def test_the_document_is_valid_openapi_3_1(press: Press) -> None:
    described = press.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    validate(described)


def test_the_document_names_every_operation_once(press: Press) -> None:
    paths = press.get("/api/openapi.json").json()["paths"]
    names = [operation["operationId"] for path in paths.values() for operation in path.values()]
    assert len(names) == len(set(names)) == 19


@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.label)
def test_whatever_is_sent_is_answered_as_described(
    operation: Operation, press: Press, bearer: str
) -> None:
    @given(case=operation.as_strategy())
    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def law(case: schemathesis.Case[Any]) -> None:
        if "newsroom" in case.path_parameters:
            case.path_parameters["newsroom"] = ROOM
        case.call_and_validate(
            base_url=f"{press.address}/api/v1",
            headers={"Authorization": f"Bearer {bearer}"},
            # A release's fields keep rules that a schema cannot say (dates, addresses, lengths).
            excluded_checks=[positive_data_acceptance],
        )

    law()
