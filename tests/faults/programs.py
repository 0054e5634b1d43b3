"""What is run inside of the project."""

PREPARE = """
import json
from apps.accounts.models import User
from apps.organizations.models import Membership, Organization
from apps.webhooks.models import Webhook
from apps.webhooks.signatures import new_secret
from services.accounts.sessions import SessionService

user = User.objects.create_superuser("grace@proven.test", "a-long-enough-Passphrase-7")
SessionService().open(user=user)
for number in range(15):
    organization = Organization.objects.create(name=f"Acme {number:02}")
    Membership.objects.create(organization=organization, user=user, role="owner")
    if number < 4:
        webhook = Webhook(organization=organization, url="%(url)s", event_types=["*"])
        webhook.set_secret(new_secret())
        webhook.save()
"""

PUBLISH = """
import json
from django.db import DatabaseError, InterfaceError, connection
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from apps.organizations.events import RoleChanged
from apps.organizations.models import Organization

said, fallen = [], 0
ids = list(Organization.objects.order_by("name").values_list("pk", flat=True))
while len(said) < %(count)d:
    organization = ids[(len(said) // 5 + %(first)d) %% len(ids)]
    events = [RoleChanged(organization, user_id=1, role=str(number)) for number in range(5)]
    try:
        with unit_of_work():
            Organization.objects.select_for_update().get(pk=organization)
            publish(*events)
    except (DatabaseError, InterfaceError):
        fallen += 1
        connection.close()
        continue
    said += [str(event.event_id) for event in events]
    if len(said) == 500:
        print("begun", flush=True)
print(json.dumps({"said": said, "fallen": fallen}))
"""

COUNT = """
import json
from apps.events.models import StoredEvent
from apps.webhooks.models import Delivery

told = StoredEvent.objects.filter(type="organizations.role_changed")
print(json.dumps({
    "pending": told.pending().count(),
    "parked": told.exclude(parked_at=None).count(),
    "unsent": Delivery.objects.exclude(state="delivered").count(),
}))
"""

RESULT = """
import json
from django.db.models import Count
from apps.events.models import Handled, StoredEvent
from apps.webhooks.models import Delivery, Webhook

told = StoredEvent.objects.filter(type="organizations.role_changed")
handled = Handled.objects.filter(event__type="organizations.role_changed")
subscribers = handled.values_list("subscriber").annotate(Count("pk"))
hooked = [str(pk) for pk in Webhook.objects.values_list("organization", flat=True)]
print(json.dumps({
    "stored": [str(event_id) for event_id in told.values_list("event_id", flat=True)],
    "handled": dict(subscribers),
    "hooked": [
        str(event_id)
        for event_id in told.filter(aggregate_id__in=hooked).values_list("event_id", flat=True)
    ],
    "deliveries": [str(event_id) for event_id in Delivery.objects.values_list("event_id", flat=True)],
}))
"""

TICKETS = """
import json
from apps.accounts.models import Session
from apps.realtime import tickets

session = Session.objects.filter(ended_at=None).latest("created_at")
holder = tickets.Holder(session.user_id, str(session.pk))
print(json.dumps([tickets.issue(holder) for _ in range(%(count)d)]))
"""

ORGANIZATION = """
from apps.organizations.models import Organization
print(Organization.objects.order_by("name").last().pk)
"""

TELL = """
from apps.events.bus import publish
from apps.events.unit_of_work import unit_of_work
from apps.organizations.events import RoleChanged
from apps.organizations.models import Organization

for number in range(%(count)d):
    with unit_of_work():
        organization = Organization.objects.select_for_update().order_by("name").last()
        publish(RoleChanged(organization.pk, user_id=1, role=str(number)))
"""

DEVICES = """
import json
from apps.devices.models import Device
from apps.organizations.models import Organization

organization = Organization.objects.create(name="Waterworks")
devices = [Device(organization=organization, name=f"Pump {number}") for number in range(%(count)d)]
print(json.dumps([str(device.pk) for device in Device.objects.bulk_create(devices)]))
"""

TELEMETRY = """
import json
from apps.devices.models import BadMessage, Telemetry

told = Telemetry.objects.values_list("device_id", "message_id")
print(json.dumps({
    "stored": len(told),
    "messages": [f"{device} {message}" for device, message in told],
    "bad": BadMessage.objects.count(),
}))
"""

TOLD_BY = """
import json
from apps.devices.models import Telemetry

found = {}
for row in Telemetry.objects.filter(device__in=%(devices)s):
    found.setdefault(str(row.device_id), []).append(row.readings["speaker"])
print(json.dumps(found))
"""

EMPTY_QUEUES = """
from django.conf import settings
from config.celery import app

with app.connection_for_write() as connection, connection.channel() as channel:
    for queue in settings.CELERY_TASK_QUEUES:
        bound = queue(channel)
        bound.declare()
        bound.purge()
"""
