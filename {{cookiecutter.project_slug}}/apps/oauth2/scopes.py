"""What a token of an application opens. What is not named here is closed to it."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

READ: Final = "read"
WRITE: Final = "write"
PROFILE: Final = "profile"

# As users read them when they are asked. An application that asks for none gets the profile.
SCOPES: Final = {
    READ: _("See what you see"),
    WRITE: _("Change what you may change"),
    PROFILE: _("See your account and profile"),
}

# By view and method. Of accounts nothing else: an application neither logs in nor out, sees no
# sessions, and changes no address, password, or second factor.
NAMED: Final[Mapping[str, Mapping[str, str]]] = {
    "apps.accounts.views.users.MeView": {"GET": PROFILE, "HEAD": PROFILE, "OPTIONS": PROFILE},
}


def scope_needed(view: Any, method: str) -> str | None:
    """The scope that opens this view for this method; none if it is closed to applications.

    View sets of your apps are open: reads with `read`, the rest with `write`. A view can say
    otherwise by `oauth2_scopes`, a mapping of methods to scopes; an empty one closes it.
    """
    from apps.core.viewsets import BaseReadOnlyViewSet  # DRF's views import us first

    path = f"{type(view).__module__}.{type(view).__qualname__}"
    own: Mapping[str, str] | None = getattr(view, "oauth2_scopes", NAMED.get(path))
    if own is not None:
        return own.get(method)
    if not isinstance(view, BaseReadOnlyViewSet) or path.startswith("apps.accounts."):
        return None
    return READ if method in {"GET", "HEAD", "OPTIONS"} else WRITE
