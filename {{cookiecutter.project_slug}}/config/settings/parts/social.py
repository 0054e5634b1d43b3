"""Logging in with accounts elsewhere. A provider is on when its client id is set."""

from typing import Any

from config.env import env
from config.settings.parts.apps import FRONTEND_URL

SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}

if client_id := env.str("SOCIAL_GOOGLE_CLIENT_ID", default=""):
    SOCIALACCOUNT_PROVIDERS["google"] = {
        "APPS": [
            {"client_id": client_id, "secret": env.str("SOCIAL_GOOGLE_CLIENT_SECRET", default="")}
        ],
        "SCOPE": ["openid", "profile", "email"],
    }
if client_id := env.str("SOCIAL_GITHUB_CLIENT_ID", default=""):
    SOCIALACCOUNT_PROVIDERS["github"] = {
        "APPS": [
            {"client_id": client_id, "secret": env.str("SOCIAL_GITHUB_CLIENT_SECRET", default="")}
        ],
    }
if client_id := env.str("SOCIAL_OIDC_CLIENT_ID", default=""):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.str("SOCIAL_OIDC_NAME", default="OpenID Connect"),
                "client_id": client_id,
                "secret": env.str("SOCIAL_OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": env.str("SOCIAL_OIDC_SERVER_URL", default="")},
            }
        ],
    }

# Where providers send people back to: pages of the front end, exactly these.
SOCIAL_REDIRECT_URIS = env.list("SOCIAL_REDIRECT_URIS", default=[f"{FRONTEND_URL}/auth/callback"])
SOCIAL_FLOW_SECONDS = 600  # from the start to the return

SOCIALACCOUNT_ADAPTER = "adapters.social.apps.SettingsAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
