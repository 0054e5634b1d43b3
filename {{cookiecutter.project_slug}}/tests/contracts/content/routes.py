"""The member writes, and the owner edits; as does the stranger, for roles are of the whole site."""

from django.contrib.auth.models import Group

from apps.accounts.models import User
from apps.content.access import AUTHORS, EDITORS, MODERATORS
from apps.content.models import Article, Category, Comment, Media, Tag
from tests.contracts.contract import Contract
from tests.contracts.worlds import World, member, owner
from tests.factories.content import (
    ArticleFactory,
    BookmarkFactory,
    CategoryFactory,
    CommentFactory,
    MediaFactory,
    RevisionFactory,
    TagFactory,
)
from tests.factories.pictures import picture, upload

ARTICLES = "editorial/articles/"
REVISIONS = "editorial/articles/{article_id}/revisions/"


def given(world: World, role: str) -> User:
    user: User = world.the(owner if role == EDITORS else member).user
    user.groups.add(Group.objects.get(name=role))
    if role == EDITORS:
        user.groups.add(Group.objects.get(name=MODERATORS))
    return user


def author(world: World) -> User:
    return given(world, AUTHORS)


def editor(world: World) -> User:
    return given(world, EDITORS)


def draft(world: World) -> Article:
    world.the(editor)
    return ArticleFactory.create(author=world.the(author))


def published(world: World) -> Article:
    return ArticleFactory.create(published=True, author=world.the(author))


def category(world: World) -> Category:
    return CategoryFactory.create()


def comment(world: World) -> Comment:
    return CommentFactory.create(article=world.the(published), author=world.the(editor))


def media(world: World) -> Media:
    return MediaFactory.create()


def tag(world: World) -> Tag:
    return TagFactory.create()


