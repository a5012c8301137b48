"""Telephone numbers and mail addresses in a line of contacts, and the labels before them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from releases.text import emails
from releases.text.phones import to_e164

_EMAIL = (
    r"(?P<email>[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*)"
    # As some write them for people alone: "bo.ek (at) solvik.example".
    r"|(?P<local>\b[\w.+-]{1,64}) ?[(\[](?:at|a|snabel-?a)[)\]] ?(?P<domain>[\w-]+(?:\.[\w-]+)+)"
)
# What a mail program puts behind an address: the same one once more.
_TARGET = re.compile(r" ?<(?:mailto|tel):[^<>]{1,200}>", re.IGNORECASE)
# Swedish and international spellings: 070-276 20 61, 0708-37 78 53, 073 - 052 16 13, +46(0)73 …
_PHONE = (
    r"(?P<phone>\+ ?[1-9]\d{0,2} ?(?:\(0\))?(?: ?[-–−/]? ?\d){1,12}+(?!\d)"
    r"|(?<!\d)00\d{2,3} ?(?:\(0\))?(?: ?[-–−/]? ?\d){6,12}+(?!\d)"
    # Without a hyphen, not behind another figure: rows of tables hold many.
    r"|(?<![\d-])(?<!\d[./:])(?:0[1-9]\d{0,2} ?[-–−/] ?|(?<!\d )0[1-9]\d{0,2} ?)\d"
    r"(?:(?! 0\d{1,3}[-–]\d) ?-? ?\d){4,8}+(?!\d|[.:]\d)"
    r"|(?<!\d)\(0[1-9]\d{0,2}\) ?\d(?: ?-? ?\d){4,8}+(?!\d|[.:]\d)"
    r"|(?<![\d.])0[1-9]\d{0,2}(?:\.\d{2,3}){3,4}(?![\d.])"
    # In Norway and Denmark numbers have eight figures and no area code.
    r"|(?:(?<=tlf )|(?<=tlf\. )|(?<=tlf: )|(?<=tlf\.: ))[2-9]\d(?: ?\d){6}(?!\d)"
    r"|(?<![\d/.:-])(?:1177|112|11313|114 ?14|020-?\d{2,3}(?: ?\d){3,5})(?![\d.:-])(?=\W*\Z))"
)
_LINK = r"\[(?P<shown>[^\[\]]*+)\]\((?P<target>(?:mailto|tel):[^)]*+)\)?+"
# Words: what numbers and addresses are called, in Swedish and English.
_LABEL = (
    r"(?P<label>\b(?:(?!press|medi)\w{0,10}telefon(?:nummer)?|tele?|tfn|mob(?:il(?:nummer)?)?(?:/sms)?|växel"
    r"|tlf|puh(?:elin)?|direkt(?:nummer)?|phone|mobile|sms|e-?post(?:adress)?|(?:e-?)?mail|mejl)\b"
    r"(?: ?\([^)]{1,20}\))?\.?(?: ?:|(?= ?[\d+\[])|(?=[ ,]*\Z)|(?=[ ,]+[\w.+-]{1,64}@)))"
    # A letter alone, before what it stands for.
    r"|(?<![\w(])(?-i:[TMVD])(?: ?:|(?= ))(?= ?[+0])|(?<![\w(])(?-i:E) ?:(?= ?[\w.+-]{1,64}@)"
)
_PARTS = re.compile(r"[/.]")
_FAX = r"(?P<fax>\b(?:tele)?fax\b ?:? ?[\d +()/-]*)"
_PIECE = re.compile(f"{_LINK}|{_FAX}|{_LABEL}|{_EMAIL}|{_PHONE}", re.IGNORECASE)
# Words: conjunctions, a closed class.
OR = "eller|och|samt|or|and"
_JOINTS = re.compile(
    rf"\A(?:[\s,;:.|/•–-]|\b(?:{OR}|på|via|alt\.?)(?=\s|\Z))+",
    re.IGNORECASE,
)

# "nås på", "nås efter kl. 13", "endast sms": how and when, not who.
_WHEN_REACHED = re.compile(
    r"(?:(?<![\s,;(–-])(?:[\s,;(–-]|\bsom\b|\bkan\b)*+(?:nås|träffas|svarar)\b"
    r"|\A\w+ (?:via )?sms).*",
    re.IGNORECASE,
)
# "fornamn.efternamn@…" says how addresses are made.
_PATTERN_OF_ADDRESSES = re.compile(r"f[oö]rnamn", re.IGNORECASE)
_LOOSE_END = re.compile(rf"(?:(?<![\s,;])[\s,;]++|\A)(?:(?:{OR}|på|mejla)(?: |\Z))+\Z")


class Reach(NamedTuple):
    """A number (E.164, or as written), an address, a fax as written, or only the label of one."""

    phone: str = ""
    email: str = ""
    fax: str = ""


def reaches(text: str) -> Iterator[Reach | str]:
    """Yield the numbers, addresses and labels of a line and the words between them, in order."""
    end = 0
    text = _TARGET.sub("", text) if "<" in text else text
    for match in _PIECE.finditer(text):
        yield from _words(text[end : match.start()])
        reach = _reach(match)
        if reach.email and (
            _PATTERN_OF_ADDRESSES.match(reach.email) or not emails.normalize(reach.email)
        ):
            # What looks like an address and is none stays among the words.
            yield from _words(match[0])
        else:
            yield reach
        end = match.end()
    yield from _words(text[end:])


def _words(text: str) -> Iterator[str]:
    text = text.lstrip(" ,;(")
    if ")" in text and "(" not in text.partition(")")[0]:
        # What stands in brackets behind a number is of it: "070-123 45 67 (kl. 9–12), Bo Ek".
        inside, _, rest = text.partition(")")
        yield from _bare_words(inside)
        text = rest.replace(")", "") if "(" not in rest else rest
    yield from _bare_words(text)


def _bare_words(text: str) -> Iterator[str]:
    words = _JOINTS.sub("", text).strip(" ,;:|/•–-(<>")
    words = _LOOSE_END.sub("", _WHEN_REACHED.sub("", words))
    if re.search(r"\w", words):
        yield words


def _reach(match: re.Match[str]) -> Reach:
    if match["email"]:
        return Reach(email=match["email"].rstrip("."))
    if match["local"]:
        return Reach(email=f"{match['local']}@{match['domain']}")
    if match["fax"]:
        return Reach(fax=match["fax"])
    if match["phone"]:
        return Reach(phone=to_e164(_PARTS.sub("-", match["phone"])))
    if match["target"] is not None:
        return _parse_link(match["shown"], match["target"])
    return Reach()


def _parse_link(shown: str, target: str) -> Reach:
    """Read a Markdown link; an empty target leaves what is shown."""
    scheme, _, address = target.partition(":")
    if scheme.lower() == "mailto":
        return Reach(email=address.partition("?")[0].strip())
    return Reach(phone=to_e164(shown if re.search(r"\d", shown) else address))
