"""The name of the installation: what its feeds have in their ids, and those of no other have."""

from releases.store.tx import Tx


def name(tx: Tx) -> str:
    """Return the name that the database was made with, and that copies of it keep.

    It is empty where there were newsrooms before there were names.
    """
    row = tx.one("SELECT name FROM installation")
    return str(row["name"]) if row else ""
