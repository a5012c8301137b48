"""One family of refusals: each is a code with values, whose words are in `refusals.toml`.

`service.problems` maps the classes to HTTP once; the command line prints the English.
"""

from datetime import datetime

from releases.refusals import Reason


class Refusal(Exception):
    """Something asked for that the rules do not allow: a code with values.

    `message` is the English of the API and the command line, as `str(error)` is.
    """

    code = "refused"

    def __init__(self, code: str = "", /, **values: str | int) -> None:
        self.code = code or self.code
        self.reason = Reason(self.code, values)
        self.message = self.reason.phrase
        super().__init__(self.message)


class FieldError(Refusal):
    """A value cannot be accepted; `field` names it as the API does (`contacts[0].phones[1]`)."""

    def __init__(self, field: str, code: str, /, **values: str | int) -> None:
        super().__init__(code, **values)
        self.field = field

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"

    def rename(self, field: str) -> "FieldError":
        """Return the same refusal of the value under another name."""
        return FieldError(field, self.code, **self.reason.values)


class InvalidDocument(Refusal):
    """A document has one or more fields that cannot be accepted."""

    code = "invalid_document"

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__()
        self.errors = errors

    def __str__(self) -> str:
        return "; ".join(str(error) for error in self.errors)


class ImpossibleTime(FieldError):
    """A local time that no clock shows (spring) or that two instants share (autumn).

    `valid` holds the instants that can be meant, with their offsets.
    """

    def __init__(self, field: str, code: str, valid: tuple[datetime, datetime], shown: str) -> None:
        first, second = valid
        super().__init__(
            field, code, shown=shown, first=first.isoformat(), second=second.isoformat()
        )
        self.valid = valid


class Busy(Refusal):
    """Too much is being read in already; the same may be accepted a little later."""

    code = "busy"


class NotFound(Refusal):
    """No such newsroom, release, revision or entry, or not for the one who asks."""

    code = "not_found"


class Gone(NotFound):
    """What was public once, and is so no longer."""

    code = "gone"


class VersionConflict(Refusal):
    """The draft was changed by someone else since it was read. `current` is its version now."""

    code = "version_conflict"

    def __init__(self, current: int) -> None:
        super().__init__(current=current)
        self.current = current


class EntryRefused(FieldError):
    """The publication log does not allow this entry, cancellation or move."""


class Unchanged(EntryRefused):
    """A correction would say the same as what is public then: pressed twice, most likely."""


class ClockInDoubt(EntryRefused):
    """The instant asked for has passed or not, by the one or the other of the machine's clocks."""


class PersonalNumbers(FieldError):
    """A text that is to go out holds personal identity numbers, and nobody said that it may."""


class UnfilledPlaceholders(FieldError):
    """A text that is to go out holds placeholders, and nobody said that it may."""


class NotWaiting(Refusal):
    """The draft waits for approval no longer: it was approved, changed or taken back."""

    code = "not_waiting"


class HasHistory(Refusal):
    """Something was approved of the release, so it cannot be thrown away."""

    code = "has_history"


class AlreadyExists(Refusal):
    """A newsroom, token, webhook or template of that name is there already."""


class IdempotencyConflict(Refusal):
    """The same Idempotency-Key came with another request."""

    code = "idempotency_conflict"


class Forbidden(Refusal):
    """The caller is known but may not do this."""

    code = "forbidden"


class StoreRefused(Refusal):
    """The database cannot be used: not ours, too new, unreadable, or its folder not writable.

    `why` is for the operator, in English like the log; a communicator is not told paths.
    """

    code = "store_refused"

    def __init__(self, why: str) -> None:
        super().__init__(why=why)


class StoreDamaged(StoreRefused):
    """The database is no whole one: only a backup helps."""


class MediaRefused(StoreRefused):
    """The store of pictures and attachments cannot be used; `lasting` until its setting is mended.

    `why` names paths and buckets: it is for the log and the command line, never for readers.
    """

    code = "media_refused"

    def __init__(self, why: str, *, lasting: bool = False) -> None:
        super().__init__(why)
        self.lasting = lasting


class FourEyes(Forbidden):
    """The newsroom wants two people, and who approves wrote what nobody else has confirmed."""

    code = "four_eyes"


class ApprovalImpossible(Forbidden):
    """The newsroom wants two people, and would have too few who can sign in to publish anything."""


class NothingToConfirm(Refusal):
    """Nobody else has changed the draft since it was approved or confirmed."""

    code = "nothing_to_confirm"


class LastAdmin(Forbidden):
    """A newsroom keeps at least one admin who can sign in."""

    code = "last_admin"
