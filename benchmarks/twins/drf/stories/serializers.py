import os

from rest_framework import serializers
from stories.models import Category, Picture, Story, Tag

SITE = os.environ.get("BENCH_FRONT_END", "")


class CategorySerializer(serializers.ModelSerializer):
    class Meta:
        model = Category
        fields = ["name", "slug"]


class TagSerializer(serializers.ModelSerializer):
    class Meta:
        model = Tag
        fields = ["name", "slug"]


class PictureSerializer(serializers.ModelSerializer):
    class Meta:
        model = Picture
        fields = ["alt", "width", "height", "thumbnail", "card", "full"]


class StoryCardSerializer(serializers.ModelSerializer):
    category = CategorySerializer(read_only=True)
    tags = TagSerializer(many=True, read_only=True)
    cover = PictureSerializer(read_only=True)

    class Meta:
        model = Story
        fields = [
            "id",
            "slug",
            "title",
            "summary",
            "byline",
            "category",
            "tags",
            "cover",
            "reading_minutes",
            "published_at",
        ]


class StorySerializer(StoryCardSerializer):
    metadata = serializers.SerializerMethodField()

    class Meta(StoryCardSerializer.Meta):
        fields = [*StoryCardSerializer.Meta.fields, "body", "updated_at", "metadata"]

    def get_metadata(self, story: Story) -> dict[str, object]:
        """Of a story without pictures, which all of them are here."""
        title, about = story.seo_title or story.title, story.seo_description or story.summary
        link = story.canonical_url or f"{SITE}/articles/{story.slug}"
        published, changed = story.published_at.isoformat(), story.updated_at.isoformat()
        return {
            "title": title,
            "description": about,
            "keywords": [word.strip() for word in story.seo_keywords.split(",") if word.strip()],
            "canonical": link,
            "open_graph": {
                "og:type": "article",
                "og:title": title,
                "og:description": about,
                "og:url": link,
                "article:published_time": published,
                "twitter:card": "summary",
            },
            "json_ld": {
                "@context": "https://schema.org",
                "@type": "Article",
                "headline": title,
                "description": about,
                "mainEntityOfPage": link,
                "datePublished": published,
                "dateModified": changed,
                "author": {"@type": "Person", "name": story.byline},
            },
        }
