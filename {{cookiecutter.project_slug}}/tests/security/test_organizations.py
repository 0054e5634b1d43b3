"""What an outsider, and a member who wants more, try at an organization."""

from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from apps.accounts.models import User
from apps.organizations.access import Can, accessible, allows, memberships
from apps.organizations.models import Invitation, Membership, Organization, Role, Team
from apps.organizations.permissions import InOrganization, OrganizationScoped
from services.errors import Forbidden, NotFound
from services.organizations.members import MemberService
from services.organizations.teams import TeamService
from tests.api.organizations.test_organizations import ORGANIZATIONS, address
from tests.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.organizations import (
    InvitationFactory,
    MembershipFactory,
    OrganizationFactory,
    TeamFactory,
    TeamMemberFactory,
)


@pytest.fixture
def theirs(db: None) -> Organization:
    """An organization that the caller has nothing to do with."""
    member = MembershipFactory.create(owner=True)
    TeamMemberFactory.create(team__organization=member.organization, membership=member)
    InvitationFactory.create(organization=member.organization)
    return member.organization


def every_address(organization: Organization) -> list[tuple[str, str, Any]]:
    team = Team.objects.get(organization=organization)
    member = Membership.objects.filter(organization=organization).earliest("created_at")
    invitation = Invitation.objects.get(organization=organization)
    entry = address(organization, "teams", team.pk, "members", member.pk)
    return [
        ("get", address(organization), None),
        ("patch", address(organization), {"name": "Mine"}),
        ("delete", address(organization), None),
        ("post", address(organization, "leave"), None),
        ("post", address(organization, "transfer"), {"member": str(member.pk)}),
        ("get", address(organization, "members"), None),
        ("get", address(organization, "members", member.pk), None),
        ("patch", address(organization, "members", member.pk), {"role": "viewer"}),
        ("delete", address(organization, "members", member.pk), None),
        ("get", address(organization, "teams"), None),
        ("post", address(organization, "teams"), {"name": "Mine"}),
        ("get", address(organization, "teams", team.pk), None),
        ("patch", address(organization, "teams", team.pk), {"name": "Mine"}),
        ("delete", address(organization, "teams", team.pk), None),
        ("get", address(organization, "teams", team.pk, "members"), None),
        ("put", entry, None),
        ("delete", entry, None),
        ("get", address(organization, "invitations"), None),
        ("post", address(organization, "invitations"), {"email": "me@acme.test"}),
        ("get", address(organization, "invitations", invitation.pk), None),
        ("delete", address(organization, "invitations", invitation.pk), None),
    ]


def state(organization: Organization) -> list[object]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Organization, Membership, Team, Invitation)
    ]


def test_an_outsider_finds_nothing_and_changes_nothing(auth_api: Api, theirs: Organization) -> None:
    before = state(theirs)

    for method, path, data in every_address(theirs):
        auth_api.call(method, path, data, expect=404)

    assert state(theirs) == before
    assert auth_api.get(ORGANIZATIONS)["results"] == []


def test_a_stranger_is_asked_to_log_in(api: Api, theirs: Organization) -> None:
    for method, path, data in every_address(theirs):
        api.call(method, path, data, expect=401)


def test_staff_of_the_site_is_an_outsider_too(staff_api: Api, theirs: Organization) -> None:
    staff_api.get(address(theirs), expect=404)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MEMBER])
def test_a_member_without_the_role_changes_nothing(
    auth_api: Api, user: User, theirs: Organization, role: Role
) -> None:
    MembershipFactory.create(organization=theirs, user=user, role=role)
    before = state(theirs)

    for method, path, data in every_address(theirs):
        if method != "get" and not path.endswith("/leave/"):
            auth_api.call(method, path, data, expect=403)
    for path in (address(theirs, "invitations"), address(theirs, "members")):
        auth_api.get(path, expect=403 if "invitations" in path else 200)

    assert state(theirs) == before


def test_privilege_escalation_to_owner(auth_api: Api, user: User, theirs: Organization) -> None:
    """An administrator hands out administrators' rights and no more, and takes no owner's."""
    own = MembershipFactory.create(organization=theirs, user=user, admin=True)
    friend = MembershipFactory.create(organization=theirs)
    owner = Membership.objects.get(organization=theirs, role=Role.OWNER)

    for member in (own, friend):
        path = address(theirs, "members", member.pk)
        auth_api.patch(path, {"role": "owner"}, expect=403)
    MembershipFactory.create(organization=theirs, owner=True)
    auth_api.patch(address(theirs, "members", owner.pk), {"role": "viewer"}, expect=403)
    auth_api.delete(address(theirs, "members", owner.pk), expect=403)
    given = {"email": "me@acme.test", "role": "owner"}
    auth_api.post(address(theirs, "invitations"), given, expect=403)
    auth_api.post(address(theirs, "transfer"), {"member": str(own.pk)}, expect=403)
    auth_api.delete(address(theirs), expect=403)

    assert auth_api.patch(address(theirs, "members", friend.pk), {"role": "admin"})


