from apps.accounts.serializers.public import PublicUserSerializer
from apps.core.serializers import BaseModelSerializer
from apps.organizations.models import Membership, Team, TeamMember


class MembershipSerializer(BaseModelSerializer):
    """A member, as far as their privacy settings let the caller see."""

    user = PublicUserSerializer(read_only=True)

    class Meta:
        model = Membership
        fields = ("id", "user", "role", "created_at")


class RoleSerializer(BaseModelSerializer):
    class Meta:
        model = Membership
        fields = ("role",)


class TeamSerializer(BaseModelSerializer):
    class Meta:
        model = Team
        fields = ("id", "name", "created_at")


class TeamWriteSerializer(BaseModelSerializer):
    class Meta:
        model = Team
        fields = ("name",)


class TeamMemberSerializer(BaseModelSerializer):
    member = MembershipSerializer(source="membership", read_only=True)

    class Meta:
        model = TeamMember
        fields = ("member", "added_at")
