"""Version 1: what each app contributes to it."""

from django.urls import include, path

urlpatterns = [
    path("", include("apps.accounts.urls")),
    # {% if cookiecutter.use_channels %}
    path("realtime/", include("apps.realtime.urls")),
    # {% endif %}
]