def test_plan_and_status_by_mass_assignment(auth_api: Api, user: User) -> None:
    given = {"name": "Acme", "plan": "business", "plan_ends_at": None, "is_active": False}
    body = auth_api.post(ORGANIZATIONS, given)
    auth_api.patch(f"{ORGANIZATIONS}{body['id']}/", given)

    organization = Organization.objects.get()
    assert (organization.plan, organization.is_active) == ("free", True)


def test_ids_of_one_organization_under_the_address_of_another(
    auth_api: Api, user: User, theirs: Organization
) -> None:
    own = MembershipFactory.create(user=user, owner=True).organization
    team = TeamFactory.create(organization=own)
    member = Membership.objects.get(organization=theirs)
    other = Team.objects.get(organization=theirs)

    auth_api.delete(address(own, "members", member.pk), expect=404)
    auth_api.delete(address(own, "teams", other.pk), expect=404)
    auth_api.put(address(own, "teams", team.pk, "members", member.pk), expect=404)
    auth_api.put(address(own, "teams", other.pk, "members", member.pk), expect=404)
    auth_api.get(address(own, "teams", other.pk, "members"), expect=404)
    assert auth_api.get(address(own, "teams", team.pk, "members"))["results"] == []


def test_a_stolen_session_deletes_no_organization(
    auth_api: Api, user: User, theirs: Organization, settings: Any
) -> None:
    member = MembershipFactory.create(organization=theirs, user=user, owner=True)
    settings.RECENT_AUTHENTICATION_SECONDS = 0

    auth_api.delete(address(theirs), expect=403)
    assert auth_api.codes() == [(None, "reauthentication_required")]
    auth_api.post(address(theirs, "transfer"), {"member": str(member.pk)}, expect=403)


def test_who_was_removed_between_the_check_and_the_write(user: User) -> None:
    organization = OrganizationFactory.create()
    member = MembershipFactory.create(organization=organization, owner=True)

    with pytest.raises(NotFound):
        MemberService().remove(organization_id=organization.pk, by=user, member_id=member.pk)


def test_who_lost_the_role_between_the_check_and_the_write(user: User) -> None:
    organization = MembershipFactory.create(user=user, viewer=True).organization

    with pytest.raises(Forbidden):
        TeamService().create(organization_id=organization.pk, by=user, name="Mine")


@pytest.mark.parametrize("role", Role)
@pytest.mark.django_db
def test_the_access_function_and_the_table_agree(role: Role) -> None:
    user = UserFactory.create()
    organization = MembershipFactory.create(user=user, role=role).organization

    for can in Can:
        expected = [organization] if allows(role, can) else []
        rows = accessible(Organization.objects.all(), user, can, path="pk")
        assert list(rows) == expected
        assert memberships(user, can).exists() == bool(expected)


def views() -> set[type[Any]]:
    found: set[type[Any]] = set()
    left = list(get_resolver().url_patterns)
    while left:
        pattern = left.pop()
        if isinstance(pattern, URLResolver):
            left += pattern.url_patterns
        elif isinstance(pattern, URLPattern) and hasattr(pattern.callback, "cls"):
            found.add(pattern.callback.cls)
    return found


def belongs_to_an_organization(model: type[models.Model]) -> bool:
    return model is Organization or any(
        isinstance(field, models.ForeignKey) and field.related_model is Organization
        for field in model._meta.get_fields()
    )


def test_every_view_of_what_belongs_to_an_organization_is_scoped() -> None:
    scoped = [
        view
        for view in views()
        if (queryset := getattr(view, "queryset", None)) is not None
        and belongs_to_an_organization(queryset.model)
    ]

    assert len(scoped) >= 4
    for view in scoped:
        assert issubclass(view, OrganizationScoped), view
        assert isinstance(view(action="list").get_permissions()[0], InOrganization), view


@pytest.mark.django_db
def test_the_last_owner_in_the_admin(client: Client) -> None:
    client.force_login(UserFactory.create(admin=True))
    member = MembershipFactory.create(owner=True)
    page = f"/admin/organizations/membership/{member.pk}/"

    demoted = client.post(f"{page}change/", {"role": "member"})
    deleted = client.post(f"{page}delete/", {"post": "yes"})

    assert "last_owner" in str(demoted.context["adminform"].form.errors.as_json())
    assert deleted.status_code == 403
    member.refresh_from_db()
    assert member.role == Role.OWNER

    MembershipFactory.create(organization=member.organization, owner=True)
    assert client.post(f"{page}change/", {"role": "member"}).status_code == 302
