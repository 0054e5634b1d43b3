"""Guards of organizations."""

from tests.guards.guard import Guard

GUARDS = (
    Guard(
        "apps/organizations/access.py",
        'return queryset.filter(**{f"{path}__in": held})',
        "return queryset",
        "security/test_organizations.py::test_the_access_function_and_the_table_agree",
    ),
    Guard(
        "apps/organizations/permissions.py",
        "if found is None:",
        "if False:",
        "security/test_organizations.py::test_an_outsider_finds_nothing_and_changes_nothing",
    ),
    Guard(
        "services/organizations/acting.py",
        "if not allows(actor.role, can):",
        "if False:",
        "security/test_organizations.py::test_who_lost_the_role_between_the_check_and_the_write",
    ),
    Guard(
        "services/organizations/members.py",
        "check_grant(actor, member.role, role)",
        "",
        "security/test_organizations.py::test_privilege_escalation_to_owner",
    ),
    Guard(
        "services/organizations/acting.py",
        "if member.role == Role.OWNER and not member.has_other_owner:",
        "if False:",
        "security/test_organization_races.py::test_race_of_the_last_owners_leaving",
    ),
    Guard(
        "services/organizations/invitations.py",
        "user.email != invitation.email or not user.is_email_verified",
        "not user.is_email_verified",
        "security/test_invitations.py::test_a_forwarded_invitation",
    ),
    Guard(
        "apps/organizations/repositories.py",
        "rows = rows.filter(vouched(), expires_at__gt=at, organization__is_active=True)",
        "rows = rows.filter(expires_at__gt=at, organization__is_active=True)",
        "security/test_invitations.py::test_invitations_of_who_was_removed_or_demoted",
    ),
    Guard(
        "apps/organizations/repositories.py",
        "Invitation.objects.filter(vouched(), pk=invitation.pk",
        "Invitation.objects.filter(pk=invitation.pk",
        "security/test_invitations.py::test_an_invitation_of_who_is_removed_while_it_is_accepted",
    ),
    Guard(
        "apps/organizations/repositories.py",
        "rows.alias(taken=_count(members)).filter(taken__lte=seats).delete()",
        "rows.delete()",
        "security/test_organization_races.py::test_race_for_the_last_seat",
    ),
)
