"""Text made fit to stand in any output: only characters XML and HTML allow, escaped once."""

import html
import re
from urllib.parse import urlsplit

# What XML 1.0 section 2.2 forbids, and the C1 controls HTML calls errors. Input is cleaned when
# it is saved; a character that slipped through must not make a feed ill-formed.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What RFC 3987 allows in no address; left in, readers cut the address short or refuse the feed.
_UNSAFE = re.compile(r"[\s<>\"{}|\\^`\u2028\u2029]")
_SCRIPT_LENGTH = 4
_LEFTWARD_SCRIPTS = frozenset(
    ("adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa", "yezi")
)
_LEFTWARD = frozenset(
    (
        *("ar", "arc", "arz", "azb", "bal", "bgn", "bqi", "ckb", "dv", "fa", "glk", "he", "iw"),
        *("ji", "ks", "lrc", "mzn", "nqo", "pnb", "prs", "ps", "sd", "sdh", "skr", "syr", "ug"),
        *("ur", "yi", "aii", "acm", "apc", "apd", "ary", "hbo", "pes", "pbt", "ydd", "yih"),
    )
)
UNKNOWN = "und"
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def clean(text: str) -> str:
    """Return the text without the characters that XML and HTML forbid, lines parted by LF."""
    # Most texts are, and can be told apart in a tenth of the time.
    if text.isprintable():
        return text
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def line(text: str) -> str:
    """Return the text cleaned, on one line, with single spaces; no-break spaces are kept."""
    return re.sub(r"[ \t\n\u2028\u2029]+", " ", clean(text)).strip(" ")


def escape(text: str) -> str:
    """Return the text cleaned and escaped for HTML, in content and in quoted attributes."""
    return html.escape(clean(text))


def lines(text: str) -> str:
    """Return the text escaped for HTML with its line breaks kept as `<br>`."""
    return "<br>".join(escape(text).strip().split("\n"))


def shorten(text: str, length: int) -> str:
    """Return at most `length` characters of a line, cut between words and then closed by "…"."""
    if len(text) <= length:
        return text
    kept = text[: length - 1]
    head, space, _ = kept.rpartition(" ")
    return (head if space else kept).rstrip(" ,;:–-") + "…"


def language(tag: str) -> str:
    """Return a tag of a language that BCP 47 allows, "" for any other text and "und" (unknown)."""
    return tag if _LANGUAGE.fullmatch(tag) and _primary(tag) != UNKNOWN else ""


def direction(tag: str) -> str:
    """Return "rtl" for a language written from right to left (a BCP 47 tag), else "ltr".

    The script that a tag names decides, else that of the language (CLDR's likely subtags).
    """
    parts = tag.lower().split("-")
    script = next((part for part in parts[1:] if len(part) == _SCRIPT_LENGTH), "")
    leftward = script in _LEFTWARD_SCRIPTS if script else parts[0] in _LEFTWARD
    return "rtl" if leftward else "ltr"


def spoken_attributes(tag: str, around: str) -> str:
    """Return ` lang` of a text inside one in another language, with ` dir` where that turns.

    An empty `lang` says that the language is unknown (HTML, "The lang and xml:lang attributes"),
    and not that of what is around.
    """
    own = language(tag)
    turn = direction(tag)
    turned = "" if turn == direction(around) else f' dir="{turn}"'
    same = _primary(own) == _primary(language(around))
    return turned if same else f' lang="{own}"{turned}'


def _primary(tag: str) -> str:
    return tag.lower().partition("-")[0]


def web_address(url: str) -> str:
    """Return an http(s) URL that may be linked to, else an empty text."""
    address = clean(url).strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    sound = parts.scheme in {"http", "https"} and parts.hostname and not _UNSAFE.search(address)
    return address if sound else ""
