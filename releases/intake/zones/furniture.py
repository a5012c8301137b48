"""What the furniture of a page looks like: commands, ways, notices; whatever page it is."""

import re

_LONGEST = 90
_LONGEST_NOTICE = 400
# Words: what a page calls itself.
_PAGE = "(?:(?:webb)?sida|artikel|nyhet|information)(?:e?n)?"
_SERVICES = "facebook|linkedin|instagram|youtube|x"
# What a page asks its visitor to do; the object tells it from the title of a text.
# Words: verbs of buttons. "Följ oss" and "Följ länets elever" are one grammar.
_COMMAND = re.compile(
    r"(?:direkt|läs|visa|öppna|stäng|hoppa|gå|dela|ladda|skriv|lyssna|tipsa|sök|acceptera"
    r"|godkänn|prenumerera|följ|logga|infoga|tillbaka|till|skip|go)\b",
    re.IGNORECASE,
)
# Words: what can be done with a page, and where it is shared.
_OBJECT = re.compile(
    rf"\b(?:mer|fler|alla|\w*meny(?:n|er)?|{_PAGE}|\w*innehåll\w*|toppen|startsida\w*"
    r"|ut|ne[dr]|upp|in|webb\w*|kakor|pdf|bild(?:en|er)?|länk|vän|oss|content"
    rf"|nyhetsbrev\w*|{_SERVICES})\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?:|www\.|@|\w\.\w+/")
# Words: menus say a word each, as titles and subheads may.
_WAY = re.compile(
    r"(?:huvud)?meny(?:n)?|sök|stäng|start|hem|lättläst|lyssna|dela|skriv ut"
    r"|in english|(?:relaterade )?länkar|(?:press)?bild(?:er)?|dokument|bilagor|evenemang"
    r"|relaterat innehåll|(?:press|nyheter) och media|(?:nyhets|press)?(?:rum(?:met)?|arkiv)"
    r"|(?:media )?no image|om oss|(?:nästa|föregående)(?: sida)?"
    rf"|{_SERVICES}"
    r"|(?:endast|bara) nödvändiga|\w+inställningar|inställningar för kakor",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"(?:hem|start\w*|home) ?[/>›»].*|[^/>›»]{2,40}(?: [/>›»] [^/>›»]{2,60}){2,}"
    r"|(?:du är här|you are here):?.*",
    re.IGNORECASE,
)
# Words: which page of several.
_PAGING = re.compile(
    r"(?:[«‹<] ?)?(?!0)(?:\d(?: ?[|·•] ?| {1,2})?){1,80}+(?:\.\.\.|…)?(?: ?\d{1,3})? ?"
    r"(?:[»›>]|nästa.*)?"
    r"|(?:sista|nästa|föregående)(?: [»›>])?"
    r"|(?:sida |page )?\d{1,3} ?(?:\(\d{1,3}\)|/ ?\d{1,3}|(?:av|of) \d{1,3})|(?:sida|page) \d{1,3}"
    r"|[›»>‹«<]{1,2}",
    re.IGNORECASE,
)
# Words: where a text is shared, side by side.
_SHARES = re.compile(
    r"(?:(?:dela|share|del)(?: på| on)?:? )?"
    r"(?:(?:facebook|linkedin|twitter|x|whatsapp|bluesky|e-post|mejl|mail"
    r"|skriv ut|kopiera länk)(?:[ ,|/•·]+|\Z)){2,9}",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"(?:ja|yes|kyllä) ?[|/]? ?(?:nei|nej?|no|ei)", re.IGNORECASE)
