from apps.content.models.article import Article, Status
from apps.content.models.category import Category
from apps.content.models.comment import Comment
from apps.content.models.engagement import Bookmark, Reaction, ShareCount
from apps.content.models.media import Media
from apps.content.models.revision import Revision
from apps.content.models.tag import Tag

__all__ = [
    "Article",
    "Bookmark",
    "Category",
    "Comment",
    "Media",
    "Reaction",
    "Revision",
    "ShareCount",
    "Status",
    "Tag",
]
