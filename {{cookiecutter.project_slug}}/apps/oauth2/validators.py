from typing import Any

from oauth2_provider.models import Application
from oauth2_provider.oauth2_validators import OAuth2Validator

from apps.oauth2.repositories import ENDED, ApplicationRepository


class Validator(OAuth2Validator):
    """Who has no secret proves nothing by an id that everybody may know.

    The code flow of public applications does not come by here: PKCE proves who began it.
    """

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        return bool(
            super().authenticate_client(request, *args, **kwargs)
            and request.client.client_type == Application.CLIENT_CONFIDENTIAL
        )

    def validate_code(
        self, client_id: Any, code: Any, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        valid = super().validate_code(client_id, code, client, request, *args, **kwargs)
        if not valid or not request.user.is_active:
            return False
        return not ApplicationRepository().is_outlived(code, application=client)

    def validate_refresh_token(
        self, refresh_token: Any, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """One that was not ended together with its access token."""
        if not super().validate_refresh_token(refresh_token, client, request, *args, **kwargs):
            return False
        access = request.refresh_token_instance.access_token
        return bool(request.user.is_active and access and access.expires > ENDED)
