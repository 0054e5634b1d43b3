import factory
from django.utils import timezone

from apps.accounts.models import Profile, User

PASSWORD = "correct horse battery staple"


class ProfileFactory(factory.django.DjangoModelFactory[Profile]):
    class Meta:
        model = Profile

    display_name = factory.Faker("first_name")


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A user who can log in with `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        unverified = factory.Trait(email_verified_at=None)
        inactive = factory.Trait(is_active=False)
        staff = factory.Trait(is_staff=True)
        admin = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda number: f"user{number}@acme.test")
    password = factory.django.Password(PASSWORD)
    email_verified_at = factory.LazyFunction(timezone.now)
    profile = factory.RelatedFactory(ProfileFactory, factory_related_name="user")
