"""One family of refusals: each says to a communicator what is wrong and, where it can, what to do.

`service.problems` maps the classes to HTTP once; the command line prints the message.
"""

from datetime import datetime


class Refusal(Exception):
    """Something asked for that the rules do not allow. `str(error)` is one English sentence."""


class FieldError(Refusal):
    """A value cannot be accepted; `field` names it as the API does (`contacts[0].phones[1]`)."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


class InvalidDocument(Refusal):
    """A document has one or more fields that cannot be accepted."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("; ".join(str(error) for error in errors))
        self.errors = errors


class ImpossibleTime(FieldError):
    """A local time that no clock shows (spring) or that two instants share (autumn).

    `valid` holds the instants that can be meant, with their offsets.
    """

    def __init__(self, field: str, message: str, valid: tuple[datetime, ...]) -> None:
        super().__init__(field, message)
        self.valid = valid


class ForeignFile(FieldError):
    """A file that holds no text that can be read here.

    `what` is "pdf", "doc", "rtf", "zip", "picture" or "binary".
    """

    def __init__(self, field: str, message: str, what: str) -> None:
        super().__init__(field, message)
        self.what = what


class NotFound(Refusal):
    """No such newsroom, release, revision or entry, or not for the one who asks."""


class VersionConflict(Refusal):
    """The draft was changed by someone else since it was read. `current` is its version now."""

    def __init__(self, current: int) -> None:
        super().__init__(f"The draft has changed since you read it; it is now version {current}.")
        self.current = current


class EntryRefused(FieldError):
    """The publication log does not allow this entry, cancellation or move."""


class Unchanged(EntryRefused):
    """A correction would say the same as what is public then: pressed twice, most likely."""


class PersonalNumbers(FieldError):
    """A text that is to go out holds personal identity numbers, and nobody said that it may."""


class NotWaiting(Refusal):
    """The draft waits for approval no longer: it was approved, changed or taken back."""


class HasHistory(Refusal):
    """Something was approved of the release, so it cannot be thrown away."""


class AlreadyExists(Refusal):
    """A newsroom, token, webhook or template of that name is there already."""


class IdempotencyConflict(Refusal):
    """The same Idempotency-Key came with another request."""


class Forbidden(Refusal):
    """The caller is known but may not do this."""


class StoreRefused(Refusal):
    """The database cannot be used: not ours, too new, unreadable, or its folder not writable."""


class FourEyes(Forbidden):
    """The newsroom wants two people, and the one who approves is the one who wrote."""


class LastAdmin(Forbidden):
    """A newsroom keeps at least one admin who can sign in."""
