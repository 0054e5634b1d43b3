# {% if cookiecutter.use_celery %}
"""The project's settings and entry points."""

from config.celery import app as celery_app

__all__ = ("celery_app",)
# {% endif %}
