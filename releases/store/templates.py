"""The templates of each newsroom; nothing public changes by them."""

import msgspec

from releases.errors import NotFound
from releases.model import Document, canonical
from releases.rules.templates import Template
from releases.store.tx import BY_NAME, Row, Tx

_COLUMNS = "newsroom, id, name, purpose, document, contacts"


def list_templates(tx: Tx, newsroom: str) -> tuple[Template, ...]:
    """Return a newsroom's own templates."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM template WHERE newsroom = :newsroom ORDER BY {BY_NAME}, id",
        newsroom=newsroom,
    )
    return tuple(map(_template, rows))


def put(tx: Tx, newsroom: str, template: Template) -> None:
    """Store a template, new or changed."""
    tx.run(
        "DELETE FROM template WHERE newsroom = :newsroom AND id = :id",
        **_key(newsroom, template.id),
    )
    tx.run(
        f"INSERT INTO template ({_COLUMNS}) "
        "VALUES (:newsroom, :id, :name, :purpose, :document, :contacts)",
        **_key(newsroom, template.id),
        name=template.name,
        purpose=template.purpose,
        document=canonical(template.document).decode(),
        contacts=msgspec.json.encode(template.contacts).decode(),
    )


def remove(tx: Tx, newsroom: str, template_id: str) -> None:
    """Remove a template; what was begun from it stays as it is. Raises `NotFound`."""
    gone = tx.run(
        "DELETE FROM template WHERE newsroom = :newsroom AND id = :id",
        **_key(newsroom, template_id),
    )
    if not gone:
        raise NotFound(what="template")


def _key(newsroom: str, template_id: str) -> dict[str, object]:
    return {"newsroom": newsroom, "id": template_id}


def _template(row: Row) -> Template:
    return Template(
        id=row["id"],
        name=row["name"],
        purpose=row["purpose"],
        document=msgspec.json.decode(row["document"], type=Document),
        contacts=msgspec.json.decode(row["contacts"], type=tuple[str, ...]),
    )
