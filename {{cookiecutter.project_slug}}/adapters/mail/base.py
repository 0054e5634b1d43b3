from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str
    html: str


class MailSender(Protocol):
    def send(self, mail: Mail) -> None:
        """Send `mail`, or hand it to whoever will. Raises when it can do neither."""
