"""What is asked of which stack."""

from dataclasses import dataclass, field

PAGE = "/api/v1/articles/"
CURSOR = "/api/v1/article-stream/"

INCUMBENT = "incumbent's settings"
PLAIN = "plain DRF"
FASTAPI = "FastAPI, idiomatic async"
TUNED = "FastAPI, tuned by hand"
OURS = "baked project"
OURS_CURSOR = "baked project, cursor page"
OURS_UNCHANGED = "baked project, 304"
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
    Case(OURS_UNCHANGED, "baked", status=304),
    Case(OURS_GZIP, "baked", headers={"Accept-Encoding": "gzip"}),
)
