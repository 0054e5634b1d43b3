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
    "order_with_respect_to": ["accounts", "auth"],
    "icons": {
        "auth": "fas fa-users-cog",
        "auth.group": "fas fa-users",
        "accounts": "fas fa-id-card",
        "accounts.user": "fas fa-user",
        "accounts.profile": "fas fa-address-card",
        "accounts.session": "fas fa-key",
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
