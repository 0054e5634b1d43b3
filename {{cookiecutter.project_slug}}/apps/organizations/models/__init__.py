from apps.organizations.models.invitation import Invitation
from apps.organizations.models.membership import Membership, Role
from apps.organizations.models.organization import Organization
from apps.organizations.models.team import Team, TeamMember

__all__ = ["Invitation", "Membership", "Organization", "Role", "Team", "TeamMember"]
