"""Steps over REST: what may be done with a thing, and doing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone
from rest_framework.request import Request

from api import inputs
from ledger import steps
from ledger.actors import Actor
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from ledger.steps import Offer, Stateful, Step

FOR_PEOPLE = "A token never decides or signs off. Sign in to do this."
NO_STEP = "There is no such step."


def actor(request: Request) -> Any:
    """The person whose permissions the token has; nobody where it was issued for nobody."""
    return request.user or AnonymousUser()


def offered(thing: Stateful, by: Actor) -> list[dict[str, Any]]:
    """Every step, allowed or with the sentences that say why not."""
    return [_described(each) for each in steps.offers(thing, by=by, today=timezone.localdate())]


def _described(offer: Offer[Any]) -> dict[str, Any]:
    refusals = [each.sentence for each in offer.refusals] if offer.act.tokens else [FOR_PEOPLE]
    return {
        "name": offer.act.verb,
        "label": offer.act.label,
        "inputs": inputs.of(offer.act),
        "allowed": not refusals,
        "refusals": refusals,
    }


def sent_object(request: Request) -> dict[str, Any]:
    """What the parser read; without a body an empty object."""
    return dict(request.data)


def take(thing: Stateful, name: str, request: Request) -> None:
    """Raises Http404, ForbiddenError, RefusedError or InvalidError."""
    step = steps.table(type(thing)).get(name)
    if step is None:
        raise Http404(NO_STEP)
    if not step.tokens:
        raise ForbiddenError(FOR_PEOPLE)
    by, today = actor(request), timezone.localdate()
    sent = ask_first(
        lambda: inputs.as_sent(step.fields, sent_object(request)),
        lambda: _refuse(step, thing, by),
    )
    step.perform(thing, by=by, today=today, inputs=sent)


def ask_first(read: Callable[[], dict[str, Any]], refuse: Callable[[], None]) -> dict[str, Any]:
    """Who may not, and what is not possible now, is told before what is wrong with the inputs."""
    try:
        return read()
    except InvalidError:
        refuse()
        raise


def _refuse(step: Step[Any], thing: Stateful, by: Actor) -> None:
    offer = step.offer(thing, by=by, today=timezone.localdate())
    if not offer.permitted:
        raise ForbiddenError(*offer.refusals)
    if not offer.allowed:
        raise RefusedError(*offer.refusals)
