"""What every environment shares: one part a subject."""

from config.project import PROJECT as PROJECT
from config.settings.parts.admin import *
from config.settings.parts.api import *
from config.settings.parts.apps import *
from config.settings.parts.auth import *
from config.settings.parts.caches import *

# {% if cookiecutter.use_celery %}
from config.settings.parts.celery import *

# {% endif %}
# {% if cookiecutter.use_channels %}
from config.settings.parts.channels import *

# {% endif %}
# {% if cookiecutter.include_content %}
from config.settings.parts.content import *

# {% endif %}
# {% if cookiecutter.use_mqtt %}
from config.settings.parts.mqtt import *

# {% endif %}
# {% if cookiecutter.use_oauth2_provider %}
from config.settings.parts.oauth2 import *

# {% endif %}
# {% if cookiecutter.use_object_permissions %}
from config.settings.parts.sharing import *

# {% endif %}
# {% if cookiecutter.use_social_login %}
from config.settings.parts.social import *

# {% endif %}
from config.settings.parts.database import *
from config.settings.parts.events import *
from config.settings.parts.health import *
from config.settings.parts.logging import *
from config.settings.parts.mail import *
from config.settings.parts.media import *
from config.settings.parts.metrics import *
from config.settings.parts.security import *
from config.settings.parts.static import *
from config.settings.parts.webhooks import *
