"""Version 1: what each app contributes to it."""

from django.urls import include, path

# Each is asked in turn: what is read most stands first.
urlpatterns = [
    # {% if cookiecutter.include_content %}
    path("", include("apps.content.urls")),
    # {% endif %}
    path("", include("apps.accounts.urls")),
    path("", include("apps.organizations.urls")),
    path("", include("apps.features.urls")),
    path("", include("apps.webhooks.urls")),
    # {% if cookiecutter.use_social_login %}
    path("", include("apps.social.urls")),
    # {% endif %}
    # {% if cookiecutter.use_oauth2_provider %}
    path("", include("apps.oauth2.router")),
    # {% endif %}
    # {% if cookiecutter.use_channels %}
    path("realtime/", include("apps.realtime.urls")),
    # {% endif %}
    # {% if cookiecutter.use_mqtt %}
    path("", include("apps.devices.urls")),
    # {% endif %}
]
