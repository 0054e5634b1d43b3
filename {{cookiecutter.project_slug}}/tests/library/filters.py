import django_filters

from tests.library.models import Article


class ArticleFilter(django_filters.FilterSet):
    min_views = django_filters.NumberFilter(field_name="views", lookup_expr="gte")

    class Meta:
        model = Article
        fields = ("status", "author", "tags", "min_views")
