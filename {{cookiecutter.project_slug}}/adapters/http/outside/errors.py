class OutsideUnavailable(Exception):
    """There is no answer. Neither host nor reason holds a path, a query string or a secret."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(host, reason)
        self.host = host
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.host}: {self.reason}"


class NoAnswer(OutsideUnavailable):
    """The connection failed or broke, or it took too long. The other side may have acted."""


class CircuitOpen(OutsideUnavailable):
    """Not asked: the host has failed too often a moment ago."""


class TooManyCalls(OutsideUnavailable):
    """Not asked: as many calls as may be are under way."""
