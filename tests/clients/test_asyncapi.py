"""The description of the socket, read by AsyncAPI's own parser."""

import json
import shutil
from pathlib import Path

import pytest

from tests.clients.npm import install, run
from tests.run.variant import Variant

PROGRAM = """
import json
from apps.realtime.asyncapi import document

print(json.dumps(document(host="api.example.com", secure=True)))
"""


@pytest.mark.npm
def test_the_description_of_the_socket_is_valid(project: Variant, tmp_path: Path) -> None:
    told = project.manage(
        *("shell", "--verbosity", "0", "--command", PROGRAM),
        env={"DJANGO_SETTINGS_MODULE": "config.settings.testing"},
    )
    document = json.loads(told.splitlines()[-1])
    (tmp_path / "asyncapi.json").write_text(json.dumps(document), encoding="utf-8")
    shutil.copy(Path(__file__).parent / "asyncapi.js", tmp_path)
    install(tmp_path, "@asyncapi/parser@3.6.3")

    found = run(tmp_path, "node", "asyncapi.js", "asyncapi.json")

    assert found == f"{len(document['components']['messages'])} messages\n"

    del document["channels"]["socket"]["address"], document["info"]["title"]
    (tmp_path / "bad.json").write_text(json.dumps(document), encoding="utf-8")
    assert "title" in run(tmp_path, "node", "asyncapi.js", "bad.json")
