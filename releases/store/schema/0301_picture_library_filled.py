"""The words of pictures that are there, and what drafts that are there use."""

import json

from releases.store.tx import Tx


def migrate(tx: Tx) -> None:
    """Write both as they were at this number."""
    for row in tx.all("SELECT id, title, alt, caption, credit FROM media"):
        words = " ".join((row["title"], row["alt"], row["caption"], row["credit"])).casefold()
        tx.run("UPDATE media SET words = :words WHERE id = :id", words=words, id=row["id"])
    for row in tx.all('SELECT id, draft FROM release WHERE draft LIKE \'%"media":"%\''):
        draft = json.loads(row["draft"])
        parts = (*draft.get("images", ()), *draft.get("attachments", ()))
        for media in sorted({part["media"] for part in parts if part.get("media")}):
            tx.run(
                "INSERT INTO draft_media (media, release) VALUES (:media, :release)",
                media=media,
                release=row["id"],
            )
