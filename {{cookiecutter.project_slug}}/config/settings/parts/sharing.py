"""Rows that their owners share with single users: django-guardian."""

ANONYMOUS_USER_NAME = None  # who has not logged in holds no permission, and needs no account
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
