"""How organizations are told what happens."""

from config.env import env
from config.project import PROJECT

# {% if cookiecutter.use_celery %}
WEBHOOK_STARTER = "apps.webhooks.tasks.start_sending"
# {% else %}
WEBHOOK_STARTER = "services.webhooks.sending.send_soon"
# {% endif %}
WEBHOOK_SCHEMES = ["https"]
WEBHOOK_TIMEOUT = 10  # seconds for all of a request
WEBHOOK_USER_AGENT = f"Webhooks (+{PROJECT['domain']})"
WEBHOOK_LOG_DAYS = 30
# Networks that are not of the internet, and may be told all the same, such as one's own: 10.1.0.0/16.
WEBHOOK_ALLOWED_NETWORKS = env.list("WEBHOOK_ALLOWED_NETWORKS", default=[])
