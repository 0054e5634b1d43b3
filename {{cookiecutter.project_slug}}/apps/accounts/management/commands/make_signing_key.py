import secrets
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.management.base import BaseCommand

SHARED: Final = "HS256"
MAKE: Final[dict[str, Callable[[], Any]]] = {
    "EdDSA": ed25519.Ed25519PrivateKey.generate,
    "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "RS256": lambda: rsa.generate_private_key(public_exponent=65537, key_size=3072),
}


class Command(BaseCommand):
    help = "Print a fresh value for JWT_SIGNING_KEY. Put the old one into JWT_PREVIOUS_KEYS."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--algorithm", choices=[SHARED, *MAKE], default=SHARED)

    def handle(self, *args: Any, algorithm: str, **options: Any) -> None:
        if algorithm == SHARED:
            self.stdout.write(secrets.token_urlsafe(50))
            return
        key = MAKE[algorithm]()
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self.stdout.write(pem.decode().strip().replace("\n", "\\n"))
