"""What an organization pays for, and what it may have for that."""

from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Plan(models.TextChoices):
    """In rising order: each includes what those before it do."""

    FREE = "free", _("Free")
    TEAM = "team", _("Team")
    BUSINESS = "business", _("Business")

    def includes(self, other: "Plan") -> bool:
        order = list(Plan)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True)
class Limits:
    """How many there may be in one organization. Open invitations count as members."""

    members: int
    teams: int


LIMITS: Final = {
    Plan.FREE: Limits(members=5, teams=2),
    Plan.TEAM: Limits(members=50, teams=20),
    Plan.BUSINESS: Limits(members=1000, teams=200),
}
