"""How a column's value becomes what a serializer field shows.

Where the two are the same no function is called at all. Everything else goes through the very
``to_representation`` of the field, or through one of C that does the same.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from django.conf import settings
from django.db import DataError, models
from rest_framework import serializers
from rest_framework.fields import _UnvalidatedField
from rest_framework.settings import api_settings

from apps.core.readplan.paths import NotCompilable
from apps.core.readplan.table import Convert, Make, Row, Run

ModelField = models.Field | None  # None: an annotation, of whatever type
Leaf = Callable[[Any, ModelField], Convert | None]

WHOLE_SECONDS: Final = len("12:30:00")


def converter(field: Any, column: ModelField) -> Convert | None:
    """The function for values of this column, or ``None`` where they are shown as they are."""
    factory = LEAVES.get(type(field).to_representation)
    if factory is None or isinstance(column, models.FileField):
        raise NotCompilable(f"{type(field).__name__} shows its values in a way of its own")
    return factory(field, column)


def is_stock(column: ModelField, *kinds: type[models.Field]) -> bool:
    """One of Django's own fields of these kinds: its values have the type that one expects."""
    return isinstance(column, kinds) and type(column).__module__.startswith("django.db.models.")


def own(field: Any, _column: ModelField) -> Convert:
    method: Convert = field.to_representation
    return method


def same(_field: Any, _column: ModelField) -> None:
    return None


def unless(*kinds: type[models.Field]) -> Leaf:
    return lambda field, column: None if is_stock(column, *kinds) else own(field, column)


def text(_field: Any, column: ModelField) -> Convert | None:
    return None if is_stock(column, models.CharField, models.TextField) else str


def big_integer(field: Any, column: ModelField) -> Convert | None:
    as_text = getattr(field, "coerce_to_string", api_settings.COERCE_BIGINT_TO_STRING)
    return own(field, column) if as_text or not is_stock(column, models.IntegerField) else None


def choice(field: Any, column: ModelField) -> Convert | None:
    plain = all(type(key) is str for key in field.choices)
    return None if plain and is_stock(column, models.CharField) else own(field, column)


def uuid(field: Any, column: ModelField) -> Convert:
    return str if field.uuid_format == "hex_verbose" else own(field, column)


def json(field: Any, column: ModelField) -> Convert | None:
    return own(field, column) if field.binary else None


def is_iso(field: Any, default: str) -> bool:
    written = getattr(field, "format", getattr(api_settings, default))
    return isinstance(written, str) and written.lower() == "iso-8601"


def date(field: Any, column: ModelField) -> Convert:
    plain = is_stock(column, models.DateField) and not isinstance(column, models.DateTimeField)
    return dt.date.isoformat if plain and is_iso(field, "DATE_FORMAT") else own(field, column)


def time(field: Any, column: ModelField) -> Convert:
    plain = is_stock(column, models.TimeField) and is_iso(field, "TIME_FORMAT")
    return dt.time.isoformat if plain else own(field, column)


def decimal(field: Any, column: ModelField) -> Convert:
    as_text = getattr(field, "coerce_to_string", api_settings.COERCE_DECIMAL_TO_STRING)
    if not as_text or field.localize or field.normalize_output or field.rounding is not None:
        return own(field, column)
    # The database has rounded to these places already.
    if isinstance(column, models.DecimalField) and is_stock(column, models.DecimalField):
        digits = (column.max_digits, column.decimal_places)
        if digits == (field.max_digits, field.decimal_places):
            return "{:f}".format
    return own(field, column)


def nested(field: Any, column: ModelField) -> Convert:
    converter(field.child, None)  # refuses a child that needs more than its value
    return own(field, column)


LEAVES: Final[dict[Any, Leaf]] = {
    serializers.ReadOnlyField.to_representation: same,
    serializers.BooleanField.to_representation: unless(models.BooleanField),
    serializers.CharField.to_representation: text,
    serializers.ChoiceField.to_representation: choice,
    serializers.DateField.to_representation: date,
    serializers.DateTimeField.to_representation: own,
    serializers.DecimalField.to_representation: decimal,
    serializers.DictField.to_representation: nested,
    serializers.DurationField.to_representation: own,
    serializers.FloatField.to_representation: unless(models.FloatField),
    serializers.IntegerField.to_representation: unless(models.IntegerField),
    serializers.BigIntegerField.to_representation: big_integer,
    serializers.JSONField.to_representation: json,
    serializers.ListField.to_representation: nested,
    serializers.MultipleChoiceField.to_representation: own,
    serializers.TimeField.to_representation: time,
    serializers.UUIDField.to_representation: uuid,
    _UnvalidatedField.to_representation: same,
}


def maker(field: Any, column: ModelField) -> Make | None:
    """For what depends on the call: the request's own address."""
    if type(field).to_representation is serializers.FileField.to_representation:
        return file_addresses(field, column)
    return None


def shows_moments(field: Any, column: ModelField) -> bool:
    """Whether it shows a column's moments as DRF does, in the current time zone."""
    return (
        type(field).to_representation is serializers.DateTimeField.to_representation
        and is_iso(field, "DATETIME_FORMAT")
        and is_stock(column, models.DateTimeField)
        and not hasattr(field, "timezone")
        and settings.USE_TZ
    )


def moments(field: Any) -> Make:
    def shown(value: dt.datetime, zone: dt.tzinfo) -> Any:
        try:
            text = value.astimezone(zone).isoformat()
        except OverflowError:  # the first and last hours of the calendar
            return field.to_representation(value)
        return f"{text[:-6]}Z" if text.endswith("+00:00") else text

    def make(values: Sequence[Any], _rows: list[Row], run: Run) -> list[Any]:
        if run.as_text:
            return [
                None
                if value is None
                else moment_in_utc(value) or shown(read_moment(value), run.timezone)
                for value in values
            ]
        return [None if value is None else shown(value, run.timezone) for value in values]

    return make


def moment_in_utc(text: str) -> str | None:
    """PostgreSQL's ``2026-01-31 12:30:00.5+00`` as ISO 8601, with no or six digits behind the
    second. None of what is written otherwise: in another zone, or beyond four-digit years."""
    if text[10:11] != " " or text[-3:] != "+00":
        return None
    time = text[11:-3]
    return f"{text[:10]}T{time}Z" if len(time) == WHOLE_SECONDS else f"{text[:10]}T{time:0<15}Z"


def read_moment(text: str) -> dt.datetime:
    """Fails as the driver does: what is stored is nobody's wrong input."""
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise DataError(str(error)) from error


def file_addresses(field: Any, column: ModelField) -> Make:
    if not isinstance(column, models.FileField) or not is_stock(column, models.FileField):
        raise NotCompilable(f"{type(field).__name__} shows no file column")
    storage = column.storage
    as_address = getattr(field, "use_url", api_settings.UPLOADED_FILES_USE_URL)

    def make(values: Sequence[Any], _rows: list[Row], run: Run) -> list[Any]:
        if not as_address:
            return [value or None for value in values]
        request = run.context.get("request")
        complete = request.build_absolute_uri if request is not None else str
        return [complete(storage.url(value)) if value else None for value in values]

    return make
