"""A release with everything that was put into it and made of it, as it leaves and comes back."""

from datetime import datetime

import msgspec

from releases import timeline
from releases.checks import checked
from releases.errors import FieldError
from releases.model import Document, Release, Revision, fingerprint
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
        shown = [each for each in self.revisions if each.id == wanted] or self.revisions[-1:]
        return shown[0].document if shown else self.release.draft

    @property
    def files(self) -> tuple[str, ...]:
        """The ids of the stored files that its documents name."""
        documents = (self.release.draft, *(each.document for each in self.revisions))
        return tuple(dict.fromkeys(file for each in documents for file in each.files))

    def is_public(self, t: datetime) -> bool:
        """Tell whether the public reads any of it at `t`."""
        state = timeline.state(self.entries, t)
        return state is not None and not state.withdrawn


def sound(story: Story, now: datetime) -> Story:
    """Return the story if it can have happened before `now`, else raise `FieldError`.

    Documents are as `releases.checks` leaves them and as their fingerprints say, numbers count
    from one without a gap, nobody wrote in the future, and the log is one that
    `releases.timeline` allows.
    """
    _documents(story)
    _numbers(story)
    _instants(story, now)
    if story.entries:
        timeline.append(story.entries[:-1], story.entries[-1])
    return story


def _documents(story: Story) -> None:
    if checked(story.release.draft) != story.release.draft:
        raise FieldError("draft", "is not written as it was exported")
    for revision in story.revisions:
        field = f"revisions[{revision.number - 1}]"
        document = revision.document
        if fingerprint(document) != revision.sha256 or checked(document) != document:
            raise FieldError(
                field, "has been changed since it was exported; what was public stays as it was"
            )


def _numbers(story: Story) -> None:
    if [each.number for each in story.revisions] != list(range(1, len(story.revisions) + 1)):
        raise FieldError("revisions", "are not numbered 1, 2, 3 …")
    lines = _lines(story)
    if [each.number for each in lines] != list(range(1, len(lines) + 1)):
        raise FieldError("log", "is not numbered 1, 2, 3 …")
    known = {each.id for each in story.revisions}
    for entry in lines:
        if entry.revision not in known:
            raise FieldError(f"log[{entry.number - 1}].revision", "is not among the revisions")


def _instants(story: Story, now: datetime) -> None:
    made = [each.made_at for each in _lines(story)]
    if made != sorted(made):
        raise FieldError("log", "was not written in the order of its numbers")
    latest = (*made, *(each.made_at for each in story.revisions), story.release.changed_at)
    if max(latest) > now:
        raise FieldError("log", "was written in the future: is this machine's clock right?")
    for each in story.cancelled:
        if not each.entry.made_at <= each.at < each.entry.effective or each.at > now:
            raise FieldError(
                f"log[{each.entry.number - 1}].cancelled_at", "is not before it took effect"
            )


def _lines(story: Story) -> list[Entry]:
    everything = (*story.entries, *(each.entry for each in story.cancelled))
    return sorted(everything, key=lambda entry: entry.number)