CONTRACT = Contract(
    routes="""
#                                                                  anonymous visitor stranger viewer member admin owner staff
GET    articles/                                                   200       200     200      200    200    200   200   200
GET    articles/{slug}/                                            200       200     200      200    200    200   200   200
PUT    articles/{slug}/bookmark/                                   401       204     204      204    204    204   204   204
DELETE articles/{slug}/bookmark/                                   401       204     204      204    204    204   204   204
GET    articles/{slug}/comments/                                   200       200     200      200    200    200   200   200
POST   articles/{slug}/comments/                                   401       201     201      201    201    201   201   201
GET    articles/{slug}/engagement/                                 200       200     200      200    200    200   200   200
PUT    articles/{slug}/reactions/{kind}/                           401       204     204      204    204    204   204   204
DELETE articles/{slug}/reactions/{kind}/                           401       204     204      204    204    204   204   204
GET    articles/{slug}/related-articles/                           200       200     200      200    200    200   200   200
POST   articles/{slug}/shares/                                     204       204     204      204    204    204   204   204
GET    bookmarks/                                                  401       200     200      200    200    200   200   200
DELETE comments/{comment_id}/                                      401       404     404      404    404    404   204   404
GET    editorial/comments/                                         401       403     200      403    403    403   200   403
GET    editorial/comments/{id}/                                    401       403     200      403    403    403   200   403
PATCH  editorial/comments/{id}/                                    401       403     200      403    403    403   200   403
GET    categories/                                                 200       200     200      200    200    200   200   200
GET    categories/{slug}/                                          200       200     200      200    200    200   200   200
GET    tags/                                                       200       200     200      200    200    200   200   200
GET    editorial/articles/                                         401       403     200      403    200    403   200   403
POST   editorial/articles/                                         401       403     201      403    201    403   201   403
GET    editorial/articles/{id}/                                    401       403     200      403    200    403   200   403
PATCH  editorial/articles/{id}/                                    401       403     200      403    200    403   200   403
DELETE editorial/articles/{id}/                                    401       403     204      403    204    403   204   403
POST   editorial/articles/{id}/transitions/                        401       403     200      403    200    403   200   403
GET    editorial/articles/{article_id}/revisions/                  401       403     200      403    200    403   200   403
GET    editorial/articles/{article_id}/revisions/{number}/         401       403     200      403    200    403   200   403
GET    editorial/articles/{article_id}/revisions/{number}/diff/    401       403     200      403    200    403   200   403
POST   editorial/articles/{article_id}/revisions/{number}/restore/ 401       403     200      403    200    403   200   403
GET    editorial/categories/                                       401       403     200      403    200    403   200   403
POST   editorial/categories/                                       401       403     201      403    403    403   201   403
GET    editorial/categories/{id}/                                  401       403     200      403    200    403   200   403
PATCH  editorial/categories/{id}/                                  401       403     200      403    403    403   200   403
DELETE editorial/categories/{id}/                                  401       403     204      403    403    403   204   403
GET    editorial/media/                                            401       403     200      403    200    403   200   403
POST   editorial/media/                                            401       403     201      403    201    403   201   403
GET    editorial/media/{id}/                                       401       403     200      403    200    403   200   403
PATCH  editorial/media/{id}/                                       401       403     200      403    403    403   200   403
DELETE editorial/media/{id}/                                       401       403     204      403    403    403   204   403
GET    editorial/tags/                                             401       403     200      403    200    403   200   403
POST   editorial/tags/                                             401       403     201      403    403    403   201   403
GET    editorial/tags/{id}/                                        401       403     200      403    200    403   200   403
PATCH  editorial/tags/{id}/                                        401       403     200      403    403    403   200   403
DELETE editorial/tags/{id}/                                        401       403     204      403    403    403   204   403
GET    /robots.txt                                                 200       200     200      200    200    200   200   200
GET    /sitemap.xml                                                200       200     200      200    200    200   200   200
GET    /sitemap-{section}.xml                                      200       200     200      200    200    200   200   200
GET    /feeds/articles/{kind}/                                     200       200     200      200    200    200   200   200
GET    /feeds/categories/{slug}/{kind}/                            200       200     200      200    200    200   200   200
""",
    objects={
        "articles/{slug}": lambda world: world.the(published).slug,
        "categories/{slug}": lambda world: world.the(category).slug,
        ARTICLES + "{id}": lambda world: world.the(draft).pk,
        ARTICLES + "{article_id}": lambda world: world.the(draft).pk,
        "editorial/categories/{id}": lambda world: world.the(category).pk,
        "comments/{comment_id}": lambda world: world.the(comment).pk,
        "editorial/comments/{id}": lambda world: world.the(comment).pk,
        "editorial/media/{id}": lambda world: world.the(media).pk,
        "/feeds/categories/{slug}": lambda world: world.the(category).slug,
        "editorial/tags/{id}": lambda world: world.the(tag).pk,
    },
    names={
        REVISIONS + "{number}": "1",
        "articles/{slug}/reactions/{kind}": "like",
        "/sitemap-{section}": "articles",
        "/feeds/articles/{kind}": "rss",
        "/feeds/categories/{slug}/{kind}": "atom",
    },
    bodies={
        "POST " + ARTICLES: {"title": "News"},
        "PATCH " + ARTICLES + "{id}/": {"title": "Other news"},
        "POST " + ARTICLES + "{id}/transitions/": {"transition": "submit"},
        "POST editorial/categories/": {"name": "Sports"},
        "PATCH editorial/categories/{id}/": {"name": "Games"},
        "POST articles/{slug}/comments/": {"body": "Well said."},
        "POST articles/{slug}/shares/": {"channel": "link"},
        "PATCH editorial/comments/{id}/": {"state": "approved"},
        "POST editorial/media/": lambda _: {"file": upload(picture())},
        "PATCH editorial/media/{id}/": {"alt": "A tree"},
        "POST editorial/tags/": {"name": "chess"},
        "PATCH editorial/tags/{id}/": {"name": "go"},
    },
    rows={
        "articles/": lambda _, count: ArticleFactory.create_batch(
            count,
            published=True,
            author=None,
            category=CategoryFactory.create(),
            cover=MediaFactory.create(),
            tags=TagFactory.create_batch(2),
        ),
        "articles/{slug}/comments/": lambda world, count: CommentFactory.create_batch(
            count, approved=True, article=world.the(published), author=None
        ),
        "bookmarks/": lambda world, count: [
            BookmarkFactory.create(
                user=world.the(editor),
                article=ArticleFactory.create(
                    published=True,
                    author=None,
                    category=CategoryFactory.create(),
                    tags=TagFactory.create_batch(2),
                ),
            )
            for _ in range(count)
        ],
        "editorial/comments/": lambda world, count: CommentFactory.create_batch(
            count, article=world.the(published)
        ),
        "categories/": lambda world, count: CategoryFactory.create_batch(
            count, parent=world.the(category)
        ),
        "tags/": lambda _, count: TagFactory.create_batch(count),
        ARTICLES: lambda world, count: ArticleFactory.create_batch(
            count, author=world.the(author), tags=TagFactory.create_batch(2)
        ),
        REVISIONS: lambda world, count: RevisionFactory.create_batch(
            count, article=world.the(draft), author=world.the(author)
        ),
        "editorial/categories/": lambda world, count: CategoryFactory.create_batch(
            count, parent=world.the(category)
        ),
        "editorial/media/": lambda _, count: MediaFactory.create_batch(count),
        "editorial/tags/": lambda _, count: TagFactory.create_batch(count),
    },
    unpaged=frozenset({"articles/{slug}/related-articles/"}),
    untagged=frozenset(
        {
            "/robots.txt",
            "/sitemap.xml",
            "/sitemap-{section}.xml",
            "/feeds/articles/{kind}/",
            "/feeds/categories/{slug}/{kind}/",
        }
    ),
)
