"""The project's addresses, the files of users, and the debug toolbar's."""

from debug_toolbar.toolbar import debug_toolbar_urls
from django.conf import settings
from django.conf.urls.static import static

from config.urls import *

urlpatterns += debug_toolbar_urls()
urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
# {% if cookiecutter.use_channels %}

from django.urls import include, path  # noqa: E402

urlpatterns += [path("realtime/", include("apps.realtime.pages"))]
# {% endif %}
