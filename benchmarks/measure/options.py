"""What the benchmarks of servers can be told."""

import argparse
import os


def arguments(description: str | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rounds", type=int, choices=range(1, 21), default=7, metavar="1-20")
    parser.add_argument("--seconds", type=int, choices=range(1, 31), default=4, metavar="1-30")
    parser.add_argument("--workers", type=int, choices=range(1, 17), default=2, metavar="1-16")
    parser.add_argument(
        "--database",
        default=os.environ.get("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres"),
        help="a PostgreSQL where databases may be made (%(default)s)",
    )
    parser.add_argument(
        "--redis",
        default=os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/15"),
        help="keys carry a prefix of their own and are removed (%(default)s)",
    )
    return parser.parse_args()
