from celery import shared_task
from guardian.utils import clean_orphan_obj_perms


@shared_task
def prune_shares() -> int:
    """Delete permissions for rows that are gone. Safe to run twice."""
    return int(clean_orphan_obj_perms())
