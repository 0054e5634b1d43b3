from apps.content.models import Reaction, ShareCount
from tests.factories.accounts import UserFactory
from tests.factories.content import ArticleFactory

ROWS = {
    "content.Reaction": lambda _: Reaction.objects.create(
        article=ArticleFactory.create(), user=UserFactory.create(), kind="like"
    ),
    "content.ShareCount": lambda number: ShareCount.objects.create(
        article=ArticleFactory.create(), channel="link", count=number
    ),
}
