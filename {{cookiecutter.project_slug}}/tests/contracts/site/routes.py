"""What is no part of the API, or describes itself nowhere."""

from tests.contracts.contract import Contract

CONTRACT = Contract(
    routes="""
#                             anonymous visitor stranger viewer member admin owner staff
GET    /                      302       302     302      302    302    302   302   302
GET    /.well-known/jwks.json 200       200     200      200    200    200   200   200
GET    /api/docs/             200       200     200      200    200    200   200   200
GET    /api/redoc/            200       200     200      200    200    200   200   200
GET    /api/schema/           200       200     200      200    200    200   200   200
GET    /health/live/          200       200     200      200    200    200   200   200
GET    /health/outside/       200       200     200      200    200    200   200   200
GET    /health/ready/         200       200     200      200    200    200   200   200
GET    /metrics               200       200     200      200    200    200   200   200
""",
    untagged=frozenset(
        {
            "/.well-known/jwks.json",
            "/api/docs/",
            "/api/redoc/",
            "/health/live/",
            "/health/outside/",
            "/health/ready/",
            "/metrics",
        }
    ),
)
