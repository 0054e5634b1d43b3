from apps.webhooks.models import Received

ROWS = {
    "webhooks.Received": lambda number: Received.objects.create(
        source="billing", message_id=f"message {number}"
    ),
}
