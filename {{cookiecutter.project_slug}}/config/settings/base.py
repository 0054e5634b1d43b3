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
from config.settings.parts.database import *
from config.settings.parts.health import *
from config.settings.parts.logging import *
from config.settings.parts.mail import *
from config.settings.parts.security import *
from config.settings.parts.static import *
