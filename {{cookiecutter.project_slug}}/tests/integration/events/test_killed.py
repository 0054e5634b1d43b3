"""The relay's process is killed, in the middle of its work, until nothing is left of it."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from apps.events.models import StoredEvent
from tests.integration.events.happenings import bus_for, effects, open_doors, write

EVENTS = 60
PROCESS = """
import os, signal, sys
import django
django.setup()
from django.conf import settings
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from apps.events.relay import Relay
from tests.integration.events.happenings import bus_for, write

left = int(sys.argv[2])

def write_and_die(event):
    global left
    write(event)
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)

Relay(bus_for(writer=write_and_die)).run(seconds=60)
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_relay_loses_nothing_and_does_nothing_twice() -> None:
    open_doors(bus_for(writer=write), EVENTS, doors=5)
    ends = []

    for after in (1, 10, 25, 1000):
        done = subprocess.run(
            [sys.executable, "-c", PROCESS, str(connection.settings_dict["NAME"]), str(after)],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.testing"},
            timeout=120,
            check=False,
        )
        ends.append(done.returncode)

    assert ends == [-signal.SIGKILL] * 3 + [0]
    assert len(effects()) == EVENTS
    assert not StoredEvent.objects.pending().exists()
