"""What this process has counted so far."""

from prometheus_client import REGISTRY


def counted(name: str, **labels: str) -> int:
    return int(REGISTRY.get_sample_value(name, labels) or 0)
