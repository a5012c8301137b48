"""What senders add to web addresses to follow readers, and no page needs: pure.

The list is closed: what is not on it stays. An address that is signed keeps everything.
"""

import re

# By campaign (Google Analytics, Matomo), by click (advertisers), by letter (mailing services).
_CAMPAIGN = r"utm_\w+|(?:mtm|pk)_(?:campaign|kwd|keyword|source|medium|content|cid|group|placement)"
_CLICK = (
    "fbclid|gclid|gclsrc|dclid|gbraid|wbraid|gad_source|gad_campaignid|msclkid|yclid|ttclid"
    "|twclid|li_fat_id|igshid|igsh|rb_clickid|_openstat|_ga|_gl"
)
_LETTER = (
    "mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|__hssc|__hstc|__hsfp|hsctatracking|_cldee|vero_id|vero_conv"
    "|oly_anon_id|oly_enc_id|ml_subscriber|ml_subscriber_hash|_kx|_ke"
)
_TRACKER = re.compile(rf"(?:{_CAMPAIGN}|{_CLICK}|{_LETTER})(?:=.*)?", re.IGNORECASE | re.DOTALL)
_SIGNED = re.compile(r"(?:x-(?:amz|goog)-signature|signature|sig)=", re.IGNORECASE)
_PARTED = re.compile(r"(&(?:amp;)?)")


def drop_trackers(address: str) -> str:
    """Return an address without the parameters that only follow readers; the rest as it stands."""
    before, hash_sign, fragment = address.partition("#")
    page, question, query = before.partition("?")
    pieces = _PARTED.split(query)
    values = pieces[::2]
    kept = [at for at, value in enumerate(values) if not _TRACKER.fullmatch(value)]
    if len(kept) == len(values) or any(map(_SIGNED.match, values)):
        return address
    # Each value keeps the sign before it; the first that stays needs none.
    parts = [pieces[2 * at - 1] * bool(number) + values[at] for number, at in enumerate(kept)]
    return f"{page}{question * bool(kept)}{''.join(parts)}{hash_sign}{fragment}"


def parameter(query: str, name: str) -> str:
    """Return the value of the first parameter of a name as it is written, "" without one."""
    for piece in _PARTED.split(query.partition("#")[0].removeprefix("?"))[::2]:
        key, _, value = piece.partition("=")
        if key.lower() == name:
            return value
    return ""
