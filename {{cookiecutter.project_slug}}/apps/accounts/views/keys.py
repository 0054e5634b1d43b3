from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from apps.accounts.keyring import keyring


@require_safe
@cache_control(public=True, max_age=3600)
def jwks(_: HttpRequest) -> JsonResponse:
    """The public keys that our tokens can be known by (RFC 7517), for other services.

    A new key is published as soon as it signs, so a reader that meets an unknown `kid` asks again.
    """
    return JsonResponse({"keys": keyring().public()}, content_type="application/jwk-set+json")
