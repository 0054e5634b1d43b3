"""Processor time and memory, of a server's processes and of the services behind it."""

from dataclasses import dataclass

import psutil
import psycopg
import redis


@dataclass(frozen=True)
class Usage:
    """Seconds of processor time, user and system."""

    app: float
    database: float
    redis: float

    def __sub__(self, earlier: "Usage") -> "Usage":
        return Usage(
            self.app - earlier.app,
            self.database - earlier.database,
            self.redis - earlier.redis,
        )


class Meter:
    """Reads what one server, our database's backends and Redis have used so far.

    PostgreSQL adds a backend that has ended to its main process's children, so that stacks which
    open a connection for each request are charged too. Other work on the same PostgreSQL and Redis
    is charged to whoever is being measured: take the median of several rounds.
    """

    def __init__(self, database: str, redis_url: str) -> None:
        self.connection = psycopg.connect(database, autocommit=True)
        own = psutil.Process(self.connection.info.backend_pid)
        self.postmaster = own.parent()
        self.redis = redis.Redis.from_url(redis_url)

    def read(self, pid: int) -> Usage:
        server = psutil.Process(pid)
        family = [server, *server.children(recursive=True)]
        app = sum(_own(process.pid) for process in family) + _ended(server)
        return Usage(app, self._database(), self._redis())

    def _database(self) -> float:
        if self.postmaster is None:
            raise RuntimeError("PostgreSQL must run on this machine to be measured")
        mine = self.connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        )
        return sum(_own(pid) for (pid,) in mine) + _ended(self.postmaster)

    def _redis(self) -> float:
        found = self.redis.info("cpu")
        return float(found["used_cpu_user"]) + float(found["used_cpu_sys"])


def _own(pid: int) -> float:
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.NoSuchProcess:  # its parent's children now
        return 0.0
    return float(times.user + times.system)


def _ended(parent: psutil.Process) -> float:
    times = parent.cpu_times()
    return float(times.children_user + times.children_system)


def memory_per_worker(pid: int) -> float:
    """What the whole server takes, shared pages once, by its workers: MB (10^6 bytes)."""
    server = psutil.Process(pid)
    workers = server.children(recursive=True)
    taken = sum(process.memory_full_info().pss for process in (server, *workers))
    return float(taken) / len(workers) / 1e6
