"""Interleaved rounds: every case once in each, in an order that turns, so that noise hits all."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from measure.answers import fetch
from measure.cases import Case
from measure.load import Load, press
from measure.process import Running
from measure.usage import Meter, Usage, memory_per_worker
from measure.wire import get

UNCHANGED: Final = 304
ATTEMPTS: Final = 3  # a version key ends with its minute, under way too

Callers = Mapping[str, Callable[[], dict[str, str]]]


@dataclass(frozen=True)
class Sample:
    load: Load
    usage: Usage
    memory: float

    @property
    def throughput(self) -> float:
        return self.load.requests / self.load.seconds

    @property
    def cpu_ms(self) -> float:
        """Processor time a request, of the application, PostgreSQL and Redis together."""
        spent = self.usage.app + self.usage.database + self.usage.redis
        return spent / self.load.requests * 1000


Samples = dict[str, list[Sample]]


@dataclass(frozen=True, kw_only=True)
class Plan:
    cases: tuple[Case, ...]
    servers: Mapping[str, Running]
    callers: Callers
    meter: Meter

    def run(self, rounds: int, seconds: int) -> Samples:
        samples: Samples = defaultdict(list)
        for case in self.cases:
            self._measure(case, 1)
        for turn in range(rounds):
            start = turn % len(self.cases)
            for case in self.cases[start:] + self.cases[:start]:
                samples[case.name].append(self._measure(case, seconds))
            print(f"Round {turn + 1} of {rounds} done", flush=True)
        return samples

    def _measure(self, case: Case, seconds: int) -> Sample:
        running = self.servers[case.server]
        caller = self.callers[case.server]()
        for _ in range(ATTEMPTS):
            headers = caller | case.headers
            if case.status == UNCHANGED:
                headers["If-None-Match"] = fetch(running.port, case.path, caller).headers["etag"]
            answer = get(running.port, case.path, headers)
            if answer.status != case.status:
                continue
            before = self.meter.read(running.pid)
            load = press(running.port, case.path, headers, seconds=seconds)
            spent = self.meter.read(running.pid) - before
            answer = get(running.port, case.path, headers)
            if answer.status == case.status:
                return Sample(load, spent, memory_per_worker(running.pid))
        raise RuntimeError(
            f"{case.name}: {answer.status} instead of {case.status} in each of {ATTEMPTS} attempts: "
            f"{answer.body[:500]!r}"
        )
