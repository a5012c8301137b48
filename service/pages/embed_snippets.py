"""The code a partner copies into a site of theirs, for each way in which sites are made."""

import json
from urllib.parse import urlsplit

import msgspec

from feeds.characters import escape
from feeds.embed_options import Embed, fragment_url, frame_url, options
from feeds.links import Links
from feeds.oembed import frame

# In rem, as in embed.css: what a release takes in a narrow and in a wide column, and the rest.
_NARROW, _WIDE, _AROUND = 14.5, 9.5, 6
_REM = 16


class EmbedSnippet(msgspec.Struct, frozen=True):
    """One way to embed: its name, what to do with the code (Swedish), and the code."""

    name: str
    told: str
    code: str

    @property
    def lines(self) -> int:
        return self.code.count("\n") + 1


def list_snippets(embed: Embed, title: str, links: Links) -> tuple[EmbedSnippet, ...]:
    """Return every way to embed a list; `title` says whose it is."""
    fragment, component = fragment_url(embed, links), _component(embed, title, links)
    framed = frame(frame_url(embed, links), title, "100%", round(_REM * _height(embed, _WIDE)))
    return (
        EmbedSnippet("Vanlig HTML", _HTML, component),
        EmbedSnippet("WordPress", _WORDPRESS, _PHP.replace("ADDRESS", json.dumps(fragment))),
        EmbedSnippet("Sitevision", _SITEVISION, component),
        EmbedSnippet(
            "Optimizely (Episerver)", _OPTIMIZELY, _CSHARP.replace("ADDRESS", json.dumps(fragment))
        ),
        EmbedSnippet("Server-side include", _INCLUDED, _include(fragment, links)),
        EmbedSnippet("Iframe", _FRAMED, f"{framed}\n"),
        EmbedSnippet("Skript som ger en iframe rätt höjd", _FOLLOWED, _listener(links)),
        EmbedSnippet("Stilmall som reserverar plats", _HELD, _height_style(embed)),
    )


def _component(embed: Embed, title: str, links: Links) -> str:
    room = embed.selection.newsroom or ""
    attributes = "".join(
        f" {name}" if name == "pictures" else f' {name}="{escape(value)}"'
        for name, value in options(embed)
    )
    return (
        f'<script type="module" src="{escape(links.component())}"></script>\n'
        f'<press-releases newsroom="{escape(room)}"{attributes}>\n'
        f'  <a href="{escape(links.listing(embed.selection))}">{escape(title)}</a>\n'
        "</press-releases>\n"
    )


def _include(fragment: str, links: Links) -> str:
    path = fragment.removeprefix(_origin(links))
    return (
        "# nginx\n"
        f"location /press/ {{ proxy_pass {_origin(links)}/; proxy_ssl_server_name on; }}\n"
        "ssi on;\n\n"
        "<!-- på sidan -->\n"
        f'<!--#include virtual="/press{path}" -->\n'
    )


def _listener(links: Links) -> str:
    return _LISTENER.replace("ORIGIN", json.dumps(_origin(links)))


def _height_style(embed: Embed) -> str:
    return (
        f"press-releases {{ --pressrum-height: {_height(embed, _NARROW)}rem }}\n"
        f"@media (min-width: 48em) {{ press-releases {{ --pressrum-height: "
        f"{_height(embed, _WIDE)}rem }} }}\n"
        "press-releases:not(:defined) { display: block; height: var(--pressrum-height) }\n"
    )


def _height(embed: Embed, height: float) -> float:
    return embed.count * height + _AROUND


def _origin(links: Links) -> str:
    parts = urlsplit(links.base)
    return f"{parts.scheme}://{parts.netloc}"


_HTML = (
    "Klistra in där listan ska visas. Länken visas tills listan har laddats, och utan JavaScript."
)
_WORDPRESS = (
    "Lägg i temats functions.php och skriv [pressrum] i ett inlägg eller ett kortkodsblock. "
    "Listan hämtas av servern och behöver inget skript."
)
_SITEVISION = "Lägg en HTML-modul där listan ska visas och klistra in koden i den."
_OPTIMIZELY = (
    "En vykomponent för ASP.NET Core. Visa den i en mall med "
    '@await Component.InvokeAsync("Pressrum"). Listan hämtas av servern och behöver inget skript.'
)
_INCLUDED = "För webbservrar som sätter ihop sidan själva. Listan blir en del av er egen sida."
_FRAMED = "Fungerar där varken skript eller egen kod på servern får läggas in."
_FOLLOWED = "Lägg i en egen skriptfil om ramen ska bli lika hög som listan."
_HELD = "Lägg i webbplatsens stilmall så att sidan inte hoppar när listan laddas."

_PHP = """add_shortcode('pressrum', function () {
    $list = get_transient('pressrum');
    if ($list === false) {
        $answer = wp_remote_get(ADDRESS, ['timeout' => 5]);
        if (wp_remote_retrieve_response_code($answer) === 200) {
            update_option('pressrum_list', wp_remote_retrieve_body($answer), false);
        }
        $list = get_option('pressrum_list', '');
        set_transient('pressrum', $list, MINUTE_IN_SECONDS);
    }
    return $list;
});
"""
_CSHARP = """public class Pressrum(IHttpClientFactory clients, IMemoryCache cache) : ViewComponent
{
    private static string last = "";

    public async Task<IHtmlContent> InvokeAsync() =>
        new HtmlString(await cache.GetOrCreateAsync("pressrum", async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1);
            try { last = await clients.CreateClient().GetStringAsync(ADDRESS); }
            catch (HttpRequestException) { /* den senaste listan står kvar */ }
            return last;
        }));
}
"""
_LISTENER = """addEventListener("message", ({ origin, source, data }) => {
  if (origin !== ORIGIN || !data.pressrum) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source) frame.height = data.pressrum.height;
  }
});
"""
