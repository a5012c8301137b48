"""Films, players and maps in pages and feeds: a link in their place, and a warning."""

import pytest

from releases.exchange.html import to_markdown
from releases.exchange.pasted_html import convert_paste
from releases.intake.html.reader import read_html

FILM = (
    '<iframe width="560" src="https://www.youtube.com/embed/a1b2c3d4e5F" title="Ny bro"></iframe>'
)


@pytest.mark.parametrize(
    ("html", "link"),
    [
        (FILM, "[Ny bro](https://www.youtube.com/watch?v=a1b2c3d4e5F)"),
        (
            '<iframe src="//player.vimeo.com/video/1234567?h=1" aria-label="Visning"></iframe>',
            "[Visning](https://vimeo.com/1234567)",
        ),
        (
            '<div><iframe data-src="https://karta.example/?id=7&amp;z=2" title="K"></iframe></div>',
            "[K](https://karta.example/?id=7&z=2)",
        ),
        (
            '<video title="Bron"><source src="/film/bro.mp4" type="video/mp4">Ingen film</video>',
            "[Bron](https://tallvik.example/film/bro.mp4)",
        ),
        (
            '<audio src="https://ljud.example/tal.mp3"></audio>',
            "[https://ljud.example/tal.mp3](https://ljud.example/tal.mp3)",
        ),
    ],
)
def test_what_is_shown_from_elsewhere_becomes_a_link(html: str, link: str) -> None:
    base = "https://tallvik.example/nytt/"
    assert (
        to_markdown(f"<p>Se filmen.</p>{html}<p>Slut.</p>", base)
        == f"Se filmen.\n\n{link}\n\nSlut."
    )


@pytest.mark.parametrize(
    "html",
    [
        '<iframe src="https://mattning.example/?id=1" width="1" height="1"></iframe>',
        '<iframe src="https://mattning.example/?id=1" style="display: none"></iframe>',
        '<noscript><iframe src="https://mattning.example/ns.html"></iframe></noscript>',
        '<iframe src="about:blank" title="Tom"></iframe>',
        '<iframe src="javascript:alert(1)" title="Tom"></iframe>',
        '<iframe src="https://[brusten" title="Tom"></iframe>',
        "<iframe srcdoc='&lt;p&gt;Hej&lt;/p&gt;'></iframe>",
    ],
)
def test_what_nobody_sees_leaves_nothing(html: str) -> None:
    assert to_markdown(f"<p>Början.</p>{html}<p>Slut.</p>") == "Början.\n\nSlut."


def test_a_page_that_shows_a_film_says_that_it_has_become_a_link() -> None:
    (record,) = read_html(
        "<!doctype html><html lang='sv'><title>Ny bro i Tallvik</title><main><article>"
        "<h1>Ny bro i Tallvik</h1><p>På måndag öppnar den nya bron över Storån för all trafik.</p>"
        f"<p>Bron är 120 meter lång och har kostat 45 miljoner kronor.</p>{FILM}"
        "<p>Vägen genom centrum får ny beläggning i sommar.</p>"
    )
    assert "\n\n[Ny bro](https://www.youtube.com/watch?v=a1b2c3d4e5F)\n\n" in record.body
    told = {warning.code: warning.message for warning in record.warnings}
    assert "https://www.youtube.com/watch?v=a1b2c3d4e5F" in told["embedded-content"]


def test_a_paste_keeps_its_film_as_a_link() -> None:
    assert convert_paste(f"<p>Se filmen.</p>{FILM}").markdown.endswith(
        "[Ny bro](https://www.youtube.com/watch?v=a1b2c3d4e5F)"
    )
