"""Telephone numbers: Swedish ways of writing in, E.164 to keep, Swedish grouping to show.

Short codes (112, 1177), shared-cost numbers (0771, 077) and EU 116 numbers stay as written:
they have no meaning abroad and are known by their spelling.
"""

import re

import phonenumbers

_AS_WRITTEN = re.compile(r"(?:\+\s*46\s*(?:\(0\)\s*)?0?77\d|077|116|1\d{2,5}\b)")
# Without area code, country code or trunk zero a number could be anywhere: it is not guessed.
_WHOLE = re.compile(r"\D*(?:0|46(?:\D*\d){8})")

# Words before a number are its label; from the first word or mark behind it on it is another thing.
_NUMBER = re.compile(
    r"[^\d+]*(?P<number>\+?(?:[^\w+*#?…•,;/(]|\d|\((?=\d{1,4}\)[ -]*\d))*)(?P<rest>.*)", re.DOTALL
)
_EXTENSION = re.compile(
    r"[,; ]*(?:anknytning|ankn|extension|ext|x)[.:= ]*(?P<digits>\d{1,7})\b", re.IGNORECASE
)
# What a writer leaves open: "070-XXX XX XX".
_BLANK = re.compile(r"[*_?…•]|x{2}", re.IGNORECASE)

_PARTING = re.compile(r"[,;]")
# Numbers that nobody dials after another one.
_ALONE = re.compile(r"112|1177|11[34] ?1[34]|11[68] ?\d{3}|077[\d -]{6,}", re.ASCII)


def to_e164(written: str) -> str:
    """Return the E.164 form of a number, or the text tidied where it has none."""
    tidy = " ".join(written.replace("\u2212", "-").replace("–", "-").split())
    if _AS_WRITTEN.match(tidy) or not ("+" in tidy or _WHOLE.match(tidy)):
        return tidy
    match = _NUMBER.fullmatch(tidy)
    if match is None or re.search(r"[\w/+#*?…•]", match["rest"]):
        return tidy
    try:
        number = phonenumbers.parse(tidy.replace("(0)", ""), "SE")
    except phonenumbers.NumberParseException:
        return tidy
    if not phonenumbers.is_valid_number(number):
        return tidy
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def several(written: str) -> tuple[str, ...]:
    """Return the numbers that a text holds, as by `to_e164`: itself unless all its parts are some.

    "08-123 456 00, 070-174 06 05" is two numbers, "08-123 456 00, ankn 12" is one.
    """
    parts = tuple(part.strip() for part in _PARTING.split(written) if part.strip())
    numbers = tuple(map(to_e164, parts))
    if numbers and all(number.startswith("+") or _ALONE.fullmatch(number) for number in numbers):
        return numbers
    return (to_e164(written),)


def format_phone(phone: str) -> str:
    """Return a stored number as Swedes read it: 070-276 20 61, +47 22 12 34 56."""
    if not phone.startswith("+") or _AS_WRITTEN.match(phone):
        return phone
    try:
        number = phonenumbers.parse(phone, None)
    except phonenumbers.NumberParseException:
        return phone
    swedish = number.country_code == phonenumbers.country_code_for_region("SE")
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if swedish
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    grouped = str(phonenumbers.format_number(number, style))
    # What would be read back as another number is better shown as it is kept.
    return grouped if to_e164(grouped) == phone else phone


def link(phone: str) -> str:
    """Return the `tel:` URI of a stored number (RFC 3966); local numbers get a phone-context.

    Of a number with words behind it the number alone is dialled, an extension is a parameter; what
    is no number before the words is "".
    """
    match = _NUMBER.fullmatch(phone)
    if match is None or not match["number"]:
        return ""
    number, rest = match["number"].rstrip(" (.-"), match["rest"]
    whole = to_e164(number)
    known = re.fullmatch(r"\+\d+", whole) or _ALONE.fullmatch(number)
    if rest and (_BLANK.match(rest) or not known):
        return ""
    digits = re.sub(r"[^\d+]", "", whole)
    extension = _EXTENSION.match(rest)
    parameter = f";ext={extension['digits']}" if extension else ""
    context = "" if digits.startswith("+") else ";phone-context=+46"
    return f"tel:{digits}{parameter}{context}" if digits.strip("+") else ""
