"""A release with everything that was put into it and made of it, as it leaves and comes back."""

from datetime import datetime
from typing import TYPE_CHECKING, cast

import msgspec
from msgspec.structs import replace

from releases import timeline
from releases.errors import FieldError
from releases.model import Document, Release, Revision, canonical, fingerprint
from releases.rules.validation import validate
from releases.text import invisible, languages
from releases.timeline import Entry


class Cancelled(msgspec.Struct, frozen=True):
    """An entry that was taken back before it took effect."""

    entry: Entry
    at: datetime
    by: str


class Story(msgspec.Struct, frozen=True):
    """A release, its revisions oldest first, its log in the order written, and the cancelled."""

    release: Release
    revisions: tuple[Revision, ...] = ()
    entries: tuple[Entry, ...] = ()
    cancelled: tuple[Cancelled, ...] = ()

    def document(self, t: datetime) -> Document:
        """Return what the public reads at `t`, else the newest revision, else the draft."""
        state = timeline.state(self.entries, t)
        wanted = state.revision if state and not state.withdrawn else None
        shown = [
            revision for revision in self.revisions if revision.id == wanted
        ] or self.revisions[-1:]
        return shown[0].document if shown else self.release.draft

    @property
    def files(self) -> tuple[str, ...]:
        """The ids of the stored files that its documents name."""
        documents = (self.release.draft, *(revision.document for revision in self.revisions))
        return tuple(dict.fromkeys(file for document in documents for file in document.files))

    @property
    def without_replacements(self) -> "Story":
        """The story as exports told it before entries said what they replace."""
        entries = (replace(entry, replaces=()) for entry in self.entries)
        cancelled = (
            replace(entry, entry=replace(entry.entry, replaces=())) for entry in self.cancelled
        )
        return replace(self, entries=tuple(entries), cancelled=tuple(cancelled))

    def is_public(self, t: datetime) -> bool:
        """Tell whether the public reads any of it at `t`."""
        state = timeline.state(self.entries, t)
        return state is not None and not state.withdrawn


if TYPE_CHECKING:
    # A NewType in all but name: mypy makes none of structs.
    class ExaminedStory(Story, frozen=True):
        """A story that `check_story` has let go."""
else:
    ExaminedStory = Story


def check_story(story: Story) -> ExaminedStory:
    """Return the story if it is whole, else raise `FieldError`.

    Documents are as `releases.rules.validation` leaves them and as their fingerprints say, numbers
    count from one without a gap, and the log is one that `releases.timeline` allows.
    """
    _documents(story)
    _numbers(story)
    _in_order(story)
    _replacements(story)
    if story.entries:
        timeline.append(story.entries[:-1], story.entries[-1])
    return cast("ExaminedStory", story)


def refuse_future(story: Story, now: datetime) -> None:
    """Raise `FieldError` for a story that cannot have happened before `now`."""
    made = [line.made_at for line in _lines(story)]
    made += [revision.made_at for revision in story.revisions]
    if max([*made, story.release.changed_at]) > now:
        raise FieldError("log", "log_in_future")
    for entry in story.cancelled:
        if entry.at > now:
            raise _late_cancellation(entry)


def _documents(story: Story) -> None:
    if not _is_sound(story.release.draft):
        raise FieldError("draft", "not_as_exported")
    for revision in story.revisions:
        field = f"revisions[{revision.number - 1}]"
        document = revision.document
        if fingerprint(document) != revision.sha256 or not _is_sound(document):
            raise FieldError(field, "changed_since_export")


def _is_sound(document: Document) -> bool:
    """Tell whether it is as validation leaves it, but for what it once left.

    That is what nobody sees, and the case of a language's tag.
    """
    written = canonical(document).decode()
    validated = validate(document)
    spoken = languages.canonical(document.language)
    is_same = validated == replace(document, language=spoken)
    return is_same or invisible.clean(written) != written


def _numbers(story: Story) -> None:
    if [revision.number for revision in story.revisions] != list(
        range(1, len(story.revisions) + 1)
    ):
        raise FieldError("revisions", "revisions_misnumbered")
    lines = _lines(story)
    if [line.number for line in lines] != list(range(1, len(lines) + 1)):
        raise FieldError("log", "log_misnumbered")
    known = {revision.id for revision in story.revisions}
    for entry in lines:
        if entry.revision not in known:
            raise FieldError(f"log[{entry.number - 1}].revision", "revision_unknown")


def _in_order(story: Story) -> None:
    made = [line.made_at for line in _lines(story)]
    if made != sorted(made):
        raise FieldError("log", "log_out_of_order")
    for entry in story.cancelled:
        if not entry.entry.made_at <= entry.at < entry.entry.effective:
            raise _late_cancellation(entry)


def _replacements(story: Story) -> None:
    open_to = {entry.entry.id: entry.entry.number for entry in story.cancelled}
    for entry in _lines(story):
        if any(open_to.pop(number, entry.number) >= entry.number for number in entry.replaces):
            field = f"log[{entry.number - 1}].replaces"
            raise FieldError(field, "replaces_unknown")


def _late_cancellation(cancelled: Cancelled) -> FieldError:
    field = f"log[{cancelled.entry.number - 1}].cancelled_at"
    return FieldError(field, "cancelled_late")


def _lines(story: Story) -> list[Entry]:
    everything = (*story.entries, *(entry.entry for entry in story.cancelled))
    return sorted(everything, key=lambda entry: entry.number)
