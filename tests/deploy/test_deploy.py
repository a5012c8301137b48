"""What `deploy/` says of the program is so: settings, ports, probes, the user, and no secrets."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.routing import Route

from releases.store import pooled
from service.app import ROUTES
from service.config import ConfigError, from_environment
from tests.browser.partner_site import require_tool

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (ROOT / "Dockerfile").read_text()
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
VCL = (DEPLOY / "varnish.vcl").read_text()
# Read by libraries: libpq, the S3 driver, OpenTelemetry; and by other images than ours.
STANDARD = re.compile(
    r"PG(PASSWORD|PASSFILE|SSLMODE|SSLROOTCERT)|AWS_[A-Z_]+|OTEL_[A-Z_]+|SSL_CERT_FILE"
    r"|POSTGRES_(USER|DB|PASSWORD)|VARNISH_SIZE"
)
REPLICAS = ("pressrum-1", "pressrum-2")


def manifest(kind: str) -> Any:
    """Return the only object of a kind."""
    documents = (it for path in MANIFESTS for it in yaml.safe_load_all(path.read_text()))
    (found,) = (document for document in documents if document["kind"] == kind)
    return found


def settings() -> Iterator[tuple[str, str]]:
    """Yield every variable that a file sets, with the file's name."""
    for service in COMPOSE["services"].values():
        for name in service.get("environment", {}):
            yield name, "compose.yaml"
    for kind, data in (("ConfigMap", "data"), ("Secret", "stringData")):
        for name in manifest(kind)[data]:
            yield name, kind
    for line in (DEPLOY / "env.example").read_text().splitlines():
        if match := re.match(r"#?([A-Z][A-Z_]+)=", line):
            yield match[1], "env.example"
    for name in re.findall(r"^Environment=(\w+)=", unit(), re.MULTILINE):
        yield name, "pressrum.service"


def unit() -> str:
    return (DEPLOY / "pressrum.service").read_text()


@pytest.mark.parametrize(("name", "file"), sorted(set(settings())))
def test_every_variable_that_is_set_is_one_that_somebody_reads(name: str, file: str) -> None:
    known = set(re.findall(r'"(PRESSRUM_[A-Z_]+)"', (ROOT / "service/config.py").read_text()))
    assert name in known or STANDARD.fullmatch(name), file


def test_probes_ask_for_what_is_there_on_the_port_that_the_image_serves() -> None:
    port = int(re.findall(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)[0])
    assert f'"--port", "{port}"' in DOCKERFILE
    paths = {route.path for route in ROUTES if isinstance(route, Route)}
    (container,) = manifest("Deployment")["spec"]["template"]["spec"]["containers"]
    ports = {it["name"]: it["containerPort"] for it in container["ports"]}
    asked = {
        name: container[f"{name}Probe"]["httpGet"] for name in ("startup", "liveness", "readiness")
    }
    assert {ports[it["port"]] for it in asked.values()} == {port}
    assert {name: it["path"] for name, it in asked.items()} == {
        "startup": "/health/live",
        "liveness": "/health/live",
        "readiness": "/health/ready",
    }
    (outside,) = manifest("Service")["spec"]["ports"]
    assert ports[outside["targetPort"]] == port
    assert set(re.findall(r"\.port = \"(\d+)\"", VCL)) == {str(port)}
    probed = set(re.findall(r"\.url = \"(\S+)\"", VCL))
    assert probed | {it["path"] for it in asked.values()} <= paths
    assert f"127.0.0.1:{port}/health/ready" in DOCKERFILE


def test_the_user_of_the_manifest_is_that_of_the_image() -> None:
    (user,) = re.findall(r"^USER (\d+):(\d+)$", DOCKERFILE, re.MULTILINE)
    made = re.search(r"groupadd .*--gid (\d+).*\n.*useradd .*--uid (\d+) --gid (\d+)", DOCKERFILE)
    assert made
    pod = manifest("Deployment")["spec"]["template"]["spec"]["securityContext"]
    numbers = {*user, *made.groups(), *(str(pod[it]) for it in ("runAsUser", "runAsGroup"))}
    assert len(numbers) == 1
    assert pod["runAsNonRoot"]


