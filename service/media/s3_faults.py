"""What an S3-compatible store or the way to it says of a failure -> one line, and whether it lasts.

The driver has classes for a few of them only; the rest stands in its words, with the store's answer
(https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
"""

import re

import msgspec

_CODE = re.compile(r"<Code>([^<]*)</Code>")
_MESSAGE = re.compile(r"<Message>([^<]*)</Message>")
_STATUS = re.compile(r"non-2xx status code: (\d+ [A-Za-z ]+)")
_CAUSE = re.compile(r'message: "([^"]+)"|TimedOut|BadScheme|InvalidCertificate\(\s*(\w+)')
# Asked for where the environment names no key: the role of the machine.
_ROLE = re.compile(r"Error performing \S+ \S+/latest/(api/token|meta-data)")
_SAID = {"TimedOut": "no answer in time", "BadScheme": "AWS_ALLOW_HTTP is not true"}
# What is the same however often it is tried: somebody has to set it right.
_LASTING_CODES = frozenset(
    (
        *("NoSuchBucket", "InvalidBucketName", "PermanentRedirect", "AllAccessDisabled"),
        *("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch"),
        "AuthorizationHeaderMalformed",
    )
)
# Of an answer without a code, as to HEAD.
_LASTING_STATUSES = ("301", "400", "401", "403")


class S3Fault(msgspec.Struct, frozen=True):
    """What is wrong, in a few words, and whether waiting is of any use."""

    said: str
    lasting: bool


def read(error: Exception) -> S3Fault:
    """Return what an error of the driver says."""
    text = str(error)
    code, status, cause = _CODE.search(text), _STATUS.search(text), _CAUSE.search(text)
    if code:
        message = _MESSAGE.search(text)
        said = f"{code[1]}: {message[1]}" if message else code[1]
    elif status:
        said = status[1].strip()
    elif cause:
        distrust = f"its certificate is not trusted ({cause[2]})" if cause[2] else ""
        said = cause[1] or distrust or _SAID[cause[0]]
    else:
        said = text.partition("\n")[0]
    if _ROLE.search(text):
        said = f"there is no AWS_ACCESS_KEY_ID, and no role of this machine: {said}"
    if code:
        lasting = code[1] in _LASTING_CODES
    else:
        lasting = bool(status and status[1].startswith(_LASTING_STATUSES))
    return S3Fault(" ".join(said.split()).rstrip("."), lasting)
