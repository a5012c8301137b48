"""What the two engines say differently: full text, by one question in words of `releases.text`.

Both compare words as `releases.text.word_readings` has them. SQLite's FTS5 finds beginnings of
words. PostgreSQL finds these too, and single words also by their stem, as its configuration
`swedish` knows it: vårdcentralernas by vårdcentral. Phrases in quotation marks stand as they are
in either.
"""

import re
from collections.abc import Iterable
from enum import Enum
from typing import Protocol

from releases.text.search_terms import Phrase, Question

# A letter keeps the marks that follow it.
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
# The most letters of a word that count; PostgreSQL takes no words beyond 2,046 bytes.
_LONGEST = 500
# Shorter words have stems that are other words: café would find caf.
_SHORTEST_INFLECTED = 5
# A query that finds nothing: no text has this sign.
_NOTHING = "'\ue000'"


class Where(Enum):
    """Where the phrases of a question are to stand: in the title, or there and elsewhere too."""

    ANYWHERE = "anywhere"
    TITLE = "title"
    NOT_ALL_IN_TITLE = "not all in the title"


class FullText(Protocol):
    """How an engine asks its full-text index: parts of statements, and the values they name.

    Drafts are found that hold the words of one of the readings, each as a beginning.
    """

    # The column of `search` that orders what `public` finds, and the same for many spellings.
    public_place: str
    respelled_place: str
    # A row a draft found; the releases (ids) found; whether the row `release` is.
    found: str
    drafts: str
    is_draft: str

    def public(self, asked: Question, keys: Iterable[str], where: Where) -> str:
        """Return FROM and the start of WHERE: what of `search` answers a question under keys."""
        ...

    def public_values(
        self, asked: Question, keys: Iterable[str], where: Where
    ) -> dict[str, object]:
        """Return the values that `public` names."""
        ...

    def words(self, readings: Iterable[str]) -> str:
        """Return what `drafts` names `:words`; "" where there is no word to ask for."""
        ...


class SqliteFullText:
    """FTS5: an index is a table beside the one it covers, and keeps its rowid."""

    public_place = "search_fts.rowid"
    respelled_place = public_place
    found = "SELECT rowid FROM release_text_fts WHERE release_text_fts MATCH :words"
    drafts = f"SELECT release FROM release_text WHERE rowid IN ({found})"
    is_draft = (
        f"(SELECT rowid FROM release_text WHERE release_text.release = release.id) IN ({found})"
    )

    def public(self, _: Question, __: Iterable[str], ___: Where) -> str:
        return (
            "FROM search_fts CROSS JOIN search ON search.place = search_fts.rowid "
            "WHERE search_fts MATCH :match"
        )

    def public_values(
        self, asked: Question, keys: Iterable[str], where: Where
    ) -> dict[str, object]:
        said = " AND ".join(map(_fts5_phrase, asked.phrases))
        narrowed = "".join(f"keys : {key} AND " for key in keys)
        if where is Where.TITLE:
            return {"match": f"{narrowed}title : ({said})"}
        everywhere = f"{narrowed}{{title text}} : ({said})"
        if where is Where.NOT_ALL_IN_TITLE:
            return {"match": f"({everywhere}) NOT title : ({said})"}
        return {"match": everywhere}

    def words(self, readings: Iterable[str]) -> str:
        # Quoted, each word is plain text to the full-text index whatever signs it holds.
        spelt = (
            " ".join(f'"{word.replace(chr(34), chr(34) * 2)}"*' for word in reading.split())
            for reading in readings
        )
        return " OR ".join(f"({asked})" for asked in spelt if asked)


class PostgresFullText:
    """Text search: `words` holds titles under A, texts under B, their stems under C and D."""

    public_place = "search.place"
    # Of many words a planner expects many hits, and would walk the places until it has met a page
    # of them, which may be never; an expression leaves it the index of words.
    respelled_place = "search.place + 0"
    found = "SELECT 1 FROM release_text WHERE words @@ (:words)::tsquery"
    drafts = "SELECT release FROM release_text WHERE words @@ (:words)::tsquery"
    # As a value, not EXISTS: what is only asked of a page's rows is not joined with all there are.
    is_draft = (
        "(SELECT words @@ (:words)::tsquery FROM release_text "
        "WHERE release_text.release = release.id)"
    )

    def public(self, asked: Question, keys: Iterable[str], where: Where) -> str:
        told = ["search.marks @> (:marks)::text[]"] if tuple(keys) else []
        in_title = self._all(asked, "title")
        if where is Where.TITLE:
            told.append(f"search.words @@ ({in_title})")
        else:
            told.append(f"search.words @@ ({self._all(asked, 'any')})")
        if where is Where.NOT_ALL_IN_TITLE:
            told.append(f"NOT search.words @@ ({in_title})")
        return f"FROM search WHERE {' AND '.join(told)}"

    def public_values(self, asked: Question, keys: Iterable[str], _: Where) -> dict[str, object]:
        values: dict[str, object] = {"marks": list(keys)}
        for number, phrase in enumerate(asked.phrases):
            values[f"title{number}"] = _either(phrase, ("A",))
            values[f"any{number}"] = _either(phrase, ("A", "B"))
            if _is_inflected(phrase):
                # Letters and digits alone: no sign in a word means anything to the query language.
                stems = [words[0] for words in phrase.readings]
                values[f"title_stem{number}"] = " | ".join(f"{stem}:C" for stem in stems)
                values[f"any_stem{number}"] = " | ".join(f"{stem}:CD" for stem in stems)
        return values

    def words(self, readings: Iterable[str]) -> str:
        typed = [reading.split() for reading in readings]
        spelt = (
            " & ".join(_tsquery(_WORD.findall(word), "", goes_on=True) for word in said)
            for reading in typed
            if (said := [word for word in reading if _WORD.search(word)])
        )
        # Signs alone are asked for, and found nowhere.
        return " | ".join(f"({asked})" for asked in spelt) or (_NOTHING if any(typed) else "")

    @staticmethod
    def _all(asked: Question, where: str) -> str:
        return " && ".join(
            f"((:{where}{number})::tsquery || to_tsquery('swedish', :{where}_stem{number}))"
            if _is_inflected(phrase)
            else f"(:{where}{number})::tsquery"
            for number, phrase in enumerate(asked.phrases)
        )


def _is_inflected(phrase: Phrase) -> bool:
    """Tell whether a phrase is one word, long enough for its stem to be a word of its own."""
    return phrase.stem and len(phrase.words[0]) >= _SHORTEST_INFLECTED


def _fts5_phrase(phrase: Phrase) -> str:
    # Words are letters and digits alone: nothing in them can close the quotation mark.
    goes_on = "*" if phrase.stem else ""
    spelt = (f'"{" ".join(words)}"{goes_on}' for words in phrase.readings)
    return f"({' OR '.join(spelt)})"


def _either(phrase: Phrase, weights: tuple[str, ...]) -> str:
    # Within one weight: no phrase goes from a title on into the text.
    return " | ".join(
        f"({_tsquery(words, weight, goes_on=phrase.stem)})"
        for words in phrase.readings
        for weight in weights
    )


def _tsquery(words: Iterable[str], weight: str, *, goes_on: bool) -> str:
    """Return words that follow one another; the last may be a beginning."""
    *before, last = (word[:_LONGEST] for word in words)
    parts = [f"'{word}'{':' * bool(weight)}{weight}" for word in before]
    mark = ("*" if goes_on else "") + weight
    return " <-> ".join((*parts, f"'{last}'{':' * bool(mark)}{mark}"))
