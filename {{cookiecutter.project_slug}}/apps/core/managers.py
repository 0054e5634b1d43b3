"""Query sets and managers of the abstract models."""

from typing import Any

from django.db import models
from django.utils import timezone


class SoftDeleteQuerySet(models.QuerySet[Any]):
    """Rows are marked instead of removed. Related rows are left alone: no cascade."""

    def live(self) -> "SoftDeleteQuerySet":
        return self.filter(is_deleted=False)

    def deleted(self) -> "SoftDeleteQuerySet":
        return self.filter(is_deleted=True)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Mark the live rows among these; a row that is marked already keeps its time."""
        now = timezone.now()
        return self._counted(self.live().update(is_deleted=True, deleted_at=now, **self._touch()))

    def restore(self) -> tuple[int, dict[str, int]]:
        return self._counted(
            self.deleted().update(is_deleted=False, deleted_at=None, **self._touch())
        )

    def hard_delete(self) -> tuple[int, dict[str, int]]:
        """Remove the rows for good, with everything that cascades."""
        return super().delete()

    def _touch(self) -> dict[str, Any]:
        """``update()`` leaves ``auto_now`` columns alone; who syncs by them must see the change."""
        now = timezone.now()
        return {
            field.name: now
            for field in self.model._meta.concrete_fields
            if isinstance(field, models.DateTimeField) and field.auto_now
        }

    def _counted(self, count: int) -> tuple[int, dict[str, int]]:
        return count, {self.model._meta.label: count} if count else {}


class SoftDeleteManager(models.Manager.from_queryset(SoftDeleteQuerySet)):  # type: ignore[misc]
    """Hides what is marked as deleted."""

    def get_queryset(self) -> SoftDeleteQuerySet:
        return SoftDeleteQuerySet(self.model, using=self._db).live()


class ActiveManager(models.Manager[Any]):
    """Shows the active rows among those that the model's default manager shows."""

    def get_queryset(self) -> models.QuerySet[Any]:
        default = self.model._default_manager
        if isinstance(default, ActiveManager):
            return super().get_queryset().filter(is_active=True)
        rows: models.QuerySet[Any] = default.db_manager(self._db).get_queryset()
        return rows.filter(is_active=True)
