from typing import Any

from apps.accounts.models import User


def memberships(user: User) -> list[dict[str, Any]]:
    rows = user.memberships.select_related("organization").prefetch_related("teams__team")
    return [
        {
            "organization": row.organization.name,
            "role": row.role,
            "since": row.created_at,
            "teams": [entry.team.name for entry in row.teams.all()],
        }
        for row in rows
    ]
