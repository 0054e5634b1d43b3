"""Plain views: a probe needs no session, no token, no throttle."""

from http import HTTPStatus
from time import monotonic

import structlog
from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from apps.core.health import CheckFailed
from apps.core.health.outside import systems

log = structlog.get_logger("health")


@require_safe
@never_cache
def live(_: HttpRequest) -> JsonResponse:
    """The process answers. Nothing outside is asked: a broken database is no reason to restart it."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(_: HttpRequest) -> JsonResponse:
    """Whether this process should get traffic: 200, or 503 with the checks that failed.

    Each check has a time-out of its own. After ``HEALTH_DEADLINE`` no further one is begun.
    """
    end = monotonic() + settings.HEALTH_DEADLINE
    checks = {
        path.rpartition(".")[2]: run(path) if monotonic() < end else "not asked in time"
        for path in settings.HEALTH_CHECKS
    }
    failed = [name for name, state in checks.items() if state != "ok"]
    if failed:
        log.warning("not ready", failed=failed)
    return JsonResponse(
        {"status": "unavailable" if failed else "ok", "checks": checks},
        status=HTTPStatus.SERVICE_UNAVAILABLE if failed else HTTPStatus.OK,
    )


@require_safe
@never_cache
async def outside(_: HttpRequest) -> JsonResponse:
    """Whether the systems of ``HEALTH_OUTSIDE_URLS`` answer: for people and monitors.

    Not for probes: when another system is down, no process here gets better by a restart, nor by
    being left without traffic.
    """
    states = await systems().get()
    is_well = all(system["state"] == "ok" for system in states.values())
    return JsonResponse(
        {"status": "ok" if is_well else "unavailable", "outside": states},
        status=HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE,
    )


def run(path: str) -> str:
    """The state of one check. What it did not expect is logged, and shown without its details."""
    try:
        import_string(path)()
    except CheckFailed as failure:
        return str(failure)
    except Exception:
        log.exception("health check crashed", check=path)
        return "crashed"
    return "ok"
