"""What became of a form whose answer was lost: a page that got none asks here (`sending.js`)."""

from starlette.responses import JSONResponse, Response

from releases.store import audit
from releases.store.audit import AuditFilter
from releases.store.tx import Tx
from releases.times import parse
from service.redaktion.rendering import HEADERS
from service.redaktion.request import Visit

# What the forms that ask do, by the names of the audit.
_DEEDS = frozenset(
    {
        *("entry.publish", "entry.correct", "entry.withdraw", "entry.move", "entry.cancel"),
        *("release.submit", "release.return"),
    }
)
# More than one person does to a release while a page is open.
_MOST = 50


async def find(visit: Visit) -> Response:
    """Tell whether the visitor has done any such thing to the release since a page was shown."""
    since = parse(visit.query.get("since", ""), "since").at

    def f(tx: Tx) -> bool:
        wanted = AuditFilter(who=visit.actor.who, release=visit.path["release"], since=since)
        return any(
            deed.action in _DEEDS for deed, _ in audit.page(tx, visit.newsroom, wanted, _MOST)
        )

    return JSONResponse({"done": await visit.read(f)}, 200, HEADERS)
