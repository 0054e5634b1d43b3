import hashlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from waffle.models import CACHE_EMPTY, AbstractBaseFlag, AbstractUserFlag
from waffle.utils import get_cache, keyfmt

from apps.accounts.models import User
from apps.organizations.models import Organization
from apps.organizations.plans import Plan

BUCKETS: Final = 1000  # waffle's percentages have one digit after the point


class Flag(AbstractUserFlag):
    """Waffle's flag, which organizations and plans can switch on as well.

    The admin saves groups, users and organizations after the flag, so waffle's cache is flushed
    by `apps/features/admin.py` once more; code that changes them calls `flush()`.
    """

    organizations = models.ManyToManyField(
        Organization, verbose_name=_("organizations"), blank=True, related_name="+"
    )
    plans = models.JSONField(
        _("plans"),
        default=list,
        blank=True,
        help_text=_("On for organizations with one of these plans."),
    )

    _named: bool | None = None  # whether the caller is, where that was asked for all flags at once

    class Meta(AbstractUserFlag.Meta):
        abstract = False
        ordering = ("name",)

    def is_on(self, request: HttpRequest, organization: Organization | None = None) -> bool:
        """For who makes the request, acting in `organization`. What does not exist is off."""
        if self.pk and self.everyone is None and organization and self._is_on_in(organization):
            return True
        return bool(self.is_active(request, read_only=True))

    def is_active_for_user(self, user: Any) -> bool | None:
        """As waffle's, asking for the user's groups once, not once for each flag."""
        active = AbstractBaseFlag.is_active_for_user(self, user)
        if active is not None or not isinstance(user, User):
            return active
        if self._named is not None:
            return self._named or None
        if user.pk in self._get_user_ids():
            return True
        groups = self._get_group_ids()
        return True if groups and not groups.isdisjoint(user.group_ids) else None

    @classmethod
    def on_for(cls, request: Any, organization: Organization | None) -> "list[Flag]":
        """All that are on for the caller, in one query more, whatever their number."""
        named = set(cls._naming(request.user, organization))
        flags: list[Flag] = list(cls.get_all())
        for flag in flags:
            flag._named = flag.pk in named  # noqa: SLF001 - of this very class
        return [flag for flag in flags if flag.is_on(request, organization)]

    @classmethod
    def _naming(cls, user: User, organization: Organization | None) -> Iterator[int]:
        """Those that name the user, a group of theirs, or the organization."""
        found = cls.users.through.objects.filter(user=user).values_list("flag_id")
        groups = cls.groups.through.objects.filter(group__user=user).values_list("flag_id")
        organizations = cls.organizations.through.objects.filter(organization=organization)
        rows = found.union(groups, organizations.values_list("flag_id"))
        return (flag_id for (flag_id,) in rows)

    def get_flush_keys(self, flush_keys: list[str] | None = None) -> list[str]:
        return [*super().get_flush_keys(flush_keys), self._organizations_key()]

    def _is_active_for_percent(
        self,
        request: HttpRequest,
        read_only: bool,  # noqa: FBT001 - waffle's signature
    ) -> bool | None:
        """Always the same users: there is no cookie by which a client could choose for itself."""
        user = getattr(request, "user", None)
        if not self.percent or user is None or isinstance(user, AnonymousUser):
            return None
        digest = hashlib.sha256(f"{self.name}:{user.pk}".encode()).digest()
        bucket = int.from_bytes(digest[:8], "big") % BUCKETS
        return bucket < self.percent * Decimal(BUCKETS) / 100

    def _is_on_in(self, organization: Organization) -> bool:
        if organization.plan_at(timezone.now()) in {Plan(plan) for plan in self.plans}:
            return True
        if self._named is not None:
            return self._named
        return organization.pk in self._get_organization_ids()

    def _get_organization_ids(self) -> set[Any]:
        cache, key = get_cache(), self._organizations_key()
        cached = cache.get(key)
        if cached is not None:
            return set() if cached == CACHE_EMPTY else set(cached)
        found = set(self.organizations.order_by().values_list("pk", flat=True))
        cache.add(key, found or CACHE_EMPTY)
        return found

    def _organizations_key(self) -> str:
        return str(keyfmt("flag:%s:organizations", self.name))
