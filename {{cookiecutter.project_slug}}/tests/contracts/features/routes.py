from tests.contracts.contract import Contract

CONTRACT = Contract(
    routes="""
#                anonymous visitor stranger viewer member admin owner staff
GET    features/ 401       200     200      200    200    200   200   200
""",
    untagged=frozenset({"features/"}),
)
