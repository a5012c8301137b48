"""Page chrome: what a page shows around its text, and nobody would miss in it."""

import re
from typing import NamedTuple

import msgspec

from releases.intake.contact_blocks import is_data, is_heading
from releases.intake.lines import TextLine

_LONGEST_FURNITURE = 90
_FURNITURE = re.compile(
    r"skip to (?:main )?content|(?:hoppa|gå) (?:direkt )?till (?:huvud|sidans )?innehåll\w*"
    r"|till (?:övergripande |sidans )?innehåll(?:et)?(?: på sidan| för .*)?"
    r"|(?:högupplöst|lågupplöst|press)\w*(?: \w+)? ?: ?\S+\.\w{3,4}"
    r"|media no image|infoga bild|ingen bild|no image|platshållare.*"
    r"|\S+\.(?:jpe?g|png|gif|webp|svg|tiff?|eps)(?: ?\(.*\))?"
    r"|(?:läs|visa|se) (?:vidare|mer|fler|alla|hela)(?:\b(?!.*[.:]).{0,50})? ?[»›>→]?"
    r"|read more.{0,40}"
    r"|(?:läs|öppna|visa|hämta|ladda (?:ner|ned)).{0,40}\b(?:pdf|bild(?:en)?|högupplöst.*"
    r"|original)\b.{0,20}"
    r"|ladda (?:ner|ned)(?: bild(?:en)?| fil(?:en)?)?|download(?: .{1,30})?"
    r"|skriv ut(?: sidan)?|print|lyssna(?: på (?:sidan|texten))?|aktivera talande webb|listen"
    r"|dela(?: (?:sidan|artikeln|nyheten|inlägget|med andra|på .{1,30}|via .{1,30}))?:?"
    r"|share(?: on .*)?"
    r"|(?:facebook|twitter|linkedin|instagram|youtube|x|e-post|mejla|mail|kopiera länk)"
    r"(?:[ ,|/•]+(?:facebook|twitter|linkedin|instagram|youtube|x|e-post))*"
    r"|läs (?:också|även)\b.{0,60}|tipsa (?:en vän|oss|någon).{0,20}|kopiera länk(?:en)?|copy link"
    r"|(?:tillbaka )?till (?:sidans )?(?:toppen|början)|back to top|tillbaka|upp"
    r"|(?:föregående|nästa)(?: (?:sida|nyhet|artikel))?|next|previous|(?:sida|page) \d+ (?:av"
    r"|of) \d+"
    r"|(?:[«‹<] ?)?(?!0)(?:\d(?: ?[|·•] ?| {1,2})?+){2,}+(?:\.\.\.|…)?(?: ?\d{1,3})? ?"
    r"(?:[»›>]|nästa.*)?"
    r"|följ (?:oss|(?-i:[A-ZÅÄÖ])).{0,50}|follow (?:us|(?-i:[A-Z])).{0,50}|gilla oss.{0,30}"
    r"|prenumerera.{0,50}|subscribe.{0,50}"
    r"|(?:relaterade )?länkar|links|(?:press)?bilder|bild|dokument|bilagor|bifogade filer|filer"
    r"|media|images|documents|attachments"
    r"|(?:(?:öppna|stäng|visa|dölj) )?(?:huvud|sido|under)?meny(?:n)?|menu|sök|search|stäng|close"
    r"|logga in|log in|start|hem|home|lättläst|other languages"
    r"|in english"
    r"|anpassa(?: webbplatsen)?|teckenspråk|du är här:?.*|you are here:?.*"
    r"|(?:go to|gå till) \S+(?: \S+)?"
    r"|(?:hem|start|startsida(?:n)?|home) ?[/>›»].*|[^/>›»]{2,40}(?: [/>›»] [^/>›»]{2,60}){2,}"
    r"|(?:gå |tillbaka )?(?:till )?startsida(?:n)?|sök på (?:webbplatsen|sidan|\S+\.\w+)"
    r"|translate|språk|languages"
    r"|(?:nyhets|press)?(?:rum(?:met)?|arkiv(?:et)?)|nyheter och press"
    r"|press och (?:media|nyheter)|om oss"
    r"|(?:bara|endast|enbart|tillåt|acceptera)? ?nödvändiga|(?:cookie|kak)inställningar"
    r"|(?:inställningar för|anpassa|ändra|avvisa|neka|tillåt|spara|acceptera|om|(?:endast|bara)"
    r" nödvändiga)(?: (?:alla|dina|mina|våra|inställningar för))* (?:kakor(?:na)?|cookies?)"
    r"|(?:hjälpte|var) (?:informationen|sidan|den här|innehållet).{0,40}\?|ja nej|ja|nej"
    r"|sidan? (?:senast )?(?:uppdaterad|ändrad|granskad).{0,60}|(?:sid|innehålls)ansvarig.{0,60}"
    r"|kategori(?:er)?:.{0,60}|(?:ämnen?|taggar|tags|etiketter|nyckelord|topics):?(?: .{0,60})?"
    r"|text(?: (?:och|&) (?:foto|bild))? ?: .{2,60}|regioner|ämnen|nyckelord"
    r"|tillbaka till .{1,40}|✕|×|©.{0,60}\d{4}",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\b(?:cookies?|kakor)\b.{0,200}\b(?:webbplats\w*|sida\w*|surfa\w*|godkänn\w*|använd\w*|site"
    r"|use)\b"
    r"|\b(?:webbplats\w*|surfa\w*|godkänn\w*|använd\w*|acceptera\w*"
    r"|hantera)\b.{0,200}\b(?:cookies?|kakor)\b"
    r"|(?:den här |denna )?(?:nyhet|artikel|sida|text)(?:en|n)? är (?:äldre|mer) än\b"
    r"|(?:det här|detta) är en äldre (?:nyhet|artikel)"
    r"|(?:abonnera|prenumerera) på (?:våra|nyhet|press)|subscribe to our"
    r"|(?:löpande information|nyhetsbrev|pressmeddelanden|nyheter).{0,40}\b(?:via|till din|med)"
    r" (?:e-?post|mejl|mail|inkorg)"
    r"|e-?post(?:adress)? (?:publiceras|visas|delas) inte"
    r"|\* ?= ?obligatorisk|fält markerade med \*",
    re.IGNORECASE,
)
_LONGEST_NOTICE = 400
_HASH = re.compile(r"(?=\w*\d)(?=\w*[A-Za-z])[A-Za-z0-9_-]{16,80}")
_NO_WORDS = re.compile(r"[\W_]+")
_TABLE = re.compile(r"\|.*\|")
_TAGS = re.compile(
    r"nyckelord|ämnen?|ämnesord|taggar|kategorier|regioner|keywords|topics|tags", re.IGNORECASE
)
# From one of these on, a page talks about itself or about other releases until it ends.
_END = re.compile(
    r"(?:kommentera|tyck till om|lämna synpunkter på) (?:den här )?"
    r"(?:sidan|innehållet|artikeln|nyheten).{0,40}|kommentarer(?: \(\d+\))?"
    r"|(?:lämna|skriv|skicka) (?:en |din )?kommentar"
    r"|(?:senaste|fler|andra|relatera(?:de?|t)|övriga|tidigare|mer) "
    r"(?:press\w*|nyhet\w*|nytt|artik\w*|meddelande\w*|innehåll|inlägg|läsning|från)\b.{0,60}"
    r"|läs fler (?:nyheter|pressmeddelanden).{0,40}"
    r"|(?:latest|more|related|other) (?:news|press\w*|releases|stories|articles)\b.{0,60}"
    r"|more from .{1,50}"
    r"|i vårt pressrum kan du.*|om webbplatsen|genvägar|kontakta webbredaktionen|sidfot",
    re.IGNORECASE,
)


class Swept(NamedTuple):
    kept: list[TextLine]
    dropped: list[str]


def sweep(lines: list[TextLine]) -> Swept:
    """Part the lines of the text from those of the page around it.

    Everything after a comment form or a list of other releases goes, up to a contact heading.
    """
    kept: list[TextLine] = []
    dropped: list[str] = []
    ended = tags = parted = False
    for at, line in enumerate(lines):
        below = lines[at + 1].text if at + 1 < len(lines) else ""
        tags = _TAGS.fullmatch(line.text) is not None or (
            tags
            and not line.gap
            and len(line.text) <= _LONGEST_FURNITURE
            and not is_heading(line.text)
            and not is_data(line.text)
        )
        # The heading that ends a text stands behind one: at the top the same words may be a title.
        ended = not is_heading(line.text) and (ended or (len(kept) > 1 and _ends(line.text)))
        if ended or tags or (_is_chrome(line.text) and not _announces(line.text, below)):
            dropped.append(line.text)
            parted = True
        else:
            # What chrome stood between does not belong together.
            kept.append(msgspec.structs.replace(line, gap=line.gap or parted))
            parted = False
    return Swept(kept, dropped)


def _is_chrome(text: str) -> bool:
    """Tell whether a line alone gives itself away: a link, a notice, a file name, a hash."""
    if _TABLE.match(text):
        return False
    if _NO_WORDS.fullmatch(text):
        return True
    bare = text.lstrip("•*·» ")
    if len(bare) <= _LONGEST_FURNITURE and _FURNITURE.fullmatch(bare):
        return True
    if len(text) <= _LONGEST_NOTICE and _NOTICE.search(text):
        return True
    return bool(_HASH.fullmatch(text))


def _announces(text: str, below: str) -> bool:
    """Tell whether "Media" heads contacts here, not pictures."""
    return is_heading(text) and is_data(below)


def _ends(text: str) -> bool:
    return len(text) <= _LONGEST_FURNITURE and bool(_END.fullmatch(text.lstrip("#* ").rstrip("* ")))
