from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "apps.content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from apps.accounts.demo import register_demo
        from apps.accounts.exporting import register_export
        from apps.accounts.parting import Parting, register_parting
        from apps.accounts.roles import AUDITORS, declare_role
        from apps.content import access, caching, events, exporting, tasks
        from apps.events.bus import subscribe_durably
        from apps.events.caching import invalidate_on
        from services.content import demo, leaving

        for role, permissions in access.ROLES.items():
            declare_role(role, *permissions)
        declare_role(AUDITORS, *access.LOOK, "content.view_comment")

        invalidate_on(events.ArticleEvent, caching.of_article)
        invalidate_on(events.CategoriesChanged, caching.OF_CATEGORIES)
        invalidate_on(events.TagChanged, caching.OF_TAGS)
        invalidate_on(events.CommentEvent, caching.of_comment)
        invalidate_on(events.MediaChanged, caching.OF_MEDIA)
        subscribe_durably(events.MediaUploaded, tasks.start, name="content.media")

        for part in (
            exporting.articles,
            exporting.comments,
            exporting.bookmarks,
            exporting.reactions,
        ):
            register_export(part.__name__, part)
        register_demo("content", demo.make)
        register_parting(Parting(obstacle=leaving.obstacle, leave=leaving.leave))
