"""The second factor: codes by time (RFC 6238, six digits, thirty seconds) and recovery codes."""

import hmac
import secrets
from datetime import datetime
from io import BytesIO

import pyotp
import segno

from releases.model import ID_ALPHABET

ISSUER = "Pressrum"
CODES = 10
# A telephone may be half a minute off (RFC 6238 section 5.2).
DRIFT = (-1, 0, 1)
_GROUP = 5


def new_secret() -> str:
    """Return a secret of 160 bits in Base32."""
    return pyotp.random_base32()


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """Return the time step whose code this is, None where it is none of about now."""
    totp = pyotp.TOTP(secret)
    typed = "".join(code.split()).encode()
    current = totp.timecode(now)
    for step in (current + drift for drift in DRIFT):
        if hmac.compare_digest(totp.generate_otp(step).encode(), typed):
            return step
    return None


def draw_qr_code(secret: str, email: str) -> str:
    """Return the QR code that an authenticator app reads, as SVG without style of its own."""
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)
    drawn = BytesIO()
    segno.make(address, micro=False).save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=True,
        light="#fff",
        svgclass="qr",
        lineclass=None,
        omitsize=True,
    )
    return drawn.getvalue().decode()


def new_codes() -> tuple[str, ...]:
    """Return ten recovery codes of fifty bits each, in two groups."""
    return tuple(f"{_letters()}-{_letters()}" for _ in range(CODES))


def plain_code(typed: str) -> str:
    """Return a typed recovery code in the spelling it was given out in."""
    letters = "".join(sign for sign in typed.lower() if sign in ID_ALPHABET)
    return f"{letters[:_GROUP]}-{letters[_GROUP:]}"


def _letters() -> str:
    return "".join(secrets.choice(ID_ALPHABET) for _ in range(_GROUP))
