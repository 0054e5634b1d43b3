import uuid
from datetime import timedelta

import factory
from django.utils import timezone

from apps.organizations.models import (
    Invitation,
    Membership,
    Organization,
    Role,
    Team,
    TeamMember,
)
from services.organizations.invitations import digest_of
from tests.factories.accounts import UserFactory


class OrganizationFactory(factory.django.DjangoModelFactory[Organization]):
    """Without members: `MembershipFactory` makes them."""

    class Meta:
        model = Organization

    name = factory.Sequence(lambda number: f"Acme {number}")


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    class Params:
        owner = factory.Trait(role=Role.OWNER)
        admin = factory.Trait(role=Role.ADMIN)
        viewer = factory.Trait(role=Role.VIEWER)

    organization = factory.SubFactory(OrganizationFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.MEMBER


class TeamFactory(factory.django.DjangoModelFactory[Team]):
    class Meta:
        model = Team

    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence(lambda number: f"Team {number}")


class TeamMemberFactory(factory.django.DjangoModelFactory[TeamMember]):
    class Meta:
        model = TeamMember

    team = factory.SubFactory(TeamFactory)
    membership = factory.SubFactory(
        MembershipFactory, organization=factory.SelfAttribute("..team.organization")
    )


class InvitationFactory(factory.django.DjangoModelFactory[Invitation]):
    """By the operator. Its link's token is `token`, a random one unless named."""

    class Meta:
        model = Invitation
        exclude = ("token",)

    token = factory.LazyFunction(lambda: uuid.uuid4().hex)
    organization = factory.SubFactory(OrganizationFactory)
    email = factory.Sequence(lambda number: f"invited{number}@acme.test")
    digest = factory.LazyAttribute(lambda invitation: digest_of(invitation.token))
    sent_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
