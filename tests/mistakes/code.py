"""Mistakes in where things are done."""

from tests.bake.edits import Edit
from tests.mistakes.mistake import Mistake, edit

VIEWS = "apps/webhooks/views.py"
CALLER = "from apps.accounts.views.base import caller\n"
MISTAKES = (
    Mistake(
        "a view that opens a transaction",
        "L001",
        (
            Edit(
                VIEWS,
                "from django.db.models import QuerySet\n",
                "from django.db import transaction\nfrom django.db.models import QuerySet\n",
            ),
            Edit(
                VIEWS,
                "    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:\n",
                "    @transaction.atomic\n"
                "    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:\n",
            ),
        ),
    ),
    Mistake(
        "a service that calls another system by itself",
        "L002",
        edit(
            "services/organizations/teams.py",
            "from apps.accounts.models import User\n",
            "import httpx\n\nfrom apps.accounts.models import User\n",
        ),
    ),
    Mistake(
        "a signal for what follows a write",
        "L003",
        edit(
            "services/accounts/profile.py",
            "from apps.accounts.events import ProfileUpdated\n",
            "from django.db.models.signals import post_save\n\n"
            "from apps.accounts.events import ProfileUpdated\n",
        ),
    ),
    Mistake(
        "a search that is put together from text",
        "L004",
        edit(
            VIEWS,
            '            rows = rows.filter(webhook=self.kwargs["webhook_id"])\n',
            '            rows = rows.extra(where=["webhook_id = \'%s\'" % self.kwargs["webhook_id"]])\n',
        ),
    ),
    Mistake(
        "a statement that is put together from text",
        "L004",
        (
            Edit(
                "services/organizations/teams.py",
                "from apps.accounts.models import User\n",
                "from django.db import connection\n\nfrom apps.accounts.models import User\n",
            ),
            Edit(
                "services/organizations/teams.py",
                "class TeamService:\n",
                "def renamed(name: str) -> None:\n"
                "    with connection.cursor() as cursor:\n"
                "        cursor.execute(f\"UPDATE organizations_team SET name = '{name}'\")\n\n\n"
                "class TeamService:\n",
            ),
        ),
    ),
)
