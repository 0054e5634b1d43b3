import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from apps.accounts.models import Profile, RecoveryCode, Session, TotpDevice, User
from apps.core.encryption import encrypt
from services.accounts.mfa import PURPOSE, digest_of

PASSWORD = "correct horse battery staple"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


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


class SessionFactory(factory.django.DjangoModelFactory[Session]):
    """A session that no token belongs to."""

    class Meta:
        model = Session

    user = factory.SubFactory(UserFactory)
    refresh_jti = factory.LazyFunction(lambda: uuid.uuid4().hex)
    auth_hash = factory.LazyAttribute(lambda session: session.user.get_session_auth_hash())
    device = "Firefox, Linux"
    login_address = "192.0.2.1"
    authenticated_at = factory.LazyFunction(timezone.now)
    last_used_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class TotpDeviceFactory(factory.django.DjangoModelFactory[TotpDevice]):
    """A confirmed app that knows `SECRET`."""

    class Meta:
        model = TotpDevice

    class Params:
        unconfirmed = factory.Trait(confirmed_at=None)

    user = factory.SubFactory(UserFactory)
    secret = factory.LazyFunction(lambda: encrypt(SECRET, purpose=PURPOSE))
    confirmed_at = factory.LazyFunction(timezone.now)


class RecoveryCodeFactory(factory.django.DjangoModelFactory[RecoveryCode]):
    class Meta:
        model = RecoveryCode

    class Params:
        code = "abcde-fgh23"

    user = factory.SubFactory(UserFactory)
    digest = factory.LazyAttribute(lambda row: digest_of(row.user, row.code))
