"""Shared caches in front of the service: the example configurations, run on loopback."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.servers import free_port, running

EXAMPLES = Path(__file__).parent.parent / "docs" / "caching"
# Where Debian puts servers, which is not on everybody's path.
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"

_AROUND = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/pressrum.conf;
}}
"""


def program(name: str) -> str | None:
    """Return where a server program is, None where it is not installed."""
    return shutil.which(name, path=PATH)


@contextmanager
def nginx(folder: Path, origin: int, port: int | None = None) -> Iterator[int]:
    """Run nginx with the example configuration before the service on port `origin`.

    Yields its port once it answers; `folder` takes all it writes.
    """
    port = port or free_port()
    folder.mkdir()
    example = (EXAMPLES / "nginx.conf").read_text()
    for written, ours in (
        ("127.0.0.1:8000", f"127.0.0.1:{origin}"),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("/var/cache/nginx/pressrum", f"{folder}/cache"),
    ):
        example = _replace(example, written, ours)
    with run_nginx(folder, example, port):
        yield port


@contextmanager
def run_nginx(folder: Path, servers: str, port: int) -> Iterator[None]:
    """Run nginx with what belongs into its http block, until it answers on a port of loopback."""
    (folder / "pressrum.conf").write_text(servers)
    # Started by root, nginx would work as somebody who may not look into this folder.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, user=user))
    command = [
        *(_find_program("nginx"), "-p", f"{folder}", "-c", f"{folder}/nginx.conf"),
        *("-e", f"{folder}/error.log"),
    ]
    with running(command, port):
        yield


@contextmanager
def varnish(
    folder: Path, origin: int, port: int | None = None, *, first: str = ""
) -> Iterator[int]:
    """Run Varnish with the example configuration before the service on port `origin`.

    Yields its port once it answers; `folder` takes all it writes. `first` is VCL that comes
    before the example's own subroutines.
    """
    port = port or free_port()
    folder.mkdir()
    example = (EXAMPLES / "varnish.vcl").read_text()
    example = _replace(example, '.port = "8000";', f'.port = "{origin}";')
    with run_varnish(folder, _replace(example, "include ", f"{first}\ninclude "), port):
        yield port


@contextmanager
def run_varnish(folder: Path, example: str, port: int) -> Iterator[None]:
    """Run Varnish on a port of loopback with VCL that includes the documentation's rules."""
    (folder / "pressrum.vcl").write_text(example)
    (folder / "varnish-rules.vcl").write_text((EXAMPLES / "varnish-rules.vcl").read_text())
    command = [
        *(_find_program("varnishd"), "-F", "-f", f"{folder}/pressrum.vcl"),
        *("-a", f"127.0.0.1:{port}", "-T", "none", "-n", f"{folder}/work"),
        *("-s", "malloc,64m", "-p", "http_gzip_support=off", "-j", "none"),
    ]
    with running(command, port):
        yield


def _find_program(name: str) -> str:
    where = program(name)
    if where is None:
        raise FileNotFoundError(f"{name} is not installed")
    return where


def _replace(text: str, written: str, ours: str) -> str:
    if written not in text:
        raise ValueError(f"the example no longer says {written!r}")
    return text.replace(written, ours)
