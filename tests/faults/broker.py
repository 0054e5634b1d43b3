"""A Mosquitto of our own, as a page of the baked project has it configured."""

import getpass
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.run.processes import free_port, settled
from tests.run.services import listens

SUBJECT = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]


@dataclass(frozen=True)
class Broker:
    port: int
    certificate: Path

    def login(self, user: str, password: str) -> list[str]:
        """What Mosquitto's clients are to be called with."""
        where = ["-h", "localhost", "-p", str(self.port), "--cafile", str(self.certificate)]
        return [*where, "-V", "mqttv5", "-u", user, "-P", password]


@contextmanager
def secured(folder: Path, page: Path, passwords: Mapping[str, str]) -> Iterator[Broker]:
    """With TLS, logins and the access list of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    config, access = blocks(page)
    certificate, key = folder / "tls.crt", folder / "tls.key"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made, *files, *SUBJECT], check=True, capture_output=True)
    (folder / "passwords").unlink(missing_ok=True)
    (folder / "passwords").touch(mode=0o600)
    for user, password in passwords.items():
        add = ["mosquitto_passwd", "-b", str(folder / "passwords"), user, password]
        subprocess.run(add, check=True, capture_output=True)
    (folder / "acl").write_text(access, encoding="utf-8")
    (folder / "acl").chmod(0o600)
    port = free_port()
    config = re.sub(r"/mosquitto/\w+/", f"{folder}/", config)
    config = config.replace("listener 8883", f"listener {port} 127.0.0.1")
    (folder / "mosquitto.conf").write_text(
        f"{config}user {getpass.getuser()}\nlog_dest file {folder}/mosquitto.log\n",
        encoding="utf-8",
    )
    with subprocess.Popen(["mosquitto", "-c", str(folder / "mosquitto.conf")]) as running:
        try:
            settled(lambda: listens(f"mqtt://127.0.0.1:{port}", port), wanted=True)
            yield Broker(port, certificate)
        finally:
            running.terminate()


def blocks(page: Path) -> tuple[str, str]:
    """The configuration and the access list that the page shows."""
    found = re.findall(
        r"^```text\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    (config,) = (block for block in found if block.startswith("listener"))
    (access,) = (block for block in found if block.startswith("# acl"))
    return config, access
