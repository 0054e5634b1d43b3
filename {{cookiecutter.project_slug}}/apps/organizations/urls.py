from django.urls import include, path
from rest_framework.routers import SimpleRouter

from apps.organizations.views.invitations import (
    InvitationAcceptView,
    InvitationDeclineView,
    InvitationRegisterView,
    InvitationShowView,
    InvitationViewSet,
)
from apps.organizations.views.members import (
    MembershipViewSet,
    TeamMemberView,
    TeamMemberViewSet,
    TeamViewSet,
)
from apps.organizations.views.organizations import OrganizationViewSet

router = SimpleRouter(use_regex_path=False)
router.register("organizations", OrganizationViewSet, basename="organizations")

inside = SimpleRouter(use_regex_path=False)
inside.register("members", MembershipViewSet, basename="members")
inside.register("teams", TeamViewSet, basename="teams")
inside.register("invitations", InvitationViewSet, basename="invitations")

invitations = [
    path("show/", InvitationShowView.as_view(), name="invitation-show"),
    path("accept/", InvitationAcceptView.as_view(), name="invitation-accept"),
    path("register/", InvitationRegisterView.as_view(), name="invitation-register"),
    path("decline/", InvitationDeclineView.as_view(), name="invitation-decline"),
]

urlpatterns = [
    path("invitations/", include(invitations)),
    path("organizations/<uuid:organization_id>/", include(inside.urls)),
    path(
        "organizations/<uuid:organization_id>/teams/<uuid:team_id>/members/",
        TeamMemberViewSet.as_view({"get": "list"}),
        name="team-members",
    ),
    path(
        "organizations/<uuid:organization_id>/teams/<uuid:team_id>/members/<uuid:member_id>/",
        TeamMemberView.as_view(),
        name="team-member",
    ),
    path("", include(router.urls)),
]
