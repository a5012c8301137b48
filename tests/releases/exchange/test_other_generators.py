"""Front matter of other systems: what they held back stays a draft, and their dates are read."""

import pytest

from releases.errors import FieldError
from releases.exchange import frontmatter
from releases.exchange.frontmatter import ParsedFile
from releases.times import utc_text

HELD_BACK = [
    "published: false",
    "published: no",
    "published: False",
    "status: draft",
    "status: Pending",
    "status: private",
    "status: scheduled",
    "draft: yes",
    "draft: 'true'",
    "visibility: members",
    "visibility: private",
    "publish: false",
    "state: draft",
    "hidden: true",
    "unlisted: true",
    "status: utkast",
    "Draft: true",
    "PUBLISHED: false",
    "Status: pending",
]
PUBLIC = [
    "published: true",
    "status: published",
    "status: publish",
    "draft: false",
    "visibility: public",
    "publish: yes",
    "hidden: false",
    "Draft: false",
    "published: null",
    "status: ~",
]
DATES = {
    "date: 2019-09-02 07:15:00 +0200": ("2019-09-02T05:15:00Z", False),
    "date: 2019-09-02 07:15:00 -0500": ("2019-09-02T12:15:00Z", False),
    "date: 2019-09-02T07:15:00.000Z": ("2019-09-02T07:15:00Z", False),
    "date: 2019-09-02 07:15 Europe/Helsinki": ("2019-09-02T04:15:00Z", False),
    "date: Mon, 02 Sep 2019 07:15:00 GMT": ("2019-09-02T07:15:00Z", False),
    "Date: 2019-09-02T07:15:00+02:00": ("2019-09-02T05:15:00Z", False),
    "publishdate: 2019-09-02T07:15:00+02:00": ("2019-09-02T05:15:00Z", False),
    "date: 2 september 2019": ("2019-09-01T22:00:00Z", True),
    "published_at: 2019-09-02T07:15:00.000Z": ("2019-09-02T07:15:00Z", False),
    "publishDate: 2019-09-02T07:15:00+02:00": ("2019-09-02T05:15:00Z", False),
    "pubDate: Mon, 02 Sep 2019 07:15:00 +0200": ("2019-09-02T05:15:00Z", False),
    "published: 2019-09-02T07:15:00+02:00": ("2019-09-02T05:15:00Z", False),
}


def parsed(*lines: str) -> ParsedFile:
    head = "\n".join(("title: Ny gångbro", *lines))
    document = frontmatter.parse_file(f"---\n{head}\n---\nBron är klar.\n")
    assert isinstance(document, ParsedFile)
    return document


@pytest.mark.parametrize("line", HELD_BACK)
def test_what_another_system_held_back_is_a_draft(line: str) -> None:
    assert parsed("date: 2019-09-02", line).is_draft


@pytest.mark.parametrize("line", PUBLIC)
def test_what_another_system_published_is_none(line: str) -> None:
    assert not parsed("date: 2019-09-02", line).is_draft


@pytest.mark.parametrize(("line", "at"), DATES.items())
def test_a_date_is_read_as_other_systems_write_it(line: str, at: tuple[str, bool]) -> None:
    moment = parsed(line).published
    assert moment is not None
    assert (utc_text(moment.at), moment.day_only) == at


@pytest.mark.parametrize("line", ["date: 2019-09-02 07:15:00 XYZ", "pubDate: soon"])
def test_a_date_that_is_not_understood_is_refused_by_its_key(line: str) -> None:
    with pytest.raises(FieldError) as refused:
        parsed(line)
    assert refused.value.field == line.partition(":")[0]


def test_keys_that_were_understood_are_not_told_as_unknown() -> None:
    assert parsed("layout: post", "status: draft", "published_at: 2019-09-02").unknown == (
        "layout",
    )


HUGO = """+++
title = 'Ny gångbro: del 2'
date = 2019-09-02T07:15:00+02:00
draft = {}
tags = ["broar", "gång"]
[params]
weight = 3
+++
Bron är klar.
"""


@pytest.mark.parametrize("held", ["true", "false"])
def test_hugo_writes_toml(held: str) -> None:
    assert frontmatter.is_front_matter(HUGO)
    file = frontmatter.parse_file(HUGO.format(held))
    assert isinstance(file, ParsedFile)
    assert (file.document.title, file.document.body) == ("Ny gångbro: del 2", "Bron är klar.")
    assert file.document.topics == ("broar", "gång")
    assert file.published is not None
    assert utc_text(file.published.at) == "2019-09-02T05:15:00Z"
    assert (file.is_draft, file.unknown) == (held == "true", ("params",))


def test_toml_that_is_broken_is_refused_in_words() -> None:
    with pytest.raises(FieldError, match="TOML"):
        frontmatter.parse_file("+++\ntitle = \n+++\nText\n")
