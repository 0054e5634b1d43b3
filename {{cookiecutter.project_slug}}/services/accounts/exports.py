import json
import secrets
import zipfile
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final
from uuid import UUID

import structlog
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage, storages
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from adapters.background import run_later
from adapters.mail import MailSender, get_mail_sender
from apps.accounts.avatars import SIZES, path_of
from apps.accounts.exporting import PARTS
from apps.accounts.models import DataExport, User
from apps.accounts.repositories import EmailChangeRepository, ExportRepository, UserRepository
from apps.events.unit_of_work import unit_of_work
from services.accounts import mails
from services.errors import Conflict
from services.mailing import send_after_commit

IN_MEMORY: Final = 1_048_576  # bytes; more goes to a temporary file
GIVEN_UP: Final = timedelta(minutes=15)  # after which a request that is not ready is forgotten
security_log = structlog.get_logger("security")


class ExportService:
    """Copies of a user's data: asked for, made elsewhere, fetched by their owner, then removed."""

    def __init__(
        self,
        users: UserRepository | None = None,
        exports: ExportRepository | None = None,
        changes: EmailChangeRepository | None = None,
        mail_sender: MailSender | None = None,
    ) -> None:
        self.users = users or UserRepository()
        self.exports = exports or ExportRepository()
        self.changes = changes or EmailChangeRepository()
        self.mail_sender = mail_sender or get_mail_sender()

    @unit_of_work()
    def request(self, *, user: User) -> DataExport:
        """One at a time: of two requests at once the second is a `Conflict`."""
        now = timezone.now()
        self.exports.give_up(user, before=now - GIVEN_UP)
        export = self.exports.begin(user, at=now)
        if export is None:
            raise Conflict("export_pending", _("Your data is being collected already."))
        security_log.info("export_requested", user_id=user.pk)
        start = import_string(settings.DATA_EXPORT_STARTER)
        transaction.on_commit(partial(start, export.pk), robust=True)
        return export

    def build(self, *, export_id: UUID) -> bool:
        """Whether it was made now. Of two at once, one is."""
        export = self.exports.waiting(export_id)
        if export is None or not export.user.is_active:
            return False
        with SpooledTemporaryFile(max_size=IN_MEMORY) as content:
            write_archive(export.user, content)
            content.seek(0)
            name = f"exports/{secrets.token_hex(16)}.zip"
            stored = storages["private"].save(name, File(content))
        now = timezone.now()
        expires = now + timedelta(hours=settings.DATA_EXPORT_HOURS)
        with unit_of_work():
            ready = self.exports.finish(export, file=stored, at=now, expires=expires)
            if ready:
                send_after_commit(self.mail_sender, mails.export_ready(export))
        if not ready:
            storages["private"].delete(stored)
        return ready

    def open(self, *, user: User, export_id: UUID) -> IO[bytes] | None:
        """The archive, if it is this user's, ready and not yet expired."""
        export = self.exports.ready(export_id, user=user, at=timezone.now())
        if export is None:
            return None
        security_log.info("export_downloaded", user_id=user.pk)
        return storages["private"].open(export.file)

    def prune(self) -> int:
        """Remove expired exports with their files, and count them; also stale changes of address."""
        now = timezone.now()
        self.changes.forget(before=now - timedelta(seconds=settings.EMAIL_CHANGE_TIMEOUT))
        files = self.exports.delete_expired(at=now)
        remove_files(files)
        return len(files)


def build_now(export_id: UUID) -> None:
    ExportService().build(export_id=export_id)


def build_later(export_id: UUID) -> None:
    """In a thread of this process."""
    run_later(build_now, export_id)


def remove_files(names: Iterable[str]) -> None:
    for name in names:
        storages["private"].delete(name)


def write_archive(user: User, target: IO[Any]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in PARTS.items():
            text = json.dumps(part(user), cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
            archive.writestr(f"{name}.json", text)
        picture = path_of(user.profile.avatar, max(SIZES))
        if user.profile.avatar and default_storage.exists(picture):
            with default_storage.open(picture) as file:
                archive.writestr("avatar.webp", file.read())
