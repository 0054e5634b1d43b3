"""Counters of events in a window of time, shared by all processes."""

from adapters.counters.base import Counter, CounterUnavailable, Hit, Tally, get_counter

__all__ = ["Counter", "CounterUnavailable", "Hit", "Tally", "get_counter"]
