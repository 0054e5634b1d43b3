from apps.content.admin.articles import ArticleAdmin
from apps.content.admin.filing import CategoryAdmin, TagAdmin
from apps.content.admin.media import MediaAdmin

__all__ = ["ArticleAdmin", "CategoryAdmin", "MediaAdmin", "TagAdmin"]