# Words: the endings of files that releases come with.
_FILE = re.compile(
    r"(?:\w+(?: \w+)? ?: ?)?\S+\.(?:jpe?g|png|gif|webp|tiff?|eps|pdf|docx?)(?: ?\(.*\))?",
    re.IGNORECASE,
)
_HASH = re.compile(r"(?=\w*\d)(?=\w*[A-Za-z])[A-Za-z0-9_-]{16,80}")
# Words: when a page was changed, by whom it is kept.
_KEEPING = re.compile(
    rf"(?:{_PAGE} )?(?:senast )?(?:uppdaterad|ändrad|granskad)\b.{{0,60}}"
    r"|\w{3,8}ansvarig.{0,60}|publiceringsdatum ?:?|©.{0,60}\d{4}"
    rf"|(?:hjälpte|var) (?:den här|{_PAGE}).{{0,40}}\?",
    re.IGNORECASE,
)
# Words: what is done with cookies, and where.
_SITE = "webbplats|sida|surfa|godkänn|använd|acceptera|site|use"
# Words: cookies, the age of a page, letters and addresses.
_NOTICE = re.compile(
    rf"\b(?:cookies?|kakor)\b.{{0,200}}\b(?:{_SITE})|\b(?:{_SITE}).{{0,200}}\b(?:cookies?|kakor)\b"
    # The subject of the sentence is the page itself.
    r"|\A(?:den här |denna |de(?:tta|t här) är en )?(?:äldre )?"
    rf"{_PAGE} (?:är (?:äldre|mer|arkiverad)"
    r"|har (?:passerat|arkiverats)|kan (?:vara|innehålla)|uppdateras inte)\b"
    r"|(?:abonnera|prenumerera) på (?:våra|\w*nyhet|press)"
    r"|(?:löpande information|nyhetsbrev|pressmeddelanden|nyheter).{0,40}"
    r"\b(?:via|till din) (?:e-?post|mejl|mail|inkorg)"
    r"|e-?post(?:adress)? \w+s inte|\* ?= ?obligatorisk"
    # The letter it came in.
    r"|\A(?:detta|this) (?:e-?(?:post|mail)|mejl|meddelande|message)\w*\b.{0,80}"
    r"\b(?:konfidentiell|avse(?:tt|dd)|confidential|intended)"
    r"|\Askickat från min \w+|\Asent from my \w+"
    # What it asks its reader about itself.
    r"|\A(?:hjälpte|hade du|var|fick du|did|was|oliko|fan[dt]t?)\b.{0,60}"
    r"\b(?:sid[ae]n?|information\w*|page|tiedosta)\b.{0,40}\?\Z",
    re.IGNORECASE,
)
_LINKED = re.compile(
    r"(?:relatera(?:t|de)|läs också|se även|related)(?: \w{1,20})?:?", re.IGNORECASE
)
# From one of these on, a page talks about itself or about other releases until it ends.
# Words: comments, and other texts than this one.
_END = re.compile(
    rf"(?:kommentera|tyck till om|lämna synpunkter på) (?:den här )?{_PAGE}.{{0,40}}"
    r"|kommentarer(?: \(\d+\))?|(?:lämna|skriv) (?:en |din )?kommentar"
    r"|(?:läs )?(?:senaste|fler|andra|relatera(?:de?|t)|tidigare|mer) "
    r"(?:press\w*|nyhet\w*|artik\w*|inlägg|läsning|från)\b.{0,60}"
    r"|(?:latest|more|related) (?:news|press\w*|articles)\b.{0,60}"
    r"|i vårt pressrum kan du.*|om webbplatsen",
    re.IGNORECASE,
)


def commands(text: str) -> bool:
    """Tell whether a line asks the visitor of a page to do something there: "Skriv ut sidan"."""
    if len(text) > _LONGEST or text.endswith((".", "!", "?")) or _ADDRESS.search(text):
        return False
    if text.endswith(("»", "›", "→")):
        return True
    verb = _COMMAND.match(text)
    return bool(verb and _OBJECT.search(text, verb.end()) and len(text.split()) <= 7)  # noqa: PLR2004 - a button, not a title


def is_way(text: str) -> bool:
    """Tell whether a line is a way through the site: a word of a menu, a trail, paging."""
    return len(text) <= _LONGEST * 2 and bool(
        _WAY.fullmatch(text)
        or _TRAIL.fullmatch(text)
        or _PAGING.fullmatch(text)
        or _SHARES.fullmatch(text)
        or _ANSWERS.fullmatch(text)
    )


def is_file(text: str) -> bool:
    """Tell whether a line names a file, or is the id of one."""
    return bool(_FILE.fullmatch(text) or _HASH.fullmatch(text))


def keeps(text: str) -> bool:
    """Tell whether a line says who keeps the page and when it was changed."""
    return len(text) <= _LONGEST and bool(_KEEPING.fullmatch(text))


def is_furniture(text: str) -> bool:
    """Tell whether a line alone gives itself away as furniture."""
    return commands(text) or is_way(text) or is_file(text) or keeps(text)


def is_notice(text: str) -> bool:
    """Tell whether a page speaks of itself: of its cookies, its age, its letters."""
    return len(text) <= _LONGEST_NOTICE and bool(_NOTICE.search(text))


def ends_page(text: str) -> bool:
    """Tell whether a heading opens comments or other texts, so that this one is over."""
    return len(text) <= _LONGEST and bool(_END.fullmatch(text))


def links_others(text: str) -> bool:
    """Tell whether a heading stands above what a page links to: other texts, or the site itself."""
    return bool(_LINKED.fullmatch(text))
