from apps.content.models.article import Article, Status
from apps.content.models.category import Category
from apps.content.models.media import Media
from apps.content.models.revision import Revision
from apps.content.models.tag import Tag

__all__ = ["Article", "Category", "Media", "Revision", "Status", "Tag"]
