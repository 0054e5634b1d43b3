"""Development inside containers: the real services, and the code of the working tree."""

from config.settings.development import *

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "web"]

# The image holds what production needs, and not the tools of developers.
ROOT_URLCONF = "config.urls"
TOOLS = {"apps.scaffolding", "debug_toolbar", "django_extensions", "zeal"}
INSTALLED_APPS = [name for name in INSTALLED_APPS if name not in TOOLS]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith(("debug_toolbar.", "zeal."))]
