from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from apps.core.caching import get_or_compute, versioned_key

METRICS = "/metrics"


def test_it_shows_what_was_counted_without_a_query(
    client: Client, django_assert_num_queries: Any, db: None
) -> None:
    get_or_compute(versioned_key("shown", 1), lambda: None)

    with django_assert_num_queries(0):
        response = client.get(METRICS)

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain; version=")
    assert "no-store" in response["Cache-Control"]
    families = {
        family.name: family for family in text_string_to_metric_families(response.content.decode())
    }
    labels = {"namespace": "shown", "outcome": "miss"}
    samples = [sample for sample in families["cache_lookups"].samples if sample.labels == labels]
    assert [(sample.name, sample.value) for sample in samples] == [("cache_lookups_total", 1.0)]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_can_only_be_read(client: Client, method: str) -> None:
    assert getattr(client, method)(METRICS).status_code == 405


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.1.2.3", "172.20.0.9", "192.168.7.7"])
def test_scrapers_inside_may_see_it(client: Client, address: str) -> None:
    assert client.get(METRICS, REMOTE_ADDR=address).status_code == 200


@pytest.mark.parametrize("address", ["203.0.113.9", "172.32.0.1", "2001:db8::1", "", "nonsense"])
@pytest.mark.parametrize("method", ["get", "post", "options"])
def test_others_are_told_that_there_is_no_such_page(method: str, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    call = getattr(client, method)

    unknown = call("/no-such-page", REMOTE_ADDR=address)
    response = call(METRICS, REMOTE_ADDR=address)

    assert (response.status_code, unknown.status_code) == (404, 404)
    assert response.content == unknown.content
    assert "metrics" not in response.content.decode()
