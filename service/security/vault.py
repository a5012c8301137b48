"""The secrets of second factors at rest, sealed under a key that is not in the database.

The key is derived from PRESSRUM_SECRET (HKDF, RFC 5869); the cipher is AES-256-GCM, with the
person's id as associated data, so that a value moved to somebody else opens nothing. Without
PRESSRUM_SECRET a key would have to lie beside what it locks: values are then kept as they are.
"""

import base64
import binascii
import re
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_PURPOSE = b"pressrum second factors 1"
# The first way of sealing; another one gets another mark, and this one stays readable.
_SEALED = "v1."
_PLAIN = re.compile(r"[A-Z2-7]+")
_KEY = 32
_NONCE = 12


class Vault:
    """Seals and opens values of one kind under one secret; with an empty one it only passes on."""

    def __init__(self, secret: str) -> None:
        self._cipher: AESGCM | None = None
        if secret:
            derived = HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=_PURPOSE)
            self._cipher = AESGCM(derived.derive(secret.encode()))

    @property
    def seals(self) -> bool:
        """Whether there is a secret to seal under."""
        return self._cipher is not None

    def sealed(self, plain: str, owner: str) -> str:
        """Return a value (Base32) as it is to be kept for its owner, an id."""
        if self._cipher is None:
            return plain
        nonce = secrets.token_bytes(_NONCE)
        shut = self._cipher.encrypt(nonce, plain.encode(), owner.encode())
        return _SEALED + base64.urlsafe_b64encode(nonce + shut).decode()

    def opened(self, kept: str, owner: str) -> str | None:
        """Return the value that is kept, sealed or not; None where this secret does not open it."""
        if _PLAIN.fullmatch(kept):
            return kept
        if self._cipher is None or not kept.startswith(_SEALED):
            return None
        try:
            shut = base64.b64decode(kept.removeprefix(_SEALED), b"-_", validate=True)
            plain = self._cipher.decrypt(shut[:_NONCE], shut[_NONCE:], owner.encode())
        except (binascii.Error, ValueError, InvalidTag):
            return None
        return plain.decode()

    def keeps(self, kept: str) -> bool:
        """Tell whether a value is kept as `sealed` would keep it now."""
        return kept.startswith(_SEALED) if self.seals else bool(_PLAIN.fullmatch(kept))
