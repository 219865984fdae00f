"""Steps over REST: what may be done with a thing, and doing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import timezone
from rest_framework.request import Request

from api import inputs
from governance.models import Plan
from governance.who import permissions as may
from ledger import steps
from ledger.actors import Actor
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from ledger.steps import Offer, Stateful, Step

FOR_PEOPLE = "A token never decides or signs off. Sign in to do this."
NO_STEP = "There is no such step."
WRITERS = may.author | may.team_lead


def actor(request: Request) -> Any:
    """The person whose permissions the token has; nobody where it was issued for nobody."""
    return request.user or AnonymousUser()


def decides(step: Step, thing: Stateful) -> bool:
    """Of a plan everything but what its author and the team's leads do themselves."""
    return isinstance(thing, Plan) and step.who.phrase != WRITERS.phrase


def offered(thing: Stateful, by: Actor) -> list[dict[str, Any]]:
    """Every step, allowed or with the sentences that say why not."""
    return [
        _described(each, thing) for each in steps.offers(thing, by=by, today=timezone.localdate())
    ]


def _described(offer: Offer, thing: Stateful) -> dict[str, Any]:
    fields = offer.step.form.base_fields if offer.step.form else {}
    refusals = [FOR_PEOPLE] if decides(offer.step, thing) else offer.refusals
    return {
        "name": offer.step.name,
        "label": offer.step.label,
        "inputs": [inputs.described(name, field) for name, field in fields.items()],
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
    if decides(step, thing):
        raise ForbiddenError(FOR_PEOPLE)
    by, today = actor(request), timezone.localdate()
    fields = step.form.base_fields if step.form else {}
    sent = ask_first(
        lambda: inputs.as_sent(fields, sent_object(request)),
        lambda: _refuse(thing, name, by),
    )
    steps.take(thing, name, by=by, today=today, inputs=sent)


def ask_first(read: Callable[[], dict[str, Any]], refuse: Callable[[], None]) -> dict[str, Any]:
    """Who may not, and what is not possible now, is told before what is wrong with the inputs."""
    try:
        return read()
    except InvalidError:
        refuse()
        raise


def _refuse(thing: Stateful, name: str, by: Actor) -> None:
    found = steps.offers(thing, by=by, today=timezone.localdate())
    offer = next(each for each in found if each.step.name == name)
    if not offer.permitted:
        raise ForbiddenError(*offer.refusals)
    if not offer.allowed:
        raise RefusedError(*offer.refusals)
