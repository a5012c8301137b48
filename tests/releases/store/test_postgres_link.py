"""What people are told of a database on a server."""

import pytest

from releases.store.postgres_link import shown


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://maja:hemlig@db.example:5433/press?sslmode=require", "db.example:5433/press"),
        ("postgresql://maja@db.example/press", "db.example/press"),
        ("postgresql://[::1]:5433/press", "[::1]:5433/press"),
        ("postgresql:///press?host=/run/postgresql", "localhost/press"),
        (
            "postgresql://maja:a%40b@one:5432,two:5433/press?target_session_attrs=read-write",
            "one:5432,two:5433/press",
        ),
        ("postgresql://maja:hem@lig@db.example/press", "db.example/press"),
        ("postgresql://maja:hem/lig@db.example/press", "…"),
        ("postgresql://maja:hem?lig@db.example/press", "…"),
        ("postgresql://maja:hem#lig@db.example/press", "…"),
    ],
)
def test_a_url_is_told_without_user_password_and_options(url: str, told: str) -> None:
    assert shown(url) == f"postgresql://{told}"
