"""The trace that what is written belongs to: kept with what is owed because of it.

A trace is known by its W3C `traceparent` (Trace Context, section 3.2), and empty where nobody
traces. Whoever begins a piece of work sets it (`service.traces`); transactions run in the context
of their caller, and those who deliver afterwards go on from what was kept.
"""

from contextvars import ContextVar

current: ContextVar[str] = ContextVar("trace", default="")
