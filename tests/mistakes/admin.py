"""Mistakes in the admin."""

from tests.mistakes.mistake import Mistake, edit

WEBHOOKS = "apps/webhooks/admin.py"
TEAMS = "apps/organizations/admin.py"
MISTAKES = (
    Mistake(
        "a model without an admin",
        "A001",
        edit(WEBHOOKS, "@admin.register(Received)\n"),
        at="apps/webhooks/models.py",
    ),
    Mistake(
        "a column of the admin that is read row by row",
        "A002",
        edit(WEBHOOKS, '    list_select_related = ("webhook",)\n'),
    ),
    Mistake(
        "a list of the admin without a search",
        "A003",
        edit(WEBHOOKS, '    search_fields = ("=message_id",)\n'),
    ),
    Mistake(
        "a list of the admin without a filter",
        "A004",
        edit(
            TEAMS,
            '    autocomplete_fields = ("organization",)\n    date_hierarchy = "created_at"\n',
            '    autocomplete_fields = ("organization",)\n',
        ),
    ),
    Mistake(
        "a list of the admin with one column",
        "A005",
        edit(WEBHOOKS, '    list_display = ("source", "message_id", "received_at")\n'),
    ),
    Mistake(
        "a drop-down list of every organization",
        "A006",
        edit(
            TEAMS,
            '    autocomplete_fields = ("organization",)\n    date_hierarchy = "created_at"\n',
            '    date_hierarchy = "created_at"\n',
        ),
    ),
    Mistake(
        "a secret in the admin",
        "A007",
        edit(
            WEBHOOKS,
            '    readonly_fields = ("organization", "url", ',
            '    readonly_fields = ("secret", "organization", "url", ',
        ),
    ),
    Mistake(
        "a column of the admin that counts for each row",
        "A008",
        edit(
            TEAMS,
            '    list_display = ("name", "organization", "created_at")\n',
            '    list_display = ("name", "organization", "size", "created_at")\n\n'
            "    def size(self, team: Team) -> int:\n"
            "        return TeamMember.objects.filter(team=team).count()\n\n",
        ),
    ),
)
