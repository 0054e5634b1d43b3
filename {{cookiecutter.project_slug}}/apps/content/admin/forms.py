from typing import Any

from django import forms
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from apps.content import richtext
from apps.content.models import Article


class ArticleForm(forms.ModelForm):
    """The body is written in an editor that offers what is kept, and nothing else."""

    body = ProseEditorFormField(
        extensions=richtext.EXTENSIONS,
        sanitize=richtext.clean,
        widget=AdminProseEditorWidget,
        required=False,
    )

    class Meta:
        model = Article
        fields: Any = (
            "title",
            "slug",
            "summary",
            "body",
            "byline",
            "category",
            "tags",
            "cover",
            "preview_image",
            "seo_title",
            "seo_description",
            "seo_keywords",
            "canonical_url",
        )
