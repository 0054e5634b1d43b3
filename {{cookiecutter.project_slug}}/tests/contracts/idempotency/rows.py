from django.utils import timezone

from apps.idempotency.models import IdempotentRequest

ROWS = {
    "idempotency.IdempotentRequest": lambda number: IdempotentRequest.objects.create(
        user_id=number, key=f"key-{number}", locked_until=timezone.now(), expires_at=timezone.now()
    ),
}
