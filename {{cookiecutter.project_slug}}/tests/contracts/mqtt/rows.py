from apps.devices.models import BadMessage

ROWS = {
    "devices.BadMessage": lambda number: BadMessage.objects.create(
        topic=f"devices/{number}", payload="{", reason="It is no JSON."
    ),
}
