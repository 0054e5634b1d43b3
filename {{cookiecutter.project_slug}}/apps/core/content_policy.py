"""The Content-Security-Policy header, whose text is the same for nearly every answer."""

from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ContentPolicyMiddleware(CSPMiddleware):
    """Writes the policy once. A view that asks for another, or for a nonce, gets its own."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not self.is_fixed or "_csp_nonce" in vars(request) or has_own_policy(response):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.policy)
        return response

    @cached_property
    def policy(self) -> str:
        return str(build_policy())

    @cached_property
    def is_fixed(self) -> bool:
        """Whether the settings leave nothing to decide by answer."""
        reports = getattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY", None)
        return not (settings.DEBUG or reports) and settings.CONTENT_SECURITY_POLICY.keys() == {
            "DIRECTIVES"
        }


def has_own_policy(response: HttpResponseBase) -> bool:
    return any(name.startswith("_csp") for name in vars(response))
