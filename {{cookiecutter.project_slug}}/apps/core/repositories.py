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

    def insert(self, **values: Any) -> ModelT:
        """Insert what was validated already, many-to-many included; nothing is looked up before."""
        many = self._many(values)
        instance = self.model(**values)
        instance.save(force_insert=True)
        for name, rows in many.items():
            getattr(instance, name).add(*rows)
        return instance  # type: ignore[return-value]

    def write(self, instance: ModelT, **changes: Any) -> None:
        """The same for a row that is there, which the caller has locked."""
        for name, rows in self._many(changes).items():
            getattr(instance, name).set(rows)
        for name, value in changes.items():
            setattr(instance, name, value)
        instance.save(update_fields={*changes, *auto_now_fields(type(instance))})

    def _many(self, values: dict[str, Any]) -> dict[str, Any]:
        """Take what is many-to-many out of `values`."""
        names = {field.name for field in self.model._meta.many_to_many}
        return {name: values.pop(name) for name in names & values.keys()}

    def delete(self, instance: ModelT) -> None:
        instance.delete()
