"""E-mail addresses: what is one, in the form to keep. No name is looked up."""

import email_validator


def normalize(written: str) -> str:
    """Return an address in NFC with its domain in lower case and in letters; "" where it is none.

    RFC 5321 and 6531 without quoted parts and IP addresses: letters like å may stand on both sides
    of the sign, and domains that no mail reaches (.local, .test) are none.
    """
    try:
        found = email_validator.validate_email(written, strict=True, check_deliverability=False)
    except email_validator.EmailNotValidError:
        return ""
    return found.normalized
