from apps.content.admin.articles import ArticleAdmin
from apps.content.admin.filing import CategoryAdmin, TagAdmin
from apps.content.admin.media import MediaAdmin
from apps.content.admin.readers import BookmarkAdmin, CommentAdmin, ReactionAdmin, ShareCountAdmin

__all__ = [
    "ArticleAdmin",
    "BookmarkAdmin",
    "CategoryAdmin",
    "CommentAdmin",
    "MediaAdmin",
    "ReactionAdmin",
    "ShareCountAdmin",
    "TagAdmin",
]
