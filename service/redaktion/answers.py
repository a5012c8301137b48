"""What a receiver answered, in the words of the desk; the outbox keeps the English of the sinks."""

import re
from collections.abc import Callable

Say = Callable[..., str]

# What `service.outgoing` and the sinks say, and what it is called at the desk.
ANSWERS = (
    (r"answered (?P<status>\d+) for (?P<topic>\S+)", "svarade {status} för {topic}"),
    (r"answered (?P<status>\d+)", "svarade {status}"),
    (r"no answer within (?P<seconds>\d+) seconds", "inget svar inom {seconds} sekunder"),
    (r"(?:Connect|Read|Write|Pool)Timeout: .*", "inget svar i tid"),
    (r"\w*ConnectError: .*", "gick inte att ansluta till"),
    (r"(?P<host>\S+) has no address: .*", "{host} har ingen adress"),
    (
        r"(?P<host>\S+) leads to (?P<address>\S+), which is not a public address",
        "{host} leder till {address}, som inte är en öppen adress",
    ),
    (r"the webhook was removed", "webhooken är borttagen"),
)
_OTHER = "ett fel: {why}"


def said(error: str, say: Say) -> str:
    """Return what is wrong with a delivery; empty where nothing is."""
    for pattern, words in ANSWERS:
        if found := re.fullmatch(pattern, error, re.DOTALL):
            return say(words, **found.groupdict())
    return say(_OTHER, why=error) if error else ""
