"""Medians and ratios, as a table to paste into the README."""

from collections.abc import Callable
from statistics import median

from measure.cases import INCUMBENT, PLAIN
from measure.rounds import Sample, Samples


def ratio(samples: Samples, name: str, base: str, value: Callable[[Sample], float]) -> float:
    """The median of the rounds' own ratios: what disturbs a round disturbs both of its sides."""
    pairs = zip(samples[name], samples[base], strict=True)
    return median(value(one) / value(other) for one, other in pairs)


def throughput(sample: Sample) -> float:
    return sample.throughput


def cpu(sample: Sample) -> float:
    return sample.cpu_ms


HEAD = (
    "stack",
    "requests/s",
    "÷ incumbent",
    "÷ plain",
    "CPU ms (app + database + Redis)",
    "CPU ÷ incumbent",
    "p50 ms",
    "p99 ms",
    "MB a worker",
)


def table(samples: Samples) -> str:
    lines = [HEAD, ("---",) + ("---:",) * (len(HEAD) - 1)]
    lines += [_row(samples, name) for name in samples]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _row(samples: Samples, name: str) -> tuple[str, ...]:
    rows = samples[name]

    def middle(value: Callable[[Sample], float]) -> float:
        return median(map(value, rows))

    parts = (
        middle(lambda row: row.usage.app / row.load.requests * 1000),
        middle(lambda row: row.usage.database / row.load.requests * 1000),
        middle(lambda row: row.usage.redis / row.load.requests * 1000),
    )
    return (
        name,
        f"{middle(throughput):.0f}",
        f"{ratio(samples, name, INCUMBENT, throughput):.2f}",
        f"{ratio(samples, name, PLAIN, throughput):.2f}",
        f"{middle(cpu):.2f} ({' + '.join(f'{part:.2f}' for part in parts)})",
        f"{ratio(samples, name, INCUMBENT, cpu):.2f}",
        f"{middle(lambda row: row.load.p50_ms):.1f}",
        f"{middle(lambda row: row.load.p99_ms):.1f}",
        f"{max(row.memory for row in rows):.0f}",
    )
