"""Web addresses as they were meant: out of the wrappers of mail filters, without trackers: pure.

Mail filters replace the addresses in what they let through by addresses of their own, which stop
working, say who read the mail, and hide where they lead. Where the target stands in such an address
it takes its place. A target that is known to the filter alone (Mimecast's own) stays wrapped.
"""

import re
from base64 import urlsafe_b64decode
from urllib.parse import quote, unquote

from releases.text import trackers

# A longer address is left as it is.
LONGEST = 8_000
_WEB = re.compile(r"https?://(?P<host>[^/?#\s]+)(?P<rest>[^\s]*)", re.IGNORECASE)
# An address in running text: brackets in it close one another, and signs at its end are the text's.
_IN_TEXT = re.compile(
    r"https?://(?:[^\s<>\"“”„»«()\[\]\\|`]|\([^\s<>\"()\[\]\\|`]*\))+(?<![.,:;!?*'’])",
    re.IGNORECASE,
)
# What no address holds as it is.
_UNSAFE = re.compile(r"[\s\x00-\x1f<>\"\\^`{|}]")
# What would end it early in running text.
_ENDING = re.compile(r"[\s\x00-\x1f<>\"\\^`{|}()\[\]“”„»«]")
# Wrappers by host and path, and the parameter that holds the target, percent-encoded.
_WRAPPERS = (
    (
        re.compile(
            r"(?:[\w-]+\.)*safelinks\.protection\.(?:(?:partner\.)?outlook\.(?:com|cn)|office365\.us)"
            r"(?::443)?/(?=\?)",
            re.IGNORECASE,
        ),
        "url",
    ),
    (
        re.compile(
            r"statics\.teams\.cdn\.office\.net/[^\s?]*/atp-safelinks\.html(?=\?)", re.IGNORECASE
        ),
        "url",
    ),
    (re.compile(r"urldefense\.proofpoint\.com/v1/url(?=\?)", re.IGNORECASE), "u"),
    (re.compile(r"linkprotect\.cudasvc\.com/url(?=\?)", re.IGNORECASE), "a"),
    (
        re.compile(
            r"(?:protect|url)[\w.-]*\.mimecast(?:protect)?\.com/[^\s?]*(?=\?)", re.IGNORECASE
        ),
        "url",
    ),
    (re.compile(r"(?:www\.)?google\.(?:com|se)/url(?=\?)", re.IGNORECASE), "q"),
    (re.compile(r"lm?\.facebook\.com/l\.php(?=\?)", re.IGNORECASE), "u"),
)
_PROOFPOINT_2 = re.compile(r"urldefense(?:\.proofpoint)?\.com/v2/url(?=\?)", re.IGNORECASE)
_PROOFPOINT_3 = re.compile(
    r"urldefense\.(?:com|us|proofpoint\.com)/v3/__(?P<target>.+?)__;(?P<signs>[\w+/=-]*)!",
    re.IGNORECASE,
)
_PROOFPOINT_2_SIGNS = str.maketrans("-_", "%/")
# One sign left out, or a run of them, whose length is a letter.
_LEFT_OUT = re.compile(r"\*(?:\*(?P<length>[\w-]))?")
_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_SHORTEST_RUN = 2
# Proofpoint writes the two slashes after the scheme as one now and then.
_ONE_SLASH = re.compile(r"(?<=\Ahttp:/)(?=[^/])|(?<=\Ahttps:/)(?=[^/])", re.IGNORECASE)


def clean_address(address: str) -> str:
    """Return an http(s) address unwrapped and without tracking parameters, others as they are.

    What remains is byte for byte what it was, in its order. Idempotent; what it returns for a web
    address is one. Never raises.
    """
    while len(address) <= LONGEST and (web := _WEB.fullmatch(address)):
        place = address[web.start("host") :]
        if not _is_wrapper(place):
            return trackers.drop_trackers(address)
        target = _target(place)
        if not target:
            return address
        address = target
    return address


def clean_text(text: str) -> str:
    """Return a text with the web addresses in it as `clean_address` has them."""
    if "://" not in text:
        return text
    return _IN_TEXT.sub(lambda found: clean_address(found[0]), text)


def _is_wrapper(place: str) -> bool:
    patterns = (*(pattern for pattern, _ in _WRAPPERS), _PROOFPOINT_2, _PROOFPOINT_3)
    return any(pattern.match(place) for pattern in patterns)


def _target(place: str) -> str:
    """Return the web address that a wrapper holds, "" where it holds none that can be read."""
    try:
        target = _read(place)
    except ValueError:
        return ""
    shown = _ENDING.sub(lambda sign: quote(sign[0]), target.strip())
    return shown if _WEB.fullmatch(shown) else ""


def _read(place: str) -> str:
    """Return the target as it stands; raises `ValueError` for what does not decode."""
    for pattern, name in _WRAPPERS:
        if wrapper := pattern.match(place):
            return unquote(trackers.parameter(place[wrapper.end() :], name), errors="strict")
    if wrapper := _PROOFPOINT_2.match(place):
        written = trackers.parameter(place[wrapper.end() :], "u")
        return unquote(written.translate(_PROOFPOINT_2_SIGNS), errors="strict")
    wrapper = _PROOFPOINT_3.match(place)
    return _fill_in(wrapper["target"], wrapper["signs"]) if wrapper else ""


def _fill_in(target: str, encoded: str) -> str:
    """Return a target with the signs that Proofpoint took out of it, which stand behind it."""
    signs = urlsafe_b64decode(f"{encoded}===").decode()
    parts, at, taken = [], 0, 0
    for gap in _LEFT_OUT.finditer(target):
        count = _LENGTHS.index(gap["length"]) + _SHORTEST_RUN if gap["length"] else 1
        parts += [target[at : gap.start()], signs[taken : taken + count]]
        at, taken = gap.end(), taken + count
    whole = _ONE_SLASH.sub("/", "".join((*parts, target[at:])))
    if taken != len(signs) or _UNSAFE.search(whole):
        raise ValueError(target)
    return whole
