"""Mistakes in serializers."""

from tests.bake.edits import Edit
from tests.mistakes.mistake import Mistake, edit

WEBHOOKS = "apps/webhooks/serializers.py"
USERS = "apps/accounts/serializers/users.py"
DELIVERED = '        fields = ("made_at", "duration_ms", "status", "error", "answer")\n'
MISTAKES = (
    Mistake(
        "a serializer that shows every column",
        "S001",
        edit(WEBHOOKS, DELIVERED, '        fields = "__all__"\n'),
    ),
    Mistake(
        "a serializer that nests by depth",
        "S002",
        edit(
            WEBHOOKS,
            DELIVERED,
            f"{DELIVERED}        depth = 1\n",
        ),
    ),
    Mistake(
        "a public secret",
        "S003",
        edit(
            WEBHOOKS,
            '            "disabled_at",\n',
            '            "disabled_at",\n            "secret",\n',
        ),
    ),
    Mistake(
        "the digest of a password in an answer",
        "S003",
        edit(
            USERS,
            '            "is_staff",\n            "email_verified_at",\n            "last_login"',
            '            "is_staff",\n            "password",\n            "email_verified_at",\n            "last_login"',
        ),
    ),
    Mistake(
        "a profile by which one becomes staff",
        "S004",
        edit(
            USERS,
            'class ProfileSerializer(BaseModelSerializer):\n    """What a caller may change about themselves."""\n\n    class Meta:\n        model = Profile\n        fields = CHANGEABLE\n',
            'class ProfileSerializer(BaseModelSerializer):\n    """What a caller may change about themselves."""\n\n    is_staff = serializers.BooleanField(required=False)\n\n    class Meta:\n        model = Profile\n        fields = (*CHANGEABLE, "is_staff")\n',
        ),
    ),
    Mistake(
        "a method field that counts for each row",
        "S005",
        (
            Edit(
                "apps/organizations/serializers/members.py",
                'class TeamSerializer(BaseModelSerializer):\n    class Meta:\n        model = Team\n        fields = ("id", "name", "created_at")\n',
                'class TeamSerializer(BaseModelSerializer):\n    size = serializers.SerializerMethodField()\n\n    class Meta:\n        model = Team\n        fields = ("id", "name", "size", "created_at")\n\n    def get_size(self, team: Team) -> int:\n        return team.members.filter(membership__isnull=False).count()\n',
            ),
            Edit(
                "apps/organizations/serializers/members.py",
                "from apps.accounts.serializers.public import",
                "from rest_framework import serializers\n\nfrom apps.accounts.serializers.public import",
            ),
        ),
    ),
    Mistake(
        "DRF's serializer instead of the house's",
        "S006",
        edit(
            WEBHOOKS,
            "class AttemptSerializer(BaseModelSerializer)",
            "class AttemptSerializer(serializers.ModelSerializer)",
        ),
    ),
    Mistake(
        "a text of any length",
        "S007",
        edit(
            "apps/accounts/serializers/registration.py",
            "token = serializers.CharField(max_length=512, write_only=True)",
            "token = serializers.CharField(write_only=True)",
        ),
    ),
    Mistake(
        "a list of any length",
        "S007",
        edit(
            WEBHOOKS, "        min_length=1,\n        max_length=50,\n", "        min_length=1,\n"
        ),
    ),
)
