"""Pages of the admin in place of the toolkit's own, which takes them from `OAUTH2_PROVIDER`."""

from typing import Any

from django.http import HttpRequest
from oauth2_provider.admin import RefreshTokenAdmin


class IssuedTokenAdmin(RefreshTokenAdmin):
    """To look at and to revoke: a form would ask for the time at which a live one was revoked."""

    fields = ("masked_token", "user", "application", "created", "updated", "revoked")
    readonly_fields = ("created", "updated")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
