from tests.contracts.contract import Contract

CONTRACT = Contract(
    routes="""
#                         anonymous visitor stranger viewer member admin owner staff
GET    realtime/asyncapi/ 200       200     200      200    200    200   200   200
POST   realtime/tickets/  401       201     201      201    201    201   201   201
""",
    untagged=frozenset({"realtime/asyncapi/"}),
)
