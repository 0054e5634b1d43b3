"""The database: SQLite until ``DATABASE_URL`` names a PostgreSQL."""

from typing import Any

from config.env import BASE_DIR, env

database: dict[str, Any] = env.db_url(
    "DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}"
)
database["ATOMIC_REQUESTS"] = False  # services open their own, short transactions

if "postgresql" in database["ENGINE"]:
    # The pool keeps connections, so Django must not: together they leak under ASGI.
    database["CONN_MAX_AGE"] = 0
    server_side = env.bool("DATABASE_SERVER_SIDE_BINDING", default=True)
    database["OPTIONS"] = {
        **database.get("OPTIONS", {}),
        "pool": {
            "min_size": env.int("DATABASE_POOL_MIN", default=1),
            "max_size": env.int("DATABASE_POOL_MAX", default=8),
            "timeout": 5,
            "max_idle": 300,
        },
        # Prepared statements halve PostgreSQL's part of a request. PgBouncer in transaction mode
        # carries them from 1.21 on (max_prepared_statements); with an older one turn this off.
        "server_side_binding": server_side,
        "prepare_threshold": 3 if server_side else None,
    }
else:
    database["OPTIONS"] = {
        **database.get("OPTIONS", {}),
        # Wait for the writer instead of failing at once, and let readers read meanwhile.
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

DATABASES = {"default": database}
