"""Sixteen callers over loopback: Debian's wrk where it is installed, a small client of ours elsewhere."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from measure.wire import common_headers
from measure.paths import BENCHMARKS

CONNECTIONS = 16


@dataclass(frozen=True)
class Load:
    requests: int
    seconds: float
    bytes: int
    p50_ms: float
    p99_ms: float
    failures: int


def generator() -> str:
    return "wrk" if shutil.which("wrk") else "our own client"


def press(port: int, path: str, headers: Mapping[str, str], *, seconds: int) -> Load:
    """Keep ``CONNECTIONS`` requests in flight; a connection lives as long as the server likes."""
    url = f"http://127.0.0.1:{port}{path}"
    sent = [f"{name}: {value}" for name, value in (common_headers() | dict(headers)).items()]
    if wrk := shutil.which("wrk"):
        command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
        command += ["-s", str(BENCHMARKS / "measure/report.lua")]
        for header in sent:
            command += ["-H", header]
        command.append(url)
    else:
        client = str(BENCHMARKS / "measure/client.py")
        command = [sys.executable, client, url, str(CONNECTIONS), str(seconds), *sent]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    load = Load(**json.loads(done.stdout.splitlines()[-1]))
    if load.failures or not load.requests:
        raise RuntimeError(f"{url}: {load.failures} of {load.requests} requests failed")
    return load
