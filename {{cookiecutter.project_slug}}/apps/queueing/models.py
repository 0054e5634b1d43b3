import json
import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.core.encryption import decrypt, encrypt

PURPOSE = "dead letters"


class DeadLetter(models.Model):
    """A task that was given up. What it was called with is encrypted: mails hold links to let in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(_("task"), max_length=200)
    task_id = models.CharField(_("task id"), max_length=64)
    queue = models.CharField(_("queue"), max_length=50, blank=True)
    shown = models.TextField(_("called with"), blank=True)
    call = models.TextField(editable=False)
    error = models.TextField(_("error"))
    traceback = models.TextField(_("traceback"), blank=True)
    retries = models.PositiveSmallIntegerField(_("retries"), default=0)
    request_id = models.CharField(_("request id"), max_length=64, blank=True)
    failed_at = models.DateTimeField(_("failed at"), auto_now_add=True)
    replayed_at = models.DateTimeField(_("replayed at"), null=True, editable=False)

    class Meta:
        verbose_name = _("dead letter")
        verbose_name_plural = _("dead letters")
        ordering = ("-failed_at", "id")
        indexes = [models.Index(fields=["-failed_at", "id"], name="queueing_newest_first")]

    def __str__(self) -> str:
        return f"{self.task} {self.task_id}"

    def set_call(self, args: Any, kwargs: Any, chain: Any = None) -> None:
        whole = [list(args or ()), dict(kwargs or {}), chain]
        self.call = encrypt(json.dumps(whole), purpose=PURPOSE)

    def get_call(self) -> tuple[list[Any], dict[str, Any], list[dict[str, Any]] | None]:
        """Arguments, and the tasks that were to follow. Raises `Undecipherable` without the key."""
        args, kwargs, chain = json.loads(decrypt(self.call, purpose=PURPOSE))
        return args, kwargs, chain


class DoneTask(models.Model):
    """A task that has been done: written with what it did, or not at all."""

    key = models.CharField(_("key"), max_length=255, unique=True)
    done_at = models.DateTimeField(_("done at"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("done task")
        verbose_name_plural = _("done tasks")
        ordering = ("-done_at", "-pk")

    def __str__(self) -> str:
        return self.key
