"""What is asked of which stack."""

from dataclasses import dataclass, field

LIVE = "/health/live/"
PAGE = "/api/v1/articles/"
CURSOR = "/api/v1/article-stream/"
VERSIONED = "/api/v1/articles-versioned/"
REPEATED = "/api/v1/articles-repeated/"

INCUMBENT = "incumbent's settings"
PLAIN = "plain DRF"
SHIPPED = "FastAPI, its own template's way"
FASTAPI = "FastAPI, idiomatic async"
TUNED = "FastAPI, tuned by hand"
OURS = "baked project"
OURS_CURSOR = "baked project, cursor page"
OURS_UNCHANGED = "baked project, 304 by version key"
OURS_SAME_BODY = "baked project, 304 by the body's hash"
FLOOR = "baked project, a view that does nothing"
OURS_GZIP = "baked project, gzip asked for"
OURS_CURSOR_MEMO = "baked project, cursor page, caller remembered"
OURS_REPEATED = "baked project, page repeated"
OURS_REPEATED_UNCHANGED = "baked project, 304 repeated"


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
    Case(SHIPPED, "template"),
    Case(FASTAPI, "idiomatic"),
    Case(TUNED, "tuned"),
    Case(OURS, "baked"),
)
LESS_WORK = (
    Case(OURS_CURSOR, "baked", CURSOR),
    Case(OURS_CURSOR_MEMO, "remembering", CURSOR),
    Case(OURS_UNCHANGED, "baked", VERSIONED, status=304),
    Case(OURS_SAME_BODY, "baked", status=304),
    Case(OURS_REPEATED, "baked", REPEATED),
    Case(OURS_REPEATED_UNCHANGED, "baked", REPEATED, status=304),
    Case(FLOOR, "baked", LIVE),
    Case(OURS_GZIP, "baked", headers={"Accept-Encoding": "gzip"}),
)
