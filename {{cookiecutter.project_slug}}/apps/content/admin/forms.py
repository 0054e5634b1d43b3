from typing import Any

from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget

from apps.content import richtext
from apps.content.admin.refusals import ServiceForm
from apps.content.models import Article
from apps.content.models.article import INPUT


class ArticleForm(ServiceForm):
    """The body is written in an editor that offers what is kept, and nothing else."""

    body = ProseEditorFormField(
        extensions=richtext.EXTENSIONS,
        sanitize=richtext.clean,
        widget=AdminProseEditorWidget,
        required=False,
    )

    fields_of = {"slug_taken": "slug"}

    class Meta:
        model = Article
        fields: Any = INPUT
