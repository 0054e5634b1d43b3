"""Where a setting is written."""

import pytest
from django.conf import settings

from apps.audit.findings import Finding
from apps.audit.settings_files import place_of_setting

PARTS = "config/settings/parts"


@pytest.mark.parametrize(
    ("setting", "file"),
    [
        ("REST_FRAMEWORK.EXCEPTION_HANDLER", f"{PARTS}/api.py"),
        ("STORAGES.staticfiles", f"{PARTS}/media.py"),
        ("MIDDLEWARE", f"{PARTS}/apps.py"),
        ("PASSWORD_HASHERS", "config/settings/testing.py"),
    ],
)
def test_it_is_found_where_it_was_set_last(setting: str, file: str) -> None:
    finding = Finding.of_setting(setting, "is wrong")

    assert finding.file == file
    line = (settings.BASE_DIR / file).read_text().splitlines()[(finding.line or 0) - 1]
    assert line.startswith(setting.partition(".")[0])


def test_what_nobody_sets_is_missing_from_the_settings_that_run() -> None:
    finding = Finding.of_setting("SECURE_HSTS_SECONDS", "is missing")

    assert (finding.file, finding.line) == ("config/settings/testing.py", None)


def test_settings_of_no_module_have_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")

    assert place_of_setting("MIDDLEWARE") is None
    assert Finding.of_setting("MIDDLEWARE", "is wrong").place == ""
