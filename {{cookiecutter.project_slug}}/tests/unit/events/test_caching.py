import uuid
from dataclasses import dataclass

import pytest
from django.db import transaction

from apps.core.caching import versions_of
from apps.events.bus import publish
from apps.events.caching import invalidate_on
from apps.events.event import Event

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class PagePrinted(Event):
    page: uuid.UUID


@dataclass(frozen=True)
class PageReprinted(PagePrinted):
    pass


def of_page(event: PagePrinted) -> tuple[str, ...]:
    return (f"page:{event.page}",)


invalidate_on(PagePrinted, ("pages",))
invalidate_on(PagePrinted, of_page)


@pytest.mark.parametrize("event_type", [PagePrinted, PageReprinted])
def test_tags_are_dropped_once_the_event_is_committed(event_type: type[PagePrinted]) -> None:
    page, other = uuid.uuid4(), uuid.uuid4()
    tags = ("pages", f"page:{page}")
    before, untouched = versions_of(*tags), versions_of(f"page:{other}")

    with transaction.atomic():
        publish(event_type(page))
        assert versions_of(*tags) == before

    after = versions_of(*tags)
    assert [tag for tag in tags if after[tag] == before[tag]] == []
    assert versions_of(f"page:{other}") == untouched


def test_what_is_rolled_back_drops_nothing() -> None:
    before = versions_of("pages")

    with transaction.atomic():
        publish(PagePrinted(uuid.uuid4()))
        transaction.set_rollback(True)

    assert versions_of("pages") == before
