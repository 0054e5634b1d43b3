from collections.abc import Callable
from functools import wraps
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from apps.core.client_address import Address, client_address, is_in, parse, trusted

FORWARDED: Final = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED")
View = Callable[[HttpRequest], HttpResponse]


def internal(view: View) -> View:
    """To others there is no such page, whatever they send there."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not is_internal(request):
            raise Http404
        return view(request)

    return guarded


def is_internal(request: HttpRequest) -> bool:
    """Whether it comes from `METRICS_ALLOWED_NETWORKS`, as far as one may believe it."""
    address = parse(client_address(request))
    networks = trusted(tuple(settings.METRICS_ALLOWED_NETWORKS))
    return address is not None and is_in(address, networks) and not _hides(request, address)


def _hides(request: HttpRequest, address: Address) -> bool:
    """A proxy inside passes it on, and nobody whom we trust says for whom: then it may be anybody."""
    is_forwarded = any(name in request.META for name in FORWARDED)
    return is_forwarded and address == parse(request.META.get("REMOTE_ADDR", ""))
