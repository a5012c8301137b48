"""What a form offers to choose from, with what is chosen first: kinds, languages, topics."""

from collections.abc import Iterable

from feeds.topics import TOPIC_LABELS
from feeds.wording import KIND_LABELS, language_name
from releases.model import Kind
from service.redaktion.request import Form, Visit

LANGUAGES = ("sv", "en", "fi", "se", "fit", "smj", "sma", "rom", "yi", "ar", "so", "fa", "uk")


def first(chosen: tuple[str, ...], others: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Return what is chosen, in its order, then what else may be, each with whether it is."""
    mine = [choice for choice in dict.fromkeys(chosen) if choice]
    rest = [choice for choice in dict.fromkeys(others) if choice and choice not in mine]
    return [(choice, True) for choice in mine] + [(choice, False) for choice in rest]


def topics(form: Form, used: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Return the codes of topics: those of the form, those a newsroom has used, common ones."""
    return first(form.all("topic"), (*used, *TOPIC_LABELS))


def languages(visit: Visit, form: Form) -> list[tuple[str, str]]:
    """Return languages by code, with their names in the language of the visitor."""
    return [
        (code, language_name(code, visit.person.language).capitalize())
        for code, _ in first((form.get("language"),), LANGUAGES)
    ]


def kinds(visit: Visit, selectable: Iterable[Kind]) -> list[tuple[str, str]]:
    """Return kinds with their names in the language of the visitor."""
    return [(kind.value, visit.say(KIND_LABELS[kind])) for kind in selectable]
