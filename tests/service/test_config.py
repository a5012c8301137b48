"""Settings: sensible without any, and one clear line for each value that cannot be used."""

from pathlib import Path

import pytest

from service.config import ConfigError, Settings, from_environment


def test_without_any_setting_the_service_runs_on_this_machine() -> None:
    assert from_environment({}) == Settings()


def test_every_setting_is_taken_from_the_environment() -> None:
    config = from_environment(
        {
            "PRESSRUM_DATABASE": "/srv/press.db",
            "PRESSRUM_BASE_URL": "https://press.example.se/",
            "PRESSRUM_MEDIA": "/srv/media",
            "PRESSRUM_LOG": "WARNING",
            "PRESSRUM_SECRET": "x" * 32,
            "PRESSRUM_SCHEDULER": "off",
            "PRESSRUM_PRIVATE_TARGETS": "Intern.example, 127.0.0.1:8080,, ",
            "PRESSRUM_CONTACT": " drift@press.example.se ",
        }
    )
    assert config == Settings(
        database=Path("/srv/press.db"),
        base_url="https://press.example.se",
        media=Path("/srv/media"),
        log="warning",
        secret="x" * 32,
        scheduler=False,
        private_targets=frozenset({"intern.example", "127.0.0.1:8080"}),
        contact="drift@press.example.se",
    )


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000", "https://press.example.se", "http://[::1]:8000"]
)
def test_an_address_of_scheme_host_and_port_is_a_base_url(url: str) -> None:
    assert from_environment({"PRESSRUM_BASE_URL": url}).base_url == url


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PRESSRUM_DATABASE", "mysql://press:hemligt@db/press"),
        ("PRESSRUM_DATABASE", "postgresql://press@db"),
        ("PRESSRUM_DATABASE", "postgresql://press:50%off@db/press"),
        ("PRESSRUM_DATABASE", "postgresql://press:hem@lig@db/press"),
        ("PRESSRUM_DATABASE", "postgresql://press:hem/lig@db/press"),
        ("PRESSRUM_DATABASE", "postgresql://press:hem[lig@db/press"),
        ("PRESSRUM_DATABASE", "sqlite:///press.db"),
        ("PRESSRUM_DATABASE", ""),
        ("PRESSRUM_MEDIA", ""),
        ("PRESSRUM_MEDIA", "gs://press/media"),
        ("PRESSRUM_MEDIA", "https://s3.example.se/press"),
        ("PRESSRUM_BASE_URL", ""),
        ("PRESSRUM_BASE_URL", "press.example.se"),
        ("PRESSRUM_BASE_URL", "ftp://press.example.se"),
        ("PRESSRUM_BASE_URL", "https://"),
        ("PRESSRUM_BASE_URL", "https://press.example.se/press"),
        ("PRESSRUM_BASE_URL", "https://press.example.se?x=1"),
        ("PRESSRUM_BASE_URL", "https://u:p@press.example.se"),
        ("PRESSRUM_BASE_URL", "https://press.example.se:0"),
        ("PRESSRUM_BASE_URL", "https://press.example.se:99999"),
        ("PRESSRUM_BASE_URL", "https://press.example.se:port"),
        ("PRESSRUM_BASE_URL", "https://press example.se"),
        ("PRESSRUM_BASE_URL", "https://press.örebro.example"),
        ("PRESSRUM_BASE_URL", "https://a;script-src *"),
        ("PRESSRUM_BASE_URL", "https://[::1"),
        ("PRESSRUM_CONTACT", "https://press.example.se"),
        ("PRESSRUM_CONTACT", "drift@press"),
        ("PRESSRUM_CONTACT", "Drift <drift@press.example.se>"),
        ("PRESSRUM_LOG", "loud"),
        ("PRESSRUM_LOG", ""),
        ("PRESSRUM_SCHEDULER", "true"),
        ("PRESSRUM_SECRET", "short"),
        ("PRESSRUM_PRIVATE_TARGETS", "http://intern.example/"),
        ("PRESSRUM_PRIVATE_TARGETS", "a.example b.example"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_setting(name: str, value: str) -> None:
    with pytest.raises(ConfigError) as refused:
        from_environment({name: value})
    assert str(refused.value).startswith(f"{name}: ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://press@db/press",
        "postgres://press:hem%40lig@db:5433/press?sslmode=verify-full",
        "postgresql://db1,db2:5433/press?target_session_attrs=read-write",
        "postgresql:///press",
        "postgresql://press@[::1]:5432/press",
    ],
)
def test_the_url_of_a_server_is_taken_as_it_is(url: str) -> None:
    assert from_environment({"PRESSRUM_DATABASE": url}).database == url


def test_a_secret_is_never_repeated() -> None:
    with pytest.raises(ConfigError) as refused:
        from_environment({"PRESSRUM_SECRET": "hemligt"})
    assert "hemligt" not in str(refused.value)


COLLECTOR = "http://127.0.0.1:4318"


@pytest.mark.parametrize(
    ("chosen", "traced"),
    [
        ({}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": COLLECTOR}, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": f"{COLLECTOR}/v1/traces"}, True),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": COLLECTOR, "OTEL_TRACES_EXPORTER": "otlp"}, True),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": COLLECTOR, "OTEL_TRACES_EXPORTER": "none"}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": COLLECTOR, "OTEL_SDK_DISABLED": "True"}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": ""}, False),
        ({"OTEL_TRACES_EXPORTER": "otlp", "OTEL_SERVICE_NAME": "press"}, False),
    ],
)
def test_traces_are_chosen_by_the_usual_variables(chosen: dict[str, str], *, traced: bool) -> None:
    assert from_environment(chosen).traces is traced


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/json"),
        ("OTEL_TRACES_EXPORTER", "console"),
    ],
)
def test_what_traces_cannot_be_sent_by_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=f"^{name}: '{value}'"):
        from_environment({"OTEL_EXPORTER_OTLP_ENDPOINT": COLLECTOR} | {name: value})


def test_the_access_log_is_off_and_shows_no_client_unless_asked() -> None:
    assert (Settings().access_log, Settings().access_log_client) == (False, False)
    config = from_environment(
        {"PRESSRUM_ACCESS_LOG": "on", "PRESSRUM_ACCESS_LOG_CLIENT": "network"}
    )
    assert (config.access_log, config.access_log_client) == (True, True)
    with pytest.raises(ConfigError, match=r"^PRESSRUM_ACCESS_LOG: 'yes' is none of on, off"):
        from_environment({"PRESSRUM_ACCESS_LOG": "yes"})
