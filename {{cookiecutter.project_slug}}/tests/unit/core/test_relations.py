"""What clients refer to by ids: within a scope, in one query, and no more than so many."""

from typing import Any
from unittest.mock import Mock

import pytest
from rest_framework import serializers

from apps.accounts.models import User
from apps.core.relations import RelatedRow, callers
from apps.organizations.relations import members, of_callers_organizations, of_organization
from tests.factories.accounts import UserFactory
from tests.factories.library import NoteFactory, TagFactory
from tests.factories.organizations import MembershipFactory, TeamFactory
from tests.library.models import Note, Tag
from tests.queries import at_most

pytestmark = pytest.mark.django_db
BIG = 9_223_372_036_854_775_807
NUMBER = serializers.IntegerField(min_value=0, max_value=BIG)


class Sent(serializers.Serializer):
    note: Any = RelatedRow(queryset=Note.objects.all(), scope=callers(), pk_field=NUMBER)
    tags: Any = RelatedRow(
        queryset=Tag.objects.all(), many=True, most=3, pk_field=NUMBER, required=False
    )


class Named(serializers.Serializer):
    tags: Any = RelatedRow(
        queryset=Tag.objects.all(), many=True, allow_empty=False, pk_field=NUMBER
    )


def codes(serializer: serializers.Serializer) -> dict[str, str]:
    assert not serializer.is_valid()
    found: Any = serializer.errors
    return {name: errors[0].code for name, errors in found.items()}


def sent(user: User, **data: Any) -> Sent:
    return Sent(data=data, context={"request": Mock(user=user)})


def test_ones_own_row_and_whatever_is_everybodys(user: User) -> None:
    note, tags = NoteFactory.create(owner=user), TagFactory.create_batch(3)
    ids = [tags[2].pk, tags[0].pk, tags[2].pk]
    serializer = sent(user, note=note.pk, tags=ids)

    with at_most(2):
        assert serializer.is_valid()

    assert serializer.validated_data == {"note": note, "tags": [tags[2], tags[0]]}


def test_another_user_s_row_is_none(user: User) -> None:
    theirs = NoteFactory.create()

    assert codes(sent(user, note=theirs.pk)) == {"note": "does_not_exist"}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"note": "one"}, "invalid"),
        ({"note": BIG + 1}, "max_value"),
        ({"note": BIG}, "does_not_exist"),
        ({"tags": 1}, "not_a_list"),
        ({"tags": {"id": 1}}, "not_a_list"),
        ({"tags": [1, 2, 3, 4]}, "max_length"),
        ({"tags": [BIG]}, "does_not_exist"),
        ({"tags": ["one"]}, "invalid"),
    ],
)
def test_what_is_none_is_refused(user: User, wrong: dict[str, Any], code: str) -> None:
    data = {"note": NoteFactory.create(owner=user).pk, **wrong}

    assert codes(sent(user, **data)) == {next(iter(wrong)): code}


def test_an_empty_list_asks_for_nothing(user: User) -> None:
    assert codes(Named(data={"tags": []})) == {"tags": "empty"}
    serializer = sent(user, note=NoteFactory.create(owner=user).pk, tags=[])

    with at_most(1):
        assert serializer.is_valid()
    assert serializer.validated_data["tags"] == []


def test_scopes_of_organizations(user: User) -> None:
    place = MembershipFactory.create(user=user).organization
    other = MembershipFactory.create().organization
    ours, theirs = TeamFactory.create(organization=place), TeamFactory.create(organization=other)
    view = Mock(kwargs={"organization_id": place.pk})
    context = {"request": Mock(user=user), "view": view}
    teams = type(ours).objects.all()

    assert list(of_organization()(teams, context)) == [ours]
    assert list(of_callers_organizations()(teams, context)) == [ours]
    assert list(members(User.objects.all(), context)) == [user]
    assert theirs in teams
    assert UserFactory.create() not in members(User.objects.all(), context)
