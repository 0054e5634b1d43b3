"""How the API's description presents the tokens of applications."""

from typing import Any

from django.urls import reverse
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from oauth2_provider.settings import oauth2_settings

from apps.oauth2.scopes import scope_needed


class OAuth2Scheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "apps.oauth2.authentication.OAuth2Authentication"
    name = "oauth2"

    def get_security_requirement(self, auto_schema: Any) -> Any:
        scope = scope_needed(auto_schema.view, auto_schema.method)
        return {self.name: [scope]} if scope else []

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        scopes = {name: str(text) for name, text in oauth2_settings.SCOPES.items()}
        token = reverse("oauth2_provider:token")
        return {
            "type": "oauth2",
            "flows": {
                "authorizationCode": {
                    "authorizationUrl": reverse("oauth2_provider:authorize"),
                    "tokenUrl": token,
                    "refreshUrl": token,
                    "scopes": scopes,
                },
                "clientCredentials": {"tokenUrl": token, "scopes": scopes},
            },
        }
