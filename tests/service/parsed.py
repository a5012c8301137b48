"""Pages as tests read them: parsed, after a look that every tag is closed."""

from html.parser import HTMLParser

from lxml import html
from lxml.html import HtmlElement

VOID = {"meta", "link", "img", "br", "hr", "col", "wbr", "input", "source", "base"}


class Balance(HTMLParser):
    """Raises where a start tag and an end tag do not belong together."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in <{tag}>"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(page: bytes) -> HtmlElement:
    balance = Balance()
    balance.feed(page.decode())
    assert balance.open == []
    return html.document_fromstring(page.decode())


def texts(page: HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in page.xpath(path)]
