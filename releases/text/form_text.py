"""Text of submitted forms: what every other part of the service can take on."""


def clean_field(text: str) -> str:
    """Return the text with plain line ends and without NUL, which not every database keeps.

    Raises `ValueError` for half characters: a form may state a charset that makes them, and nothing
    could write them again.
    """
    text.encode()
    return text.replace("\x00", "").replace("\r\n", "\n")
