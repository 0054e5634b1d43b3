"""Every address, by who answers it."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from apps.accounts.views.keys import jwks
from apps.core.errors import views as errors
from apps.core.metrics.views import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="swagger-ui")),
    path("admin/", admin.site.urls),
    path("api/", include("apps.api.urls")),
    path(".well-known/jwks.json", jwks, name="jwks"),
    # {% if cookiecutter.use_oauth2_provider %}
    path("", include("apps.oauth2.urls")),
    # {% endif %}
    # {% if cookiecutter.include_content %}
    path("", include("apps.content.pages")),
    # {% endif %}
    path("health/", include("apps.core.health.urls")),
    path("metrics", metrics, name="metrics"),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
