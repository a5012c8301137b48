"""What went wrong with a store is told in a few words, whatever the driver makes of it."""

import pytest

from service.media import s3_faults

ASKED = "Generic S3 error: Error performing GET https://127.0.0.1:9000/press/m/x in 3.1ms"


def answered(status: str, code: str, message: str) -> str:
    """Return the driver's words for an answer of the store, as it writes them."""
    return (
        f"{ASKED} - Server returned non-2xx status code: {status}: "
        f'<?xml version="1.0" encoding="utf-8"?>\n<Error><Code>{code}</Code>'
        f"<Message>{message}</Message></Error>\n\nDebug source:\nGeneric {{"
    )


def bare(status: str) -> str:
    """Return the driver's words for an answer without a body."""
    return f"{ASKED} - Server returned non-2xx status code: {status}: "


def broke_off(cause: str) -> str:
    return f"{ASKED} - HTTP error: error sending request\n\nDebug source:\nGeneric {{\n  {cause}"


@pytest.mark.parametrize(
    ("text", "said", "lasting"),
    [
        (answered("404 Not Found", "NoSuchBucket", "No."), "NoSuchBucket: No", True),
        (answered("404 Not Found", "NoSuchKey", "No."), "NoSuchKey: No", False),
        (answered("403 Forbidden", "AccessDenied", "No"), "AccessDenied: No", True),
        (answered("403 Forbidden", "RequestTimeTooSkewed", "5"), "RequestTimeTooSkewed: 5", False),
        (answered("503 Service Unavailable", "SlowDown", "Wait"), "SlowDown: Wait", False),
        (bare("403 Forbidden"), "403 Forbidden", True),
        (bare("502 Bad Gateway"), "502 Bad Gateway", False),
        (broke_off("source: TimedOut,"), "no answer in time", False),
        (broke_off('message: "Connection refused",'), "Connection refused", False),
        (
            broke_off("InvalidCertificate(\n      UnknownIssuer,"),
            "its certificate is not trusted (UnknownIssuer)",
            False,
        ),
        (
            broke_off("source: TimedOut,").replace("press/m/x", "latest/api/token"),
            "there is no AWS_ACCESS_KEY_ID, and no role of this machine: no answer in time",
            False,
        ),
        (broke_off("source: BadScheme,"), "AWS_ALLOW_HTTP is not true", False),
        ("Something new\nand more", "Something new", False),
    ],
)
def test_a_failure_is_told_in_a_few_words(text: str, said: str, lasting: bool) -> None:
    assert s3_faults.read(OSError(text)) == s3_faults.S3Fault(said, lasting)
