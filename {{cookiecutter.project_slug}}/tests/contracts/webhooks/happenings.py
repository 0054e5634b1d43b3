from typing import Any

from adapters.http.guarded import Answer
from services.webhooks.sending import GONE, WebhookSender
from tests.contracts.happening import Done
from tests.contracts.worlds import World
from tests.factories.webhooks import DeliveryFactory, WebhookFactory


class NobodyThere:
    def post(self, url: str, **_: Any) -> Answer:
        return Answer(GONE, {}, "")


def refused_for_good(world: World) -> None:
    DeliveryFactory.create(webhook=WebhookFactory.create(organization=world.organization))
    WebhookSender(client=NobodyThere()).run()  # type: ignore[arg-type]


HAPPENINGS = {"webhooks.webhook_disabled": Done(refused_for_good)}
