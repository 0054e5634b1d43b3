"""What the baked project promises on this page, each with what was found."""

from statistics import median

from measure import cases
from measure.report import cpu, ratio, throughput
from measure.rounds import Samples
from measure.verdict import least, most


def verdicts(samples: Samples) -> str:
    def faster(name: str, than: str) -> float:
        return ratio(samples, name, than, throughput)

    spread = ratio_of_tail(samples, cases.OURS)
    memory = max(row.memory for row in samples[cases.OURS])
    saved = ratio(samples, cases.OURS, cases.INCUMBENT, cpu)
    lines = [
        least("Same contract, throughput ÷ incumbent", faster(cases.OURS, cases.INCUMBENT), 2.5),
        most("Same contract, CPU ÷ incumbent", saved, 0.4),
        least("Throughput ÷ FastAPI's template", faster(cases.OURS, cases.SHIPPED), 2),
        least("Throughput ÷ idiomatic async FastAPI", faster(cases.OURS, cases.FASTAPI), 1.4),
        least("Throughput ÷ hand-tuned FastAPI", faster(cases.OURS, cases.TUNED), 0.9),
        least(
            "Cursor page, caller remembered, ÷ incumbent",
            faster(cases.OURS_CURSOR_MEMO, cases.INCUMBENT),
            4,
        ),
        least(
            "304 repeated ÷ incumbent",
            faster(cases.OURS_REPEATED_UNCHANGED, cases.INCUMBENT),
            12,
        ),
        least("Page repeated ÷ incumbent", faster(cases.OURS_REPEATED, cases.INCUMBENT), 12),
        most("p99 ÷ p50 under load", spread, 3),
        most("MB a worker", memory, 115),
    ]
    return "\n".join(["| aim | found | wanted | |", "| --- | ---: | ---: | --- |", *lines])


def ratio_of_tail(samples: Samples, name: str) -> float:
    return median(row.load.p99_ms / row.load.p50_ms for row in samples[name])
