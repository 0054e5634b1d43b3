"""The admin's look: Jazzmin, named after this project."""

from typing import Any

from config.project import PROJECT

JAZZMIN_SETTINGS: dict[str, Any] = {
    "site_title": PROJECT["name"],
    "site_header": PROJECT["name"],
    "site_brand": PROJECT["name"],
    "welcome_sign": PROJECT["name"],
    "copyright": PROJECT["domain"],
    "search_model": ["accounts.User"],
    "show_sidebar": True,
    "navigation_expanded": True,
    "topmenu_links": [
        {"name": "Home", "url": "admin:index", "permissions": ["accounts.view_user"]},
        {"name": "API", "url": "swagger-ui", "new_window": True},
    ],
    "order_with_respect_to": ["accounts", "organizations", "features", "auth"],
    "icons": {
        "auth": "fas fa-users-cog",
        "auth.group": "fas fa-users",
        "axes": "fas fa-user-lock",
        "axes.accessattempt": "fas fa-user-lock",
        "accounts": "fas fa-id-card",
        "accounts.user": "fas fa-user",
        "accounts.profile": "fas fa-address-card",
        "accounts.session": "fas fa-key",
        "accounts.totpdevice": "fas fa-mobile-alt",
        "accounts.recoverycode": "fas fa-life-ring",
        "accounts.emailchange": "fas fa-at",
        "accounts.securityevent": "fas fa-shield-alt",
        "accounts.dataexport": "fas fa-file-archive",
        "organizations": "fas fa-building",
        "organizations.organization": "fas fa-building",
        "organizations.membership": "fas fa-user-friends",
        "organizations.team": "fas fa-people-carry",
        "events.storedevent": "fas fa-stream",
        "webhooks.webhook": "fas fa-plug",
        # {% if cookiecutter.use_celery %}
        "queueing.deadletter": "fas fa-skull",
        "queueing.donetask": "fas fa-check-double",
        # {% endif %}
        "webhooks.delivery": "fas fa-paper-plane",
        "webhooks.received": "fas fa-inbox",
        "idempotency.idempotentrequest": "fas fa-redo",
        "organizations.invitation": "fas fa-envelope-open-text",
        "features": "fas fa-flag",
        "features.flag": "fas fa-flag",
        "waffle": "fas fa-toggle-on",
        "waffle.switch": "fas fa-toggle-on",
        # {% if cookiecutter.use_mqtt %}
        "devices": "fas fa-microchip",
        "devices.device": "fas fa-microchip",
        "devices.telemetry": "fas fa-chart-line",
        "devices.command": "fas fa-terminal",
        "devices.badmessage": "fas fa-exclamation-triangle",
        # {% endif %}
        # {% if cookiecutter.include_content %}
        "content": "fas fa-newspaper",
        "content.article": "fas fa-newspaper",
        "content.bookmark": "fas fa-bookmark",
        "content.comment": "fas fa-comments",
        "content.reaction": "fas fa-thumbs-up",
        "content.sharecount": "fas fa-share-alt",
        "content.media": "fas fa-images",
        "content.category": "fas fa-sitemap",
        "content.tag": "fas fa-tags",
        # {% endif %}
        # {% if cookiecutter.use_social_login %}
        "socialaccount": "fas fa-id-badge",
        "socialaccount.socialaccount": "fas fa-id-badge",
        # {% endif %}
        # {% if cookiecutter.use_oauth2_provider %}
        "oauth2_provider": "fas fa-plug",
        "oauth2_provider.application": "fas fa-plug",
        "oauth2_provider.accesstoken": "fas fa-ticket-alt",
        "oauth2_provider.grant": "fas fa-handshake",
        "oauth2_provider.idtoken": "fas fa-id-badge",
        "oauth2_provider.refreshtoken": "fas fa-sync",
        # {% endif %}
        # {% if cookiecutter.use_object_permissions %}
        "guardian": "fas fa-share-alt",
        "guardian.userobjectpermission": "fas fa-share-alt",
        # {% endif %}
        # {% if cookiecutter.use_celery %}
        "django_celery_beat": "fas fa-clock",
        "django_celery_beat.periodictask": "fas fa-redo",
        "django_celery_beat.intervalschedule": "fas fa-stopwatch",
        "django_celery_beat.crontabschedule": "fas fa-calendar-alt",
        "django_celery_beat.clockedschedule": "fas fa-bell",
        "django_celery_beat.solarschedule": "fas fa-sun",
        # {% endif %}
    },
    "default_icon_parents": "fas fa-folder",
    "default_icon_children": "fas fa-circle",
    "related_modal_active": True,
    "use_google_fonts_cdn": False,
    "show_ui_builder": False,
    "changeform_format": "horizontal_tabs",
}

JAZZMIN_UI_TWEAKS = {
    "theme": "default",
    "navbar_fixed": True,
    "sidebar_fixed": True,
    "sidebar": "sidebar-dark-primary",
    "actions_sticky_top": True,
}
