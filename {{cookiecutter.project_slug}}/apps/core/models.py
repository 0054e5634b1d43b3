"""Abstract models, and the constraint that goes with soft deletion.

A model with a ``Meta`` of its own inherits theirs: ``class Meta(SoftDeleteModel.Meta)``.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from apps.core.managers import ActiveManager, SoftDeleteManager, SoftDeleteQuerySet


class TimestampedModel(models.Model):
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True


class ActiveModel(models.Model):
    """Rows that can be switched off. ``objects`` shows all, ``active`` those that are on."""

    is_active = models.BooleanField(default=True, db_index=True)

    objects: ClassVar[models.Manager[Any]] = models.Manager()
    active: ClassVar[models.Manager[Any]] = ActiveManager()

    class Meta:
        abstract = True


class SoftDeleteModel(models.Model):
    """``delete()`` marks a row. ``objects`` hides marked rows, ``all_objects`` shows them.

    A foreign key still reaches a marked row: what pointed at it keeps its meaning.
    """

    is_deleted = models.BooleanField(default=False, editable=False, db_index=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = SoftDeleteManager()
    all_objects: ClassVar[Any] = SoftDeleteQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(is_deleted=False, deleted_at__isnull=True)
                | Q(is_deleted=True, deleted_at__isnull=False),
                name="%(app_label)s_%(class)s_deleted_at_matches",
            )
        ]

    def delete(
        self,
        using: str | None = None,
        keep_parents: bool = False,  # noqa: FBT001, FBT002 - Django's signature
    ) -> tuple[int, dict[str, int]]:
        done: tuple[int, dict[str, int]] = self._this(using).delete()
        self.refresh_from_db(using, fields=["is_deleted", "deleted_at"], from_queryset=self._all())
        return done

    def restore(self, using: str | None = None) -> None:
        self._this(using).restore()
        self.refresh_from_db(using, fields=["is_deleted", "deleted_at"], from_queryset=self._all())

    def hard_delete(self, using: str | None = None) -> tuple[int, dict[str, int]]:
        """Remove the row for good, with everything that cascades."""
        return super().delete(using=using)

    def _this(self, using: str | None) -> SoftDeleteQuerySet:
        rows: SoftDeleteQuerySet = self._all().using(using or self._state.db)
        return rows.filter(pk=self.pk)

    def _all(self) -> Any:
        return type(self).all_objects.all()


def unique_among_live(*fields: str, name: str) -> models.UniqueConstraint:
    """Uniqueness that a soft-deleted row does not stand in the way of."""
    return models.UniqueConstraint(fields=fields, condition=Q(is_deleted=False), name=name)


def auto_now_fields(model: type[models.Model]) -> Iterable[str]:
    """The columns that ``save(update_fields=...)`` must name to have them stamped."""
    return (
        field.name for field in model._meta.concrete_fields if getattr(field, "auto_now", False)
    )
