"""What HTML that is pasted into other people's pages must keep to, checked with a small parser."""

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "source", "wbr"}
# Elements that run, load or restyle, or that only make sense once in a page.
NEVER = set("script style link meta base iframe object embed form input svg math main h1".split())  # noqa: SIM905


class Checked(HTMLParser):
    """Collects elements and attributes; `faults` says what a fragment does wrong."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(markup)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.elements.append((tag, values))
        if tag in NEVER:
            self.faults.append(f"<{tag}> has no place here")
        if len(values) < len(attrs):
            self.faults.append(f"<{tag}> repeats an attribute")
        self.faults += [
            f"<{tag} {name}> has no place here"
            for name in values
            if name in {"style", "id"} or name.startswith("on")
        ]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        self.text += data

    def classes(self) -> set[str]:
        return {name for _, values in self.elements for name in values.get("class", "").split()}

    def named(self, tag: str) -> list[dict[str, str]]:
        return [values for name, values in self.elements if name == tag]
