"""Texts that leave the service and come back as they were: in time, and for one purpose only."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from releases.times import from_millis, to_millis


def sign_token(key: str, purpose: str, text: str, now: datetime) -> str:
    """Return a token that carries a text and when it was made; anybody can read it."""
    body = base64.urlsafe_b64encode(f"{to_millis(now)}.{text}".encode()).decode().rstrip("=")
    return f"{body}.{_signature(key, purpose, body)}"


def verify_token(
    key: str, purpose: str, token: str, now: datetime, longest: timedelta
) -> tuple[str, timedelta] | None:
    """Return a token's text and its age; None where it is not ours, too old or from later."""
    body, _, signature = token.rpartition(".")
    if not hmac.compare_digest(_bytes(signature), _bytes(_signature(key, purpose, body))):
        return None
    made, _, text = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode().partition(".")
    age = now - from_millis(int(made))
    return (text, age) if timedelta(0) <= age <= longest else None


def _signature(key: str, purpose: str, body: str) -> str:
    # The purpose is part of the key, so that no token of one kind passes for another.
    derived = hmac.digest(key.encode(), purpose.encode(), hashlib.sha256)
    return hmac.new(derived, _bytes(body), hashlib.sha256).hexdigest()


def _bytes(text: str) -> bytes:
    # Whatever a client sent is compared, half characters too.
    return text.encode(errors="surrogatepass")
