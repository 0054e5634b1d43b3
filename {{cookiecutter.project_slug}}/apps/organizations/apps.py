from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    name = "apps.organizations"
    verbose_name = _("Organizations")

    def ready(self) -> None:
        from apps.accounts.exporting import register_export
        from apps.accounts.parting import Parting, register_parting
        from apps.accounts.roles import AUDITORS, MANAGERS, SUPPORT, declare_role
        from apps.organizations.exporting import memberships
        from services.organizations.members import MemberService

        members = MemberService()
        register_export("organizations", memberships)
        models = ("organization", "membership", "team", "invitation")
        for role in (SUPPORT, MANAGERS, AUDITORS):
            declare_role(role, *(f"organizations.view_{model}" for model in models))
        declare_role(MANAGERS, "organizations.change_organization")
        register_parting(Parting(obstacle=members.obstacle, leave=members.leave_all))
