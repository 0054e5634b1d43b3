"""Bake the default project, seed a demo user and serve it. Needs Python 3.11 or later, and make."""

import argparse
import errno
import os
import shutil
import socket
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".demo"
TOOLS = FOLDER / "tools"
PROJECT = FOLDER / "my_backend"


def refuse_a_taken_port(port: int) -> None:
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    sys.exit(f"Port {port} is taken. Choose another: make demo PORT={port + 1}")
                if error.errno == errno.EACCES:
                    sys.exit(f"Port {port} needs more rights. Choose another: make demo PORT=8000")


def install_tools() -> None:
    """The baker, and an installer that is faster than pip."""
    python = TOOLS / "bin" / "python"
    if not python.exists():
        venv.create(TOOLS, with_pip=True)
    pins = (ROOT / "tests" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [pin for pin in pins if pin.startswith(("cookiecutter==", "uv=="))]
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *wanted], check=True)


def bake() -> None:
    shutil.rmtree(PROJECT, ignore_errors=True)
    command = [str(TOOLS / "bin" / "cookiecutter"), str(ROOT), "--no-input", "--default-config"]
    subprocess.run([*command, "--output-dir", str(FOLDER)], check=True, stdout=subprocess.DEVNULL)


def serve(port: int) -> None:
    """Hand this process over to the project's own doors."""
    os.environ["PATH"] = f"{TOOLS / 'bin'}{os.pathsep}{os.environ['PATH']}"
    for name in ("MAKEFLAGS", "MAKELEVEL", "VIRTUAL_ENV"):
        os.environ.pop(name, None)
    make = ["make", "--no-print-directory", "-C", str(PROJECT), f"PORT={port}"]
    os.execvp("make", [*make, f"PYTHON={sys.executable}", "seed", "dev"])  # noqa: S606


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - an older one deserves a sentence
        sys.exit("Python 3.11 or later is needed. Name one: make demo PYTHON=python3.12")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    refuse_a_taken_port(options.port)
    FOLDER.mkdir(exist_ok=True)
    print("1/3 The baker's tools", flush=True)
    install_tools()
    print("2/3 The project, in .demo/my_backend", flush=True)
    bake()
    print("3/3 Its packages, database and demo user; then it serves", flush=True)
    serve(options.port)


if __name__ == "__main__":
    main()
