"""S3 on loopback: a server of moto's in this process, and boto3 to see what is really there."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import msgspec
import pytest
from moto.server import ThreadedMotoServer

from releases.model import new_id
from service.s3_location import S3Location

_CREDENTIALS = {"AWS_ACCESS_KEY_ID": "press", "AWS_SECRET_ACCESS_KEY": "press-secret"}


class TestBucket(msgspec.Struct, frozen=True):
    """A bucket of one test, where it is for Pressrum, and another program's look at it."""

    __test__ = False

    location: S3Location
    client: Any

    @property
    def name(self) -> str:
        return self.location.bucket

    def objects(self) -> list[str]:
        """Return the keys of all objects in the bucket, whoever wrote them."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name)
        return [found["Key"] for page in pages for found in page.get("Contents", ())]

    def put(self, name: str, body: bytes = b"x", **more: Any) -> None:
        """Write an object below the prefix as another program would."""
        self.client.put_object(Bucket=self.name, Key=f"media/{name}", Body=body, **more)

    def open_to_everybody(self) -> None:
        """Let whoever asks read every object, as a bucket policy does."""
        self.rule("Allow", "s3:GetObject")

    def rule(self, effect: str, action: str) -> None:
        """Give the bucket a policy of one rule, for everybody."""
        rule = {
            "Effect": effect,
            "Principal": "*",
            "Action": action,
            "Resource": f"arn:aws:s3:::{self.name}/*",
        }
        policy = {"Version": "2012-10-17", "Statement": [rule]}
        self.client.put_bucket_policy(Bucket=self.name, Policy=msgspec.json.encode(policy).decode())

    def remove(self, name: str) -> None:
        self.client.delete_object(Bucket=self.name, Key=f"media/{name}")


@contextmanager
def run_s3_server() -> Iterator[str]:
    """Run an S3 server in this process; yield its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def point_at(endpoint: str, patch: pytest.MonkeyPatch) -> None:
    """Let the environment name an S3 endpoint, with credentials for it."""
    for name, value in _CREDENTIALS.items():
        patch.setenv(name, value)
    patch.setenv("AWS_ENDPOINT_URL", endpoint)
    patch.setenv("AWS_ALLOW_HTTP", "true")


def make_bucket(endpoint: str, patch: pytest.MonkeyPatch) -> TestBucket:
    """Make a new bucket at an endpoint, and let the environment name that."""
    point_at(endpoint, patch)
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="press",
        aws_secret_access_key="press-secret",  # noqa: S106 - of a server of this test's own
    )
    location = S3Location(f"press-{new_id().lower()}", "media", allow_http=True)
    client.create_bucket(Bucket=location.bucket)
    return TestBucket(location, client)


@contextmanager
def silent_server() -> Iterator[str]:
    """Take connections and never say a word on them; yield the address."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@contextmanager
def gate(endpoint: str) -> Iterator["Gate"]:
    """Stand before a server as a network that can be cut; yield its own address and the switch."""
    made = Gate(endpoint)
    try:
        yield made
    finally:
        made.close()


class Gate:
    """A forwarder on loopback: whole while `open`, else every connection ends at once."""

    def __init__(self, endpoint: str) -> None:
        host, _, port = endpoint.removeprefix("http://").partition(":")
        self._behind = host, int(port)
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._sockets: set[socket.socket] = set()
        self.is_open = True
        self.address = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """End what is open, and let nothing through from now on."""
        self.is_open = False
        for each in tuple(self._sockets):
            _end(each)

    def mend(self) -> None:
        self.is_open = True

    def close(self) -> None:
        self.cut()
        _end(self._listening)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            if not self.is_open:
                near.close()
                continue
            far = socket.create_connection(self._behind)
            self._sockets |= {near, far}
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pour, args=(one, other), daemon=True).start()

    def _pour(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(65_536):
                target.sendall(data)
        except OSError:
            self._sockets -= {source, target}
        finally:
            _end(source)
            _end(target)


def _end(each: socket.socket) -> None:
    try:
        each.shutdown(socket.SHUT_RDWR)
    except OSError:
        each.close()
        return
    each.close()
