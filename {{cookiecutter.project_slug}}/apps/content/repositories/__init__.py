from apps.content.repositories.articles import (
    MOST_CATEGORIES,
    Admission,
    ArticleRepository,
    CategoryRepository,
    MediaRepository,
    RevisionRepository,
    TagRepository,
)
from apps.content.repositories.readers import CommentRepository, EngagementRepository

__all__ = [
    "MOST_CATEGORIES",
    "Admission",
    "ArticleRepository",
    "CategoryRepository",
    "CommentRepository",
    "EngagementRepository",
    "MediaRepository",
    "RevisionRepository",
    "TagRepository",
]
