import factory

from apps.features.models import Flag


class FlagFactory(factory.django.DjangoModelFactory[Flag]):
    """Off for everybody."""

    class Meta:
        model = Flag

    name = factory.Sequence(lambda number: f"feature-{number}")
    superusers = False
