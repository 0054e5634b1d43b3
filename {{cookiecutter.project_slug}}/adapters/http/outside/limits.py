from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a call may cost, and how much a host may fail. All times are seconds."""

    total: float = 10.0  # for all of a call: attempts, and pauses between them
    connect: float = 2.0
    read: float = 5.0  # from one piece of the answer to the next
    write: float = 5.0
    pool: float = 1.0  # until one of `connections` is free

    attempts: int = 3  # of what is safe to repeat
    backoff: float = 0.2  # the longest pause after the first attempt; doubled after each
    longest_backoff: float = 2.0

    calls: int = 20  # under way at once, to a host from a process
    connections: int = 100  # at once, to all hosts from an event loop

    failures: int = 5  # in a row, then the circuit opens
    cooling: float = 30.0  # until an open circuit allows a trial
