from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.conf import settings
from django.db.backends.postgresql.psycopg_any import BaseTzLoader, get_adapters_template
from psycopg import DataError
from psycopg.postgres import types
from psycopg.pq import Format

from apps.core.timestamps import TimestampLoader

OID = types["timestamptz"].oid


class DjangosLoader(BaseTzLoader):
    timezone = UTC


def test_connections_use_it() -> None:
    found = get_adapters_template(settings.USE_TZ, UTC).get_loader(OID, Format.TEXT)

    assert found is TimestampLoader


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23 06:05:07+00",
        "2026-11-23 06:05:07.1+00",
        "2026-11-23 06:05:07.123456+00",
        "0001-01-01 00:00:00+00",
        "9999-12-31 23:59:59.999999+00",
        "2024-02-29 12:00:00.000001+00",
    ],
)
def test_it_reads_what_djangos_reads(text: str) -> None:
    read = TimestampLoader(OID).load(text.encode())

    assert read == DjangosLoader(OID).load(text.encode())
    assert read.tzinfo is UTC


@pytest.mark.parametrize("text", ["infinity", "-infinity", "10000-01-01 00:00:00+00"])
def test_what_python_has_no_time_for_is_refused_as_django_refuses_it(text: str) -> None:
    with pytest.raises(DataError) as ours:
        TimestampLoader(OID).load(text.encode())
    with pytest.raises(DataError) as djangos:
        DjangosLoader(OID).load(text.encode())

    assert str(ours.value) == str(djangos.value)


def test_a_time_with_another_offset_stays_the_same_moment() -> None:
    read = TimestampLoader(OID).load(b"2026-06-01 14:00:00+02")

    assert read == datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert read.utcoffset() == timezone(timedelta(hours=2)).utcoffset(None)
