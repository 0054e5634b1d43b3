import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from apps.accounts.models import Profile, Session, User
from tests.factories.accounts import PASSWORD, ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_database_refuses_an_address_in_another_case() -> None:
    UserFactory.create(email="ada@acme.test")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="ADA@acme.test")])


def test_validation_refuses_an_address_in_another_case() -> None:
    UserFactory.create(email="ada@acme.test")

    with pytest.raises(ValidationError) as error:
        User(email="ADA@acme.test", password="x").full_clean()

    assert error.value.message_dict == {
        "email": ["A user with this e-mail address already exists."]
    }


def test_create_user() -> None:
    user = User.objects.create_user(" Ada@Acme.test ", PASSWORD)

    assert user.email == str(user) == "ada@acme.test"
    assert user.check_password(PASSWORD)
    assert not user.is_email_verified
    assert not user.is_staff
    assert str(Profile.objects.get(user=user)) == "ada@acme.test"


def test_create_user_without_a_password() -> None:
    assert not User.objects.create_user("ada@acme.test").has_usable_password()


def test_createsuperuser_makes_a_complete_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)

    call_command("createsuperuser", email="Root@Acme.test", interactive=False, verbosity=0)

    user = User.objects.get_by_natural_key("ROOT@acme.test")
    assert user.is_staff
    assert user.is_superuser
    assert user.is_email_verified
    assert user.profile.completion == 0


@pytest.mark.parametrize(
    ("fields", "percent"),
    [
        ({"display_name": ""}, 0),
        ({"display_name": "Ada"}, 30),
        ({"display_name": "Ada", "bio": "x", "timezone": "UTC", "language": "en"}, 70),
        ({"avatar": "avatars/x", "display_name": "", "language": "en"}, 40),
    ],
)
def test_completion(fields: dict[str, str], percent: int) -> None:
    assert ProfileFactory.build(**fields).completion == percent


def test_names() -> None:
    user = UserFactory.create(profile__display_name="Ada")
    session = Session(user=user)

    assert str(user.profile) == user.display_name == "Ada"
    assert User().display_name == ""
    assert str(session) == str(session.pk)