def test_containers_write_to_nothing_but_tmp_and_data_and_may_do_nothing_of_the_systems() -> None:
    (container,) = manifest("Deployment")["spec"]["template"]["spec"]["containers"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {it["mountPath"] for it in container["volumeMounts"]} == {"/tmp", "/data"}  # noqa: S108
    for replica in REPLICAS:
        service = COMPOSE["services"][replica]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
        assert (service["tmpfs"], service["volumes"]) == (["/tmp"], ["media:/data"])  # noqa: S108


def test_an_upgrade_and_the_emptying_of_a_machine_leave_a_replica_that_serves() -> None:
    deployment = manifest("Deployment")["spec"]
    budget = manifest("PodDisruptionBudget")["spec"]
    assert deployment["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}
    assert budget["minAvailable"] < deployment["replicas"]
    labels = deployment["template"]["metadata"]["labels"]
    spread = deployment["template"]["spec"]["topologySpreadConstraints"]
    for selector in (
        deployment["selector"],
        budget["selector"],
        *(it["labelSelector"] for it in spread),
        {"matchLabels": manifest("Service")["spec"]["selector"]},
    ):
        assert selector["matchLabels"].items() <= labels.items()


def test_every_manifest_is_applied_and_each_object_that_is_named_is_there() -> None:
    kustomization = manifest("Kustomization")
    assert {*kustomization["resources"], "kustomization.yaml"} == {it.name for it in MANIFESTS}
    (container,) = manifest("Deployment")["spec"]["template"]["spec"]["containers"]
    named = {next(iter(it.values()))["name"] for it in container["envFrom"]}
    assert named == {manifest("ConfigMap")["metadata"]["name"]}
    assert named == {manifest("Secret")["metadata"]["name"]}
    assert kustomization["images"][0]["name"] == container["image"]


def test_no_secret_is_in_a_file_and_the_service_does_not_start_with_what_stands_in_its_place() -> (
    None
):
    secret = manifest("Secret")["stringData"]
    assert set(secret.values()) == {"FILL-IN"}
    with pytest.raises(ConfigError, match="PRESSRUM_SECRET"):
        from_environment({**manifest("ConfigMap")["data"], **secret})
    lines = (DEPLOY / "env.example").read_text().splitlines()
    assert [it for it in lines if re.match(r"[A-Z_]+=.", it)] == []
    text = (DEPLOY / "compose.yaml").read_text()
    for name in ("PRESSRUM_SECRET", "PGPASSWORD", "PRESSRUM_BASE_URL"):
        # A default would be a secret that everybody knows.
        assert re.findall(rf"\${{{name}(..)", text)
        assert set(re.findall(rf"\${{{name}(..)", text)) == {":?"}


def test_the_settings_of_the_manifests_are_taken() -> None:
    data = {**manifest("ConfigMap")["data"], "AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s"}
    assert (
        from_environment({**data, "PRESSRUM_SECRET": "0" * 32}).database
        == data["PRESSRUM_DATABASE"]
    )
    compose = COMPOSE["services"]["pressrum-1"]["environment"]
    literal = {name: value for name, value in compose.items() if "$" not in value}
    assert from_environment(literal).caches == (literal["PRESSRUM_PURGE"],)


def test_replicas_of_the_compose_file_are_where_varnish_looks_for_them() -> None:
    services = COMPOSE["services"]
    addresses = {services[it]["networks"]["inside"]["ipv4_address"] for it in REPLICAS}
    assert set(re.findall(r"\.host = \"(\S+)\"", VCL)) == addresses
    (subnet,) = (it["subnet"] for it in COMPOSE["networks"]["inside"]["ipam"]["config"])
    assert re.findall(r'^    "([\d.]+)"(/\d+);', VCL, re.MULTILINE) == [
        tuple(re.split("(?=/)", subnet))
    ]
    front = services["varnish"]["networks"]["inside"]["ipv4_address"]
    for it in REPLICAS:
        assert services[it]["environment"]["PRESSRUM_PROXIES"] == front
        assert services[it]["environment"]["PRESSRUM_PURGE"] == f"http://{front}/"
    for volume in services["varnish"]["volumes"]:
        assert (DEPLOY / volume.partition(":")[0]).is_file()


def test_a_server_has_connections_for_many_replicas() -> None:
    """Each replica has a writer, its readers, one that listens and one that says it lives."""
    text = (ROOT / "docs/scaling.md").read_text()
    assert f"{1 + pooled.READERS + 1 + 1} connections" in text


def test_the_unit_is_one_that_systemd_understands_and_finds_little_exposed(tmp_path: Path) -> None:
    require_tool(shutil.which("systemd-analyze"), "systemd-analyze")
    program = tmp_path / "pressrum"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    file = tmp_path / "pressrum.service"
    file.write_text(unit().replace("/opt/pressrum/.venv/bin/pressrum", str(program)))
    said = analyze("verify", str(file))
    assert (said.returncode, said.stderr) == (0, "")
    # Of ten; "OK" begins at 3.
    security = analyze("security", "--offline=true", "--threshold=20", str(file))
    assert security.returncode == 0, security.stdout


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", *arguments], capture_output=True, text=True, check=False
    )


def test_the_unit_lets_the_program_ask_whether_the_clock_is_in_step_and_which_boot_it_is() -> None:
    lines = [line for line in unit().splitlines() if not line.startswith("#")]
    assert not any(line.startswith(("ProtectClock", "ProcSubset")) for line in lines)
    assert lines.index("SystemCallFilter=adjtimex clock_adjtime") > lines.index(
        "SystemCallFilter=~@privileged"
    )
