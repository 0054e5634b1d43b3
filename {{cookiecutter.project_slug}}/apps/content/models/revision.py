from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.content.models.article import Article

# What a revision keeps: the text, and not where it is filed.
TEXT: Final = ("title", "summary", "body", "seo_title", "seo_description", "seo_keywords")


class Revision(models.Model):
    """An article's text as it once was. Rows are added, and never changed."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("article")
    )
    number = models.PositiveIntegerField(_("number"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("author"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    restored_from = models.PositiveIntegerField(_("restored from"), null=True)

    title = models.CharField(_("title"), max_length=150)
    summary = models.CharField(_("summary"), max_length=500, blank=True)
    body = models.TextField(_("body"), blank=True)
    seo_title = models.CharField(_("title for search engines"), max_length=70, blank=True)
    seo_description = models.CharField(
        _("description for search engines"), max_length=160, blank=True
    )
    seo_keywords = models.CharField(_("keywords"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="content_revision_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.number}"
