"""What becomes of a task that has failed for good: a row, whatever the broker."""

import hashlib
from typing import Any

import structlog
from celery import Task, current_app
from celery.signals import task_failure, task_rejected, task_unknown
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from kombu import Message

from apps.queueing.models import DeadLetter
from apps.queueing.repositories import DeadLetterRepository

log = structlog.get_logger("tasks")
LONGEST = 10_000  # characters of a traceback, from its end
SHOWN = 2_000  # characters of a message that cannot be read


def listen() -> None:
    """Retries are no failures: a task is heard of here when it is not tried again."""
    task_failure.connect(keep_failed, dispatch_uid="dead_letters.failed")
    task_unknown.connect(keep_unknown, dispatch_uid="dead_letters.unknown")
    task_rejected.connect(keep_unreadable, dispatch_uid="dead_letters.unreadable")


def keep_failed(
    sender: Task, task_id: str, exception: Exception, args: Any, kwargs: Any, **more: Any
) -> None:
    request: Any = sender.request
    if request.is_eager:
        return  # its caller has got the exception
    letter = DeadLetter(
        task=sender.name,
        task_id=task_id,
        queue=(request.delivery_info or {}).get("routing_key") or "",
        shown=f"{request.argsrepr or ''} {request.kwargsrepr or ''}".strip(),
        error=f"{type(exception).__name__}: {exception}"[:2000],
        traceback=str(more.get("einfo") or "")[-LONGEST:],
        retries=request.retries or 0,
        request_id=request.get("request_id") or "",
    )
    letter.set_call(args, kwargs, request.chain)
    _save(letter)


def keep_unknown(name: str, id: str, message: Any, exc: Exception, **_: Any) -> None:  # noqa: A002
    """A task that no worker knows: of a release that is gone, or not yet there."""
    args, kwargs, embed = message.decode()
    letter = DeadLetter(
        task=name,
        task_id=id,
        queue=message.delivery_info.get("routing_key") or "",
        shown=message.headers.get("argsrepr") or "",
        error=f"{type(exc).__name__}: {exc}"[:2000],
    )
    letter.set_call(args, kwargs, embed.get("chain"))
    _save(letter)


def keep_unreadable(message: Message, **_: Any) -> None:
    _save(unreadable(message))


def unreadable(message: Message) -> DeadLetter:
    """What nobody can make out to be a task. The same message is always known by the same id."""
    body = message.body if isinstance(message.body, bytes) else str(message.body).encode()
    headers: dict[str, Any] = message.headers
    deaths = headers.get("x-death") or [message.delivery_info]
    letter = DeadLetter(
        task_id=str(headers.get("id") or hashlib.sha256(body).hexdigest())[:64],
        queue=str(deaths[0].get("routing_key") or deaths[0].get("queue", ""))[:50],
        shown=body[:SHOWN].decode("utf-8", "backslashreplace").replace("\0", "\\0"),
        error=f"unreadable: {message.content_type}",
    )
    letter.set_call((), {})
    return letter


def _save(letter: DeadLetter) -> None:
    close_old_connections()
    try:
        letter.save(force_insert=True)
    except DatabaseError:
        # The log is what is left then: without arguments, which may be secret.
        log.exception("dead_letter_lost", task=letter.task, task_id=letter.task_id)
    finally:
        connection.close()  # a worker's main thread has no use for it


def replay(letters: list[DeadLetter]) -> int:
    """Send them once more, each with a new id; how many were sent.

    Taken first, then sent: one whose sending fails is given back.
    """
    sent = 0
    for letter in letters:
        if not letter.task:
            continue  # nobody can tell what it asked for
        args, kwargs, chain = letter.get_call()
        if not DeadLetterRepository().take(letter, at=timezone.now()):
            continue
        try:
            _send(letter, args, kwargs, chain)
        except Exception:
            DeadLetter.objects.filter(pk=letter.pk).update(replayed_at=None)
            raise
        sent += 1
    return sent


def _send(letter: DeadLetter, args: list[Any], kwargs: dict[str, Any], chain: Any) -> None:
    """As its caller did: a task may say for itself what monitors see of its arguments."""
    options: dict[str, Any] = {"headers": {"request_id": letter.request_id}, "chain": chain}
    if letter.queue in current_app.amqp.queues:
        options["queue"] = letter.queue
    task = current_app.tasks.get(letter.task)
    if task is not None:
        task.apply_async(tuple(args), kwargs, **options)
        return
    options |= {"argsrepr": letter.shown, "kwargsrepr": ""}
    current_app.send_task(letter.task, args, kwargs, **options)
