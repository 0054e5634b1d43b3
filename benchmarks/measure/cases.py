"""What is asked of which stack."""

from dataclasses import dataclass, field

LIVE = "/health/live/"
PAGE = "/api/v1/articles/"
CURSOR = "/api/v1/article-stream/"
VERSIONED = "/api/v1/articles-versioned/"

INCUMBENT = "incumbent's settings"
PLAIN = "plain DRF"
FASTAPI = "FastAPI, idiomatic async"
TUNED = "FastAPI, tuned by hand"
OURS = "baked project"
OURS_CURSOR = "baked project, cursor page"
OURS_UNCHANGED = "baked project, 304 by version key"
OURS_SAME_BODY = "baked project, 304 by the body's hash"
FLOOR = "baked project, a view that does nothing"
OURS_GZIP = "baked project, gzip asked for"


@dataclass(frozen=True)
class Case:
    name: str
    server: str
    path: str = PAGE
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200


SAME_CONTRACT = (
    Case(PLAIN, "plain"),
    Case(INCUMBENT, "incumbent"),
    Case(FASTAPI, "idiomatic"),
    Case(TUNED, "tuned"),
    Case(OURS, "baked"),
)
LESS_WORK = (
    Case(OURS_CURSOR, "baked", CURSOR),
    Case(OURS_UNCHANGED, "baked", VERSIONED, status=304),
    Case(OURS_SAME_BODY, "baked", status=304),
    Case(FLOOR, "baked", LIVE),
    Case(OURS_GZIP, "baked", headers={"Accept-Encoding": "gzip"}),
)
