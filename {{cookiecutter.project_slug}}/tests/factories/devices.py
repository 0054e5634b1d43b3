import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from apps.devices.models import Command, Device, Telemetry
from tests.factories.organizations import OrganizationFactory


class DeviceFactory(factory.django.DjangoModelFactory[Device]):
    class Meta:
        model = Device

    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence(lambda number: f"Pump {number:02}")


class TelemetryFactory(factory.django.DjangoModelFactory[Telemetry]):
    class Meta:
        model = Telemetry

    device = factory.SubFactory(DeviceFactory)
    message_id = factory.LazyFunction(uuid.uuid4)
    measured_at = factory.LazyFunction(timezone.now)
    readings = factory.LazyFunction(lambda: {"pressure": 2.5})


class CommandFactory(factory.django.DjangoModelFactory[Command]):
    class Meta:
        model = Command

    device = factory.SubFactory(DeviceFactory)
    name = "open"
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=5))
