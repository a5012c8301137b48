"""Look at a served demo: everything that is no code has come along, too."""

import re
import subprocess
from pathlib import Path

import httpx2

NEWSROOM = "region-nordanvik"
LOOK = """
import importlib.resources
import authlib, joserfc, service.redaktion.login.openid
place = importlib.resources.files("service")
print(place, (place / "redaktion" / "en.po").is_file())
"""


def look_around(address: str) -> None:
    """Ask for what comes out of each kind of file: templates, catalogues, styles, pictures."""
    with httpx2.Client(base_url=address, follow_redirects=True) as client:
        start = read(client, "/")
        room = read(client, f"/{NEWSROOM}/")
        assert "Region Nordanvik" in start
        english = client.get(f"/{NEWSROOM}/feed.json?lang=en").json()["items"]
        assert "Published" in read(client, english[0]["url"])
        parts = set(re.findall(r'"(?:http://[^/"]+)?(/(?:static|media)/[^"? ]+)', start + room))
        assert {part.split("/")[1] for part in parts} == {"static", "media"}
        for part in parts:
            assert read(client, part)
        assert "press-releases" in read(client, f"/{NEWSROOM}/embed/builder")
        assert f"/{NEWSROOM}/" in read(client, f"/{NEWSROOM}/embed.html?count=3")
        assert "customElements" in read(client, "/embed.js")
        for form, sign in (("rss", "<rss"), ("atom", "<feed"), ("json", "jsonfeed.org")):
            assert sign in read(client, f"/{NEWSROOM}/feed.{form}")
        assert "BEGIN:VCALENDAR" in read(client, f"/{NEWSROOM}/calendar.ics")
        assert "openapi" in read(client, "/api/openapi.json")
        assert "Logga in" in read(client, "/redaktion/")


def read(client: httpx2.Client, path: str) -> str:
    """Return the text of a page that is there."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.text


def assert_stands_alone(python: Path, folder: Path) -> None:
    """See that the code comes from the environment, that the extra `oidc` and English are there."""
    said = subprocess.run(
        [python, "-c", LOOK], cwd=folder, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr
    place, catalogue = said.stdout.split()
    assert Path(place).is_relative_to(python.parent.parent)
    assert catalogue == "True"
