"""Who may come in: users, passwords and tokens."""

from datetime import timedelta

from config.env import env

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    # {% if cookiecutter.use_object_permissions %}
    "guardian.backends.ObjectPermissionBackend",
    # {% endif %}
]

# Failed logins of one account from one address: apps/accounts/lockout.py.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 20
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True  # sessions tell who logged in
AXES_USERNAME_FORM_FIELD = "username"  # what Django calls it, also where it is an address
AXES_USERNAME_CALLABLE = "apps.accounts.lockout.account_of"
AXES_CLIENT_IP_CALLABLE = "apps.accounts.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "apps.accounts.lockout.refuse"
AXES_ENABLE_ADMIN = False  # apps.accounts.admin shows the one table that is filled
AXES_VERBOSE = False

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
# For how long a login or a repeated password lets one do what is dangerous.
RECENT_AUTHENTICATION_SECONDS = 900
MFA_LOGIN_TIMEOUT = 300  # seconds
PASSWORD_RESET_TIMEOUT = 3600  # seconds
EMAIL_VERIFICATION_TIMEOUT = 86_400  # seconds
EMAIL_CHANGE_TIMEOUT = 86_400  # seconds
REACTIVATION_TIMEOUT = 86_400  # seconds

# For so long an account that is to be deleted is closed, and can be opened again.
ACCOUNT_DELETION_GRACE_DAYS = env.int("ACCOUNT_DELETION_GRACE_DAYS", default=30)
DELETION_CANCEL_TIMEOUT = ACCOUNT_DELETION_GRACE_DAYS * 86_400  # seconds

INVITATION_DAYS = 7
SECURITY_EVENT_DAYS = 90

DATA_EXPORT_HOURS = env.int("DATA_EXPORT_HOURS", default=72)
# {% if cookiecutter.use_celery %}
DATA_EXPORT_STARTER = "apps.accounts.tasks.start_export"
# {% else %}
DATA_EXPORT_STARTER = "services.accounts.exports.build_later"
# {% endif %}

# Feature flags are rows of ours, with organizations and plans: apps/features/models.py.
WAFFLE_FLAG_MODEL = "features.Flag"
WAFFLE_ENABLE_ADMIN_PAGES = False  # ours are in apps/features/admin.py

# For how long a process may believe what it read of a session: 0, and a logout is felt at once.
SESSION_MEMO_SECONDS = env.int("SESSION_MEMO_SECONDS", default=0)

# A secret, or a private key in PEM: apps/accounts/keyring.py. Previous ones still verify.
JWT_SIGNING_KEY = env.str("JWT_SIGNING_KEY", default="")
JWT_PREVIOUS_KEYS = env.list("JWT_PREVIOUS_KEYS", default=[])

# Sessions rotate and revoke them: services/accounts/sessions.py.
SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=14),
    "AUTH_HEADER_TYPES": ("Bearer",),
}

ACCESS_COOKIE = "access"
REFRESH_COOKIE = "refresh"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
