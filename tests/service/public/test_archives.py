"""The archive over HTTP: whoever follows it has everything, and nothing of what is to come."""

from lxml import etree

from feeds.elements import ATOM, DELETIONS
from releases.desk.approval import Order
from releases.model import Kind, urn
from releases.timeline import Action
from tests import builders as b
from tests.builders import DAY, MORNING
from tests.service.app_server import BASE, ROOM, Press, moment

IN_ATOM = f"{{{ATOM}}}"
FEED = f"/{ROOM}/feed.atom"


def published(press: Press, days: int, title: str = "Nyhet") -> str:
    """Publish a release that was public so many days ago; return its id."""
    at = moment(MORNING - days * DAY)
    return press.publish(b.document(title), Order(Action.PUBLISH, at)).release


def relation(document: etree._Element, rel: str) -> str | None:
    """Return the path a document's link leads to, None without one."""
    for link in document.iter(f"{IN_ATOM}link"):
        if link.get("rel") == rel:
            return str(link.get("href")).removeprefix(BASE)
    return None


def read(press: Press, path: str) -> etree._Element:
    answer = press.get(path)
    assert answer.status == 200, path
    return etree.fromstring(answer.body)


def followed(press: Press, path: str) -> list[etree._Element]:
    """Return the volumes met by following `prev-archive` from a feed."""
    archives: list[etree._Element] = []
    following = relation(read(press, path), "prev-archive")
    while following:
        archives.append(read(press, following))
        assert relation(archives[-1], "self") == following
        assert relation(archives[-1], "current") == FEED
        following = relation(archives[-1], "prev-archive")
    return archives


def ids(document: etree._Element) -> list[str]:
    return [str(element.text) for element in document.findall(f"{IN_ATOM}entry/{IN_ATOM}id")]


def test_following_the_archive_from_any_format_meets_every_release_once(press: Press) -> None:
    made = [published(press, days) for days in (0, 1, 31, 32, 33, 400, 4000)]
    for form in ("atom", "rss"):
        volumes = followed(press, f"/{ROOM}/feed.{form}")
        assert len(volumes) == 4
        met = [entry_id for volume in volumes for entry_id in ids(volume)]
        assert sorted(met) == sorted(map(urn, made))


def test_a_volume_goes_by_its_month_and_has_one_address(press: Press) -> None:
    published(press, 0)
    assert press.get(f"/{ROOM}/archive/2018-04.atom").kind == "application/atom+xml; charset=utf-8"
    for name in ("2018-4", "2018-04-1", "2018-04-2", "2018-04-02", "18-04", "2018-13", "0001-01"):
        answer = press.get(f"/{ROOM}/archive/{name}.atom")
        assert (answer.status, answer.header("cache-control")) == (404, "no-store"), name


def test_a_month_yet_to_come_answers_as_one_that_never_was(press: Press) -> None:
    published(press, 0)
    press.publish(b.document(), Order(Action.PUBLISH, moment(MORNING + 40 * DAY)))
    planned, never = (press.get(f"/{ROOM}/archive/{name}.atom") for name in ("2018-05", "2011-05"))
    assert planned.status == 404
    assert planned.lasting == never.lasting
    assert relation(read(press, f"/{ROOM}/archive/2018-04.atom"), "next-archive") is None
    press.clock.set(MORNING + 40 * DAY)
    following = relation(read(press, f"/{ROOM}/archive/2018-04.atom"), "next-archive")
    assert following == f"/{ROOM}/archive/2018-05.atom"


def test_a_withdrawn_release_stays_as_a_deletion_long_after_the_feed_has_forgotten(
    press: Press,
) -> None:
    gone = published(press, 40)
    published(press, 0)
    press.order(gone, Order(Action.WITHDRAW, note="Beslutet upphävdes."))
    press.clock.set(MORNING + 100 * DAY)
    assert urn(gone) not in press.get(FEED).text
    document = read(press, f"/{ROOM}/archive/2018-02.atom")
    (deleted,) = document.findall(f"{{{DELETIONS}}}deleted-entry")
    assert deleted.get("ref") == urn(gone)
    assert ids(document) == []


def test_only_the_whole_feed_of_a_newsroom_leads_to_the_archive(press: Press) -> None:
    press.publish(b.document(kind=Kind.NEWS))
    for path in (f"{FEED}?kind=news", "/feed.atom", "/feed.rss"):
        assert relation(read(press, path), "prev-archive") is None, path


def test_a_volume_answers_conditionally_and_to_other_origins(press: Press) -> None:
    published(press, 0)
    path = f"/{ROOM}/archive/2018-04.atom"
    first = press.get(path)
    assert press.get(path, if_none_match=first.etag).status == 304
    assert first.header("access-control-allow-origin") == "*"
    assert press.send("OPTIONS", path).status == 204
