from tests.contracts.happening import Asked

ORGANIZATION = "organizations/{organization_id}/"
HAPPENINGS = {
    "organizations.organization_created": Asked("POST organizations/"),
    "organizations.organization_deleted": Asked("DELETE " + ORGANIZATION),
    "organizations.member_joined": Asked("POST organizations/"),
    "organizations.member_left": Asked("POST " + ORGANIZATION + "leave/", by="member"),
    "organizations.role_changed": Asked("PATCH " + ORGANIZATION + "members/{id}/"),
    "organizations.ownership_transferred": Asked("POST " + ORGANIZATION + "transfer/"),
    "organizations.invitation_sent": Asked("POST " + ORGANIZATION + "invitations/"),
    "organizations.invitation_declined": Asked("POST invitations/decline/", by="anonymous"),
}
