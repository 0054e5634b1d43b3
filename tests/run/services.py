"""PostgreSQL, Redis, RabbitMQ and Mosquitto: where they are, whether they answer, a place in each."""

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis

POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
RABBITMQ = os.environ.get("TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//")
MOSQUITTO = os.environ.get("TEST_MQTT_URL", "mqtt://127.0.0.1:1883")


@dataclass(frozen=True)
class Place:
    """A database of PostgreSQL and one of Redis that only one variant uses."""

    database_url: str
    redis_url: str


@cache
def missing() -> tuple[str, ...]:
    """The services that do not answer, each with the variable that says where it is."""
    checks: dict[str, Callable[[], object]] = {
        f"PostgreSQL (TEST_DATABASE_URL={POSTGRES})": answers_postgres,
        f"Redis (TEST_REDIS_URL={REDIS})": answers_redis,
        f"RabbitMQ (TEST_RABBITMQ_URL={RABBITMQ})": partial(listens, RABBITMQ, 5672),
        f"Mosquitto (TEST_MQTT_URL={MOSQUITTO})": partial(listens, MOSQUITTO, 1883),
        "mosquitto_pub (of Mosquitto's clients)": partial(shutil.which, "mosquitto_pub"),
    }
    return tuple(name for name, answers in checks.items() if not answers())


@cache
def npm() -> bool:
    """Whether it is there, and its registry answers: a proof more, which nobody has to have."""
    try:
        command = ["npm", "view", "typescript", "version"]
        return subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def answers_postgres() -> bool:
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def answers_redis() -> bool:
    try:
        with redis.Redis.from_url(REDIS, socket_connect_timeout=3) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def listens(url: str, default_port: int) -> bool:
    address = urlsplit(url)
    where = (address.hostname or "", address.port or default_port)
    try:
        with socket.create_connection(where, timeout=3):
            return True
    except OSError:
        return False


@contextmanager
def place(name: str, number: int) -> Iterator[Place]:
    """Make the database ``name`` and take Redis' database ``15 - number``; drop both afterwards."""
    database_url = urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{name}"))
    redis_url = urlunsplit(urlsplit(REDIS)._replace(path=f"/{redis_number() - number}"))
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        drop(connection, name)
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            empty(redis_url)
            yield Place(database_url, redis_url)
        finally:
            empty(redis_url)
            drop(connection, name)


def redis_number() -> int:
    return int(urlsplit(REDIS).path.strip("/") or 0)


def drop(connection: psycopg.Connection, name: str) -> None:
    for database in (name, f"test_{name}"):
        connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)'.encode())


def empty(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.flushdb()
