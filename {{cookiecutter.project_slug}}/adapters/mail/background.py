from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

import structlog

from adapters.mail.base import Mail
from adapters.mail.direct import DirectMailSender

log = structlog.get_logger("mail")

# One thread for each process. It ends after the last mail when the process stops in order.
EXECUTOR: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


class BackgroundMailSender:
    """Sends from a thread of its own, so that nobody waits for the mail server.

    An answer then takes as long with a mail as without one, and does not tell by its time whether
    an address is known. What could not be sent is logged, not tried again.
    """

    def send(self, mail: Mail) -> None:
        EXECUTOR.submit(DirectMailSender().send, mail).add_done_callback(_log_failure)


def _log_failure(sent: Future[None]) -> None:
    if error := sent.exception():
        log.error("mail_failed", exc_info=error)
