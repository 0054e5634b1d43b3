import os

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from apps.core.metrics.access import internal


@internal
@require_safe
@never_cache
def metrics(_: HttpRequest) -> HttpResponse:
    """In Prometheus' text format, for scrapers inside."""
    return HttpResponse(generate_latest(counted()), content_type=CONTENT_TYPE_LATEST)


def counted() -> CollectorRegistry:
    """This process's, or what all workers of its server have counted: see config/metrics.py."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together
