"""What the furniture of a page looks like: commands, ways, notices; whatever page it is."""

import re

_LONGEST = 90
_LONGEST_NOTICE = 400
# What a page asks its visitor to do; the object tells it from the title of a text.
_COMMAND = re.compile(
    r"(?:direkt|läs|visa|se|öppna|stäng|dölj|hämta|hoppa|gå|dela|ladda|skriv|lyssna|aktivera|kopiera"
    r"|tipsa|sök|anpassa|acceptera|tillåt|avvisa|neka|spara|ändra|prenumerera|följ|gilla|logga"
    r"|infoga|klicka|tillbaka|till|skip|go|read|download|print|share|follow|subscribe|back|copy)\b",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\b(?:vidare|mer|fler|alla|hela|också|även|\w*meny(?:n|er)?|sidan?|\w*innehåll\w*|toppen|början"
    r"|startsida\w*|ut|ned|ner|upp|in|webb\w*|kakor|cookies?|pdf|bild(?:en|er)?|fil(?:en)?|länk(?:en)?"
    r"|vän|oss|artikeln|nyheten|content|more|top|tal|original|högupplöst\w*|pressmeddelanden"
    r"|facebook|twitter|linkedin|instagram|e-post|nyhetsbrev\w*|inställningar)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?:|www\.|@|\w\.\w+/")
_WAY = re.compile(
    r"(?:huvud|sido|under)?meny(?:n)?|menu|sök|search|stäng|close|start|hem|home|lättläst|lyssna"
    r"|listen|dela|share|print|download|upp|ja|nej|ja nej|translate|språk|languages|teckenspråk"
    r"|in english|other languages|(?:relaterade )?länkar|links|(?:press)?bild(?:er)?|images?|media"
    r"|dokument|documents|bilagor|bifogade filer|filer|attachments|evenemang|relaterat innehåll"
    r"|nyheter och press|press och (?:media|nyheter)|(?:nyhets|press)?(?:rum(?:met)?|arkiv(?:et)?)"
    r"|media no image|no image|ingen bild|infoga bild|platshållare.*|om oss|nästa(?: sida)?"
    r"|föregående(?: sida)?|facebook|twitter|linkedin|instagram|youtube|x|kopiera länk"
    r"|(?:endast|bara|enbart) nödvändiga|(?:cookie|kak)inställningar|inställningar för kakor"
    r"|(?:sänd|sänd)lista|tagg\w*",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"(?:hem|start|startsida(?:n)?|home) ?[/>›»].*|[^/>›»]{2,40}(?: [/>›»] [^/>›»]{2,60}){2,}"
    r"|(?:du är här|you are here|sökväg|brödsmulor):?.*",
    re.IGNORECASE,
)
_PAGING = re.compile(
    r"(?:[«‹<] ?)?(?!0)(?:\d(?: ?[|·•] ?| {1,2})?){1,80}+(?:\.\.\.|…)?(?: ?\d{1,3})? ?"
    r"(?:[»›>]|nästa.*)?"
    r"|(?:första|sista|nästa|föregående)(?: »| ›| >)?|(?:sida|page) \d+ (?:av|of) \d+"
    r"|(?:sida |page )?\d{1,3} ?(?:\(\d{1,3}\)|/ ?\d{1,3}|av \d{1,3})|(?:sida|page) \d{1,3}"
    r"|(?:[›»>]|&gt;){1,2}|(?:[‹«<]){1,2}",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|svg|tiff?|eps|pdf|docx?)(?: ?\(.*\))?"
    r"|(?:högupplöst|lågupplöst|press)\w*(?: \w+)? ?: ?\S+\.\w{3,4}",
    re.IGNORECASE,
)
_HASH = re.compile(r"(?=\w*\d)(?=\w*[A-Za-z])[A-Za-z0-9_-]{16,80}")
_KEEPING = re.compile(
    r"(?:sidan?|artikeln?|nyheten?|innehållet)? ?(?:senast )?(?:uppdaterad|ändrad|granskad)\b"
    r".{0,60}"
    r"|(?:sid|innehålls)ansvarig.{0,60}|publiceringsdatum ?:?|©.{0,60}\d{4}"
    r"|(?:hjälpte|var) (?:informationen|sidan|den här|innehållet).{0,40}\?",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\b(?:cookies?|kakor)\b.{0,200}\b(?:webbplats|sida|surfa|godkänn|använd|site|use)"
    r"|\b(?:webbplats|surfa|godkänn|använd|acceptera|hantera).{0,200}\b(?:cookies?|kakor)\b"
    # The subject of the sentence is the page itself.
    r"|\A(?:den här |denna |detta är en |det här är en )?(?:äldre )?"
    r"(?:nyhet|artikel|sida|text|information|webbsida)(?:en|n)? (?:är (?:äldre|mer|arkiverad)"
    r"|har (?:passerat|arkiverats|inte uppdaterats)|kan (?:vara|innehålla)|uppdateras inte)\b"
    r"|(?:abonnera|prenumerera) på (?:våra|nyhet|press)|subscribe to our"
    r"|(?:löpande information|nyhetsbrev|pressmeddelanden|nyheter).{0,40}"
    r"\b(?:via|till din|med) (?:e-?post|mejl|mail|inkorg)"
    r"|e-?post(?:adress)? (?:publiceras|visas|delas) inte|\* ?= ?obligatorisk"
    r"|fält markerade med \*",
    re.IGNORECASE,
)
# From one of these on, a page talks about itself or about other releases until it ends.
_END = re.compile(
    r"(?:kommentera|tyck till om|lämna synpunkter på) (?:den här )?"
    r"(?:sidan|innehållet|artikeln|nyheten).{0,40}"
    r"|kommentarer(?: \(\d+\))?|(?:lämna|skriv|skicka) (?:en |din )?kommentar"
    r"|(?:senaste|fler|andra|relatera(?:de?|t)|övriga|tidigare|mer) "
    r"(?:press\w*|nyhet\w*|nytt|artik\w*|meddelande\w*|inlägg|läsning|från)\b.{0,60}"
    r"|läs fler (?:nyheter|pressmeddelanden).{0,40}"
    r"|(?:latest|more|related|other) (?:news|press\w*|releases|stories|articles)\b.{0,60}"
    r"|more from .{1,50}"
    r"|i vårt pressrum kan du.*|om webbplatsen|genvägar|kontakta webbredaktionen|sidfot",
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
        _WAY.fullmatch(text) or _TRAIL.fullmatch(text) or _PAGING.fullmatch(text)
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
