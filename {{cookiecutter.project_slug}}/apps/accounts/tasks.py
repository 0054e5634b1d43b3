from uuid import UUID

from celery import shared_task

from services.accounts.deletion import DeletionService
from services.accounts.exports import ExportService
from services.accounts.security_events import prune
from services.accounts.sessions import SessionService


@shared_task
def prune_sessions() -> int:
    """Delete sessions that no token can belong to any more. Safe to run twice."""
    return SessionService().forget_expired()


@shared_task
def delete_due_accounts() -> int:
    """Delete accounts whose time to reconsider has passed. Safe to run twice."""
    return DeletionService().delete_due()


@shared_task
def prune_exports() -> int:
    """Remove expired exports. Safe to run twice."""
    return ExportService().prune()


@shared_task
def prune_security_events() -> int:
    """Delete security events that are old. Safe to run twice."""
    return prune()


@shared_task
def build_export(export_id: str) -> None:
    """Collect a user's data. Safe to run twice: the second finds it done."""
    ExportService().build(export_id=UUID(export_id))


def start_export(export_id: UUID) -> None:
    build_export.delay(str(export_id))
