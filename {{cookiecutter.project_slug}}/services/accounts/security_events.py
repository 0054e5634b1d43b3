from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from apps.accounts.repositories import SecurityEventRepository


def prune() -> int:
    """Delete what is older than `SECURITY_EVENT_DAYS`, and count it."""
    before = timezone.now() - timedelta(days=settings.SECURITY_EVENT_DAYS)
    return SecurityEventRepository().delete_older(than=before)
