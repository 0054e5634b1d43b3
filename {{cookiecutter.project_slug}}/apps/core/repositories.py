"""The one place of a model's queries. An app's repository adds methods named after what it asks."""

from typing import Any, ClassVar, Generic, TypeVar

from django.db import models

from apps.core.models import auto_now_fields

ModelT = TypeVar("ModelT", bound=models.Model)


class Repository(Generic[ModelT]):
    model: ClassVar[type[models.Model]]

    def all(self) -> models.QuerySet[ModelT]:
        return self.model._default_manager.all()  # type: ignore[return-value]

    def get(self, **lookups: Any) -> ModelT:
        """Raise the model's ``DoesNotExist`` when there is none."""
        return self.all().get(**lookups)

    def find(self, **lookups: Any) -> ModelT | None:
        return self.all().filter(**lookups).first()

    def locked(self, **lookups: Any) -> ModelT:
        """As ``get``, holding the row until the surrounding transaction ends."""
        return self.all().select_for_update(of=("self",)).get(**lookups)

    def create(self, **values: Any) -> ModelT:
        """Validate with ``full_clean()`` and insert; constraints still have the last word."""
        instance = self.model(**values)
        instance.full_clean()
        instance.save(force_insert=True)
        return instance  # type: ignore[return-value]

    def update(self, instance: ModelT, **changes: Any) -> ModelT:
        """Validate and write these columns alone, so that no other writer's change is undone."""
        for name, value in changes.items():
            setattr(instance, name, value)
        instance.full_clean()
        instance.save(update_fields={*changes, *auto_now_fields(type(instance))})
        return instance

    def delete(self, instance: ModelT) -> None:
        instance.delete()
