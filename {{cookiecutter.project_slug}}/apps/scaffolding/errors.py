from django.core.management.base import CommandError


class Refused(CommandError):
    """Nothing was written. The message says why, and what to do."""
