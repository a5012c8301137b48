"""rss2email, which many at press desks read feeds by: its mail holds the whole text."""

import mailbox
import os
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

import pytest

from releases.desk.approval import Order
from releases.timeline import Action
from tests import builders as b
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, Press, moment, run_app

BODY = (
    "Bron är 340 meter lång & kostar <9 miljoner>.\n\n"
    "– Vi har väntat i tjugo år, säger Majken Öholm.\n\n"
    "* Gående\n* Cyklister\n\n" + "Sista stycket, som står långt ned i texten. " * 40 + "SLUTORDET"
)
SETTINGS = """[DEFAULT]
to = redaktionen@tidningen.example
from = press@solvik.example
email-protocol = maildir
maildir-path = {home}
maildir-mailbox = mail
digest = False
html-mail = {html}
multipart-html = False

[feed.rummet]
url = {url}
"""


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with run_app(tmp_path_factory.mktemp("mailed"), ManualClock(), reachable=True) as running:
        running.picture("bild1")
        image = b.image("bild1", alt="Bildens alternativtext", caption="Bron i motljus")
        text = b.document("Bron över Lillälven öppnar", body=BODY, images=(image,))
        running.publish(text, Order(Action.PUBLISH, moment(b.MORNING - b.DAY)))
        running.publish(
            b.document("Inställt: torgdagen", body="Vädret. " * 5, contacts=(b.contact(),)),
            Order(Action.PUBLISH, moment(b.MORNING - 2 * b.DAY)),
        )
        yield running


def mail(url: str, home: Path, *, html: bool) -> list[EmailMessage]:
    """Return the mails that one run of rss2email sends of a feed."""
    (home / "config").write_text(SETTINGS.format(home=home, url=url, html=html))
    mailbox.Maildir(home / "mail")
    command = ["-c", str(home / "config"), "-d", str(home / "data.json"), "run"]
    subprocess.run(
        [str(PROGRAM), *command],
        env={"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        check=True,
        capture_output=True,
        timeout=60,
    )
    parser = BytesParser(_class=EmailMessage, policy=default)
    return [parser.parsebytes(path.read_bytes()) for path in (home / "mail" / "new").iterdir()]


PROGRAM = Path(sys.executable).with_name("r2e")


@pytest.mark.parametrize("html", [False, True])
@pytest.mark.parametrize("form", ["rss", "atom"])
def test_its_mail_holds_the_whole_text(press: Press, tmp_path: Path, form: str, html: bool) -> None:
    mails = mail(f"{press.address}/{ROOM}/feed.{form}", tmp_path, html=html)
    by_subject = {each["subject"]: each.get_content() for each in mails}
    assert set(by_subject) == {"Bron över Lillälven öppnar", "Inställt: torgdagen"}
    said = " ".join(by_subject["Bron över Lillälven öppnar"].split())
    for part in ("340 meter lång", "Vi har väntat i tjugo år", "Cyklister", "SLUTORDET"):
        assert part in said
    assert "Bron i motljus" in said
    assert ("&lt;9 miljoner&gt;" if html else "<9 miljoner>") in said.replace("\\", "")
    assert said.count("Sista stycket") == 40


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_nothing_is_mailed_twice(press: Press, tmp_path: Path, form: str) -> None:
    url = f"{press.address}/{ROOM}/feed.{form}"
    assert len(mail(url, tmp_path, html=False)) == 2
    assert len(mail(url, tmp_path, html=False)) == 2
