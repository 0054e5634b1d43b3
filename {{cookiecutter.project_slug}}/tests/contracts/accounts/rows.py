from django.utils import timezone

from apps.accounts.models import DataExport, EmailChange, SecurityEvent
from tests.factories.accounts import UserFactory

ROWS = {
    "accounts.DataExport": lambda _: DataExport.objects.create(
        user=UserFactory.create(), requested_at=timezone.now()
    ),
    "accounts.EmailChange": lambda number: EmailChange.objects.create(
        user=UserFactory.create(), new_email=f"new{number}@acme.test", requested_at=timezone.now()
    ),
    "accounts.SecurityEvent": lambda number: SecurityEvent.objects.create(
        kind=f"kind_{number}", level="info", user=UserFactory.create(), happened_at=timezone.now()
    ),
}
