"""Mistakes in tests, and in what runs them."""

from tests.bake.edits import Edit
from tests.mistakes.mistake import Mistake, deleted, edit

PARCELS = "apps/parcels/__init__.py"
INSTALLED = Edit(
    "config/settings/parts/apps.py",
    '    "apps.webhooks",\n',
    '    "apps.webhooks",\n    "apps.parcels",\n',
)
MISTAKES = (
    Mistake(
        "an app that no test and no page knows",
        "T001",
        (Edit(PARCELS, None, ""), INSTALLED),
        also=("P006",),
    ),
    Mistake(
        "an app that no page knows",
        "P006",
        (Edit(PARCELS, None, ""), INSTALLED, Edit("tests/unit/parcels/test_parcels.py", None, "")),
    ),
    Mistake(
        "a model without a factory",
        "T002",
        edit(
            "tests/factories/organizations.py",
            "        model = Team\n",
            "        model = Organization\n",
        ),
        at="apps/organizations/models/team.py",
    ),
    Mistake(
        "an address that no test calls",
        "T003",
        edit(
            "apps/webhooks/urls.py",
            "urlpatterns = [\n",
            'urlpatterns = [\n    path("webhook-statistics/", EventTypesView.as_view()),\n',
        ),
        at="apps/webhooks/views.py",
        also=("V022",),
    ),
    Mistake(
        "half of the code without a test",
        "T004",
        edit("pyproject.toml", "fail_under = 90", "fail_under = 50"),
    ),
    Mistake(
        "a test that is skipped",
        "T005",
        edit(
            "tests/api/features/test_flags.py",
            "def test_a_flag_is_off_at_first",
            '@pytest.mark.skip(reason="flaky")\ndef test_a_flag_is_off_at_first',
        ),
    ),
    Mistake(
        "types that nobody checks",
        "T006",
        edit("Makefile", "\tmypy .\n"),
    ),
    Mistake(
        "commits that nobody looks at",
        "T007",
        deleted(".pre-commit-config.yaml", "# Switch on with `pre-commit install`."),
    ),
)
