"""How what happened comes to those who asked for it."""

# {% if cookiecutter.use_celery %}
EVENT_RELAY_STARTER = "apps.events.tasks.start_relay"
# {% else %}
EVENT_RELAY_STARTER = "apps.events.relay.relay_soon"
# {% endif %}
EVENT_ATTEMPTS = 12  # over some two hours; then it is parked, and somebody has to look
