"""Webhooks by API: addresses that are told of what becomes public."""

from starlette.requests import Request

from releases.desk import access
from releases.store import outbox
from releases.store.sinks import Webhook
from releases.store.tokens import Scope, Token
from releases.store.tx import Tx
from service import wiring
from service.api import decoding, wire
from service.api.bearer_auth import authorise
from service.api.responses import ApiResponse
from service.outbound import webhook
from service.outbound.http import validate_url


async def add_webhook(request: Request) -> ApiResponse:
    """Register an address that is told of publications; its signing secret is told once.

    Each publication, correction and withdrawal is posted to it when it takes effect, signed as the
    Standard Webhooks specification 1.0 asks.
    """
    token = await authorise(request, Scope.PUBLISH)
    asked = await decoding.body(request, wire.NewWebhook)
    url = validate_url(asked.url)
    made = await wiring.services(request).store.write(_add_webhook, token, url)
    return ApiResponse(wire.to_webhook(made, secret=True), 201)


async def list_webhooks(request: Request) -> ApiResponse:
    """List the newsroom's webhooks.

    Their secrets are not told again.
    """
    token = await authorise(request, Scope.READ)
    webhooks = await wiring.services(request).store.read(outbox.webhooks, token.newsroom)
    return ApiResponse(
        wire.WebhookList(tuple(wire.to_webhook(subscription) for subscription in webhooks))
    )


async def remove_webhook(request: Request) -> ApiResponse:
    """Remove a webhook; what it was still owed is cancelled.

    What is being sent to it at this moment may still arrive.
    """
    token = await authorise(request, Scope.PUBLISH)
    gone = request.path_params["webhook"]
    await wiring.services(request).store.write(
        access.remove_webhook, token.newsroom, gone, token.actor
    )
    return ApiResponse(None, 204)


def _add_webhook(tx: Tx, token: Token, url: str) -> Webhook:
    return access.add_webhook(tx, token.newsroom, url, webhook.new_secret(), token.actor)
