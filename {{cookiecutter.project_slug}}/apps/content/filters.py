from django.db.models import QuerySet
from django_filters import rest_framework as filters

from apps.content.models import Article
from apps.content.tree import ids_below


class PublicArticleFilter(filters.FilterSet):
    category = filters.CharFilter(
        method="in_subtree", help_text="Slug of a category: what is below it counts as well."
    )
    tag = filters.CharFilter(field_name="tags__slug", help_text="Slug of a tag.")
    author = filters.UUIDFilter(field_name="author__public_id")

    class Meta:
        model = Article
        fields = {"published_at": ("gte", "lt")}

    def in_subtree(self, rows: QuerySet[Article], _name: str, slug: str) -> QuerySet[Article]:
        return rows.filter(category__in=ids_below(slug))


class EditorialArticleFilter(filters.FilterSet):
    class Meta:
        model = Article
        fields = ("status", "category")
