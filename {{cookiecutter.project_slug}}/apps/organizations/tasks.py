from celery import shared_task

from services.organizations.invitations import InvitationService
from services.organizations.organizations import OrganizationService


@shared_task
def prune_organizations() -> int:
    """Delete ended invitations, and deleted organizations' rows. Safe to run twice."""
    return InvitationService().prune() + OrganizationService().prune()
