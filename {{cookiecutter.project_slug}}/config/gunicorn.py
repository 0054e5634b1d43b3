"""gunicorn's settings for the API's process. Everything else is its default."""

import gc
import multiprocessing
from typing import Any

from config import metrics
from config.env import env

metrics.begin()

bind = env.str("GUNICORN_BIND", default="0.0.0.0:8000")
workers = env.int("WEB_CONCURRENCY", default=2 * multiprocessing.cpu_count() + 1)
preload_app = True  # one start and one refusal; workers share what it has loaded
worker_class = "sync"  # one request a worker; the proxy in front holds slow clients
timeout = 30  # seconds, then the worker is replaced
graceful_timeout = 30
max_requests = 50_000  # bounds what a slow leak can cost; a start costs as much as 500 requests
max_requests_jitter = 5_000
worker_tmp_dir = "/dev/shm"  # noqa: S108 - a heartbeat must not wait for a disk
control_socket_disable = True  # the image's file system is read-only
accesslog = None  # RequestContextMiddleware writes the line
limit_request_line = 8190  # bytes, the most it allows: as much as proxies let through


def when_ready(_server: Any) -> None:
    """What is loaded stays: the collector must not touch, and so copy, the shared pages."""
    gc.collect()
    gc.freeze()
    # A page makes some thousand objects that are gone with it: look for cycles every dozen pages.
    gc.set_threshold(20_000, 10, 10)


def pre_fork(server: Any, worker: Any) -> None:
    metrics.give_place(server, worker)


def post_fork(_server: Any, worker: Any) -> None:
    metrics.take_place(worker)


def child_exit(_server: Any, worker: Any) -> None:
    metrics.leave_place(worker)


def on_exit(_server: Any) -> None:
    metrics.end()
