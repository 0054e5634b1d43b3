"""The asynchronous entry point. In production the API itself runs on WSGI, which is faster."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

# {% if cookiecutter.use_channels %}
http = get_asgi_application()  # loads the apps, which the sockets' routes need

from channels.routing import ProtocolTypeRouter  # noqa: E402

from apps.realtime.routing import application as websocket  # noqa: E402

application = ProtocolTypeRouter({"http": http, "websocket": websocket})
# {% else %}
application = get_asgi_application()
# {% endif %}
