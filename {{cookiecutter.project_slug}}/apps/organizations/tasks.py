from celery import shared_task

from services.organizations.invitations import InvitationService


@shared_task
def prune_invitations() -> int:
    """Delete invitations that have ended. Safe to run twice."""
    return InvitationService().prune()
