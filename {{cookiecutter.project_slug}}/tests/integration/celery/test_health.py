from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from django_celery_beat.models import PeriodicTask
from django_celery_beat.schedulers import DatabaseScheduler

from apps.core.health import CheckFailed
from apps.core.health import celery as health
from config.celery import app
from tests.integration.celery import broker

BEAT = "apps.core.health.celery.beat"


def test_no_worker_is_noticed() -> None:
    with broker.use("memory://"), pytest.raises(CheckFailed, match=r"^none answers$"):
        health.workers()


def test_no_broker_is_noticed() -> None:
    with broker.use("redis://127.0.0.1:1/0"):
        with pytest.raises(CheckFailed, match=r"^does not answer$"):
            health.broker()
        with pytest.raises(CheckFailed, match=r"^the broker does not answer$"):
            health.workers()


@pytest.mark.django_db(transaction=True)  # beat closes its connection now and then
def test_beat_is_healthy_while_it_sends(capsys: pytest.CaptureFixture[str]) -> None:
    with broker.use("memory://"):
        scheduler = DatabaseScheduler(app=app)
        with pytest.raises(CommandError, match=r"^Not healthy\.$"):
            call_command("check_health", BEAT)
        assert capsys.readouterr().out == f"{BEAT}: last heard of: never\n"

        for entry in scheduler.schedule.values():
            scheduler.apply_entry(scheduler.reserve(entry))
        call_command("check_health", BEAT)
        assert capsys.readouterr().out == f"{BEAT}: ok\n"

        PeriodicTask.objects.update(last_run_at=timezone.now() - timedelta(seconds=61))
        with pytest.raises(CheckFailed, match=r"^last heard of: "):
            health.beat()
