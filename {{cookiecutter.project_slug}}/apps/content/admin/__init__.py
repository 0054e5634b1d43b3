from apps.content.admin.articles import ArticleAdmin
from apps.content.admin.filing import CategoryAdmin, TagAdmin

__all__ = ["ArticleAdmin", "CategoryAdmin", "TagAdmin"]
