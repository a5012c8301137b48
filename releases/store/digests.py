"""What is kept of a secret that is shown once: enough to know it again, too little to use it."""

import hashlib


def digest(secret: str) -> str:
    """Return the SHA-256 of a text in hexadecimal; whatever a client sends as one has a digest."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
