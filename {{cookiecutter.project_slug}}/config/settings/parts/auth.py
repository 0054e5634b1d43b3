"""Who may come in: users, passwords and tokens."""

from datetime import timedelta

from config.env import env

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

validators = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{validators}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
    {"NAME": f"{validators}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{validators}.CommonPasswordValidator"},
    {"NAME": f"{validators}.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600  # seconds
EMAIL_VERIFICATION_TIMEOUT = 86_400  # seconds

# Sessions rotate and revoke them: services/accounts/sessions.py.
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=14),
    "ALGORITHM": "HS256",
    "SIGNING_KEY": env.str("JWT_SIGNING_KEY", default=""),
    "AUTH_HEADER_TYPES": ("Bearer",),
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
