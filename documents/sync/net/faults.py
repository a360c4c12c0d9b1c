"""What can go wrong with a request; each message is Dutch, for the report."""

from __future__ import annotations


class Failed(Exception):
    """A file or answer could not be had; the message says why."""


class Missing(Failed):
    """The source says that it does not have this file."""


class Refused(Failed):
    """The source refuses what was asked: our mistake, so it is not asked again."""


class TooLarge(Failed):
    """An answer is larger than is taken."""


class Unreachable(Failed):
    """The source gave no good answer, however often it was asked."""


class Wait(Unreachable):
    """The source wants to be left alone for longer than a run waits: `seconds`."""

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class Transient(Exception):
    """An answer that is not good, and may be so the next time; the client asks again."""

    def __init__(self, message: str, *, after: float | None = None, slower: bool = False) -> None:
        super().__init__(message)
        #: seconds that the source wants to be left alone; None where it says nothing
        self.after = after
        #: whether the source says that it is asked too often
        self.slower = slower
