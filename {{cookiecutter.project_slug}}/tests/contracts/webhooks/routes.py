from apps.webhooks.models import Delivery, Webhook
from tests.contracts.contract import Contract
from tests.contracts.worlds import World
from tests.factories.webhooks import DeliveryFactory, WebhookFactory

WEBHOOKS = "organizations/{organization_id}/webhooks/"
DELIVERIES = WEBHOOKS + "{webhook_id}/deliveries/"


def webhook(world: World) -> Webhook:
    return WebhookFactory.create(organization=world.organization)


def delivery(world: World) -> Delivery:
    return DeliveryFactory.create(webhook=world.the(webhook))


CONTRACT = Contract(
    routes="""
#                                                                                       anonymous visitor stranger viewer member admin owner staff
GET    organizations/{organization_id}/webhooks/                                        401       404     404      403    403    200   200   404
POST   organizations/{organization_id}/webhooks/                                        401       404     404      403    403    201   201   404
GET    organizations/{organization_id}/webhooks/{id}/                                   401       404     404      403    403    200   200   404
PATCH  organizations/{organization_id}/webhooks/{id}/                                   401       404     404      403    403    200   200   404
DELETE organizations/{organization_id}/webhooks/{id}/                                   401       404     404      403    403    204   204   404
POST   organizations/{organization_id}/webhooks/{id}/rotate-secret/                     401       404     404      403    403    200   200   404
GET    organizations/{organization_id}/webhooks/{webhook_id}/deliveries/                401       404     404      403    403    200   200   404
GET    organizations/{organization_id}/webhooks/{webhook_id}/deliveries/{id}/           401       404     404      403    403    200   200   404
POST   organizations/{organization_id}/webhooks/{webhook_id}/deliveries/{id}/redeliver/ 401       404     404      403    403    202   202   404
GET    webhook-event-types/                                                             401       200     200      200    200    200   200   200
""",
    objects={
        WEBHOOKS + "{id}": lambda world: world.the(webhook).pk,
        WEBHOOKS + "{webhook_id}": lambda world: world.the(webhook).pk,
        DELIVERIES + "{id}": lambda world: world.the(delivery).pk,
    },
    bodies={
        "POST " + WEBHOOKS: {
            "url": "https://receiver.example.com/",
            "event_types": ["organizations.*"],
        },
    },
    untagged=frozenset({"webhook-event-types/"}),
    rows={
        WEBHOOKS: lambda world, count: WebhookFactory.create_batch(
            count, organization=world.organization
        ),
        DELIVERIES: lambda world, count: DeliveryFactory.create_batch(
            count, webhook=world.the(webhook)
        ),
    },
)
