from typing import Any

from rest_framework import serializers

from apps.content.models import Bookmark, Comment
from apps.content.models.comment import LONGEST, CommentState
from apps.content.models.engagement import Channel, ReactionKind
from apps.content.serializers.public import ArticleCardSerializer
from apps.core.serializers import BaseModelSerializer


class CommentSerializer(BaseModelSerializer):
    class Meta:
        model = Comment
        fields = ("id", "parent", "byline", "body", "created_at")


class WrittenCommentSerializer(BaseModelSerializer):
    class Meta:
        model = Comment
        fields = ("id", "parent", "byline", "body", "state", "created_at")


class CommentWriteSerializer(serializers.Serializer):
    body = serializers.CharField(max_length=LONGEST, help_text="Plain text.")
    parent: Any = serializers.UUIDField(
        source="parent_id", required=False, allow_null=True, help_text="The comment it answers."
    )


class ModeratedCommentSerializer(BaseModelSerializer):
    article: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    author = serializers.UUIDField(source="author.public_id", read_only=True, allow_null=True)

    class Meta:
        model = Comment
        fields = (
            "id",
            "article",
            "parent",
            "author",
            "byline",
            "body",
            "state",
            "created_at",
            "moderated_at",
        )


class DecisionSerializer(serializers.Serializer):
    state = serializers.ChoiceField(
        choices=[CommentState.APPROVED, CommentState.REJECTED, CommentState.SPAM]
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Also a PATCH decides something."""
        if "state" not in attrs:
            message = self.fields["state"].error_messages["required"]
            raise serializers.ValidationError({"state": message}, "required")
        return attrs


class BookmarkSerializer(BaseModelSerializer):
    article = ArticleCardSerializer(read_only=True)

    class Meta:
        model = Bookmark
        fields = ("article", "created_at")


class OwnEngagementSerializer(serializers.Serializer):
    reactions = serializers.ListField(child=serializers.ChoiceField(choices=ReactionKind.choices))
    bookmarked = serializers.BooleanField()


class EngagementSerializer(serializers.Serializer):
    reactions = serializers.DictField(child=serializers.IntegerField())
    shares = serializers.DictField(child=serializers.IntegerField())
    comments = serializers.IntegerField()
    own = OwnEngagementSerializer(allow_null=True, help_text="The caller's; null for nobody.")


class ShareSerializer(serializers.Serializer):
    channel = serializers.ChoiceField(choices=Channel.choices)
