"""Mistakes in models. Where the columns change too, the migration is missing as well."""

from tests.bake.edits import Edit
from tests.mistakes.mistake import Mistake, edit

FILE = "apps/webhooks/models.py"
CHANGED = ("G001",)
MISTAKES = (
    Mistake(
        "a model without a name for its rows",
        "M001",
        edit(
            FILE, '    def __str__(self) -> str:\n        return f"{self.status or self.error}"\n\n'
        ),
    ),
    Mistake(
        "unique_together, as old tutorials have it",
        "M002",
        edit(
            FILE,
            "        constraints = [\n"
            '            models.UniqueConstraint(fields=["source", "message_id"], '
            'name="webhooks_received_once")\n'
            "        ]\n",
            '        unique_together = [("source", "message_id")]\n',
        ),
        also=CHANGED,
    ),
    Mistake(
        "choices that the database does not know",
        "M003",
        edit(
            FILE,
            "            models.CheckConstraint(\n"
            "                condition=models.Q(state__in=State.values), "
            'name="webhooks_known_state"\n'
            "            ),\n",
        ),
        also=CHANGED,
    ),
    Mistake(
        "a TextField for a short string",
        "M004",
        edit(
            FILE,
            'models.CharField(_("description"), max_length=200, blank=True)',
            'models.TextField(_("description"), max_length=200, blank=True)',
        ),
        also=CHANGED,
    ),
    Mistake(
        "money as a float",
        "M005",
        edit(
            FILE,
            '    status = models.PositiveSmallIntegerField(_("status"), null=True)\n',
            '    status = models.PositiveSmallIntegerField(_("status"), null=True)\n'
            "    cost = models.FloatField(default=0)\n",
        ),
        also=CHANGED,
    ),
    Mistake(
        "timestamps by hand",
        "M006",
        edit(
            "apps/organizations/models/team.py",
            "class Team(TimestampedModel):\n",
            "class Team(models.Model):\n"
            "    created_at = models.DateTimeField(auto_now_add=True)\n"
            "    updated_at = models.DateTimeField(auto_now=True)\n",
        ),
    ),
    Mistake(
        "a name that a deleted row keeps for ever",
        "M007",
        edit(
            FILE,
            'models.URLField(_("address"), max_length=500)',
            'models.URLField(_("address"), max_length=500, unique=True)',
        ),
        also=CHANGED,
    ),
    Mistake(
        "an index without a name",
        "M020",
        edit(
            FILE,
            'fields=["organization", "created_at", "id"], name="webhooks_list"',
            'fields=["organization", "created_at", "id"]',
        ),
        also=CHANGED,
    ),
    Mistake(
        "a foreign key without an index",
        "M021",
        edit(
            FILE,
            'on_delete=models.CASCADE, related_name="log")',
            'on_delete=models.CASCADE, related_name="log", db_index=False)',
        ),
        also=CHANGED,
    ),
    Mistake(
        "no index on what the admin sorts by",
        "M022",
        edit(
            FILE,
            'models.DateTimeField(_("received at"), auto_now_add=True, db_index=True)',
            'models.DateTimeField(_("received at"), auto_now_add=True)',
        ),
        also=CHANGED,
    ),
    Mistake(
        "no index on a field that lists are filtered by",
        "M023",
        edit(
            "apps/webhooks/views.py",
            'filterset_fields = ("is_active",)',
            'filterset_fields = ("is_active", "url")',
        ),
    ),
    Mistake(
        "a list sorted by what has no index",
        "M023",
        edit(
            "apps/webhooks/views.py",
            'ordering_fields = ("created_at",)',
            'ordering_fields = ("created_at", "failing_since")',
        ),
    ),
    Mistake(
        "a column longer than its migration says",
        "G001",
        edit(
            FILE,
            'models.CharField(_("event type"), max_length=100)',
            'models.CharField(_("event type"), max_length=120)',
        ),
    ),
    Mistake(
        "an exception that nothing needs any more",
        "A000",
        (
            Edit(
                "apps/webhooks/models.py",
                '        ordering = ("-made_at", "-pk")\n',
                '        ordering = ("-pk",)\n',
            ),
        ),
        at="pyproject.toml",
        also=CHANGED,
    ),
    Mistake(
        "an exception without a reason",
        "A000",
        edit("pyproject.toml", '"sorted among the dozen attempts of one delivery"', '""'),
        also=("M022",),
    ),
)
