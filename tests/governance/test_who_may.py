"""Every step of plans and channels, from every state, by every member of the cast."""

from typing import Any

import time_machine

from governance.models import Channel, Plan
from ledger import steps
from ledger.actors import CLOCK, Actor
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from ledger.steps import Stateful
from people.models import User
from tests import cast as given
from tests.cast import NOON, TODAY, Cast

OFFICERS = {"officer", "officer2", "head"}

# What house.md says, written a second time by hand: state, step, and who may.
PLAN = {
    ("draft", "submit"): {"lead"},
    ("changes_requested", "submit"): {"lead"},
    ("submitted", "take_up"): OFFICERS,
    ("under_consideration", "take_over"): {"officer2", "head"},
    ("under_consideration", "release"): {"officer", "head"},
    ("awaiting_executive", "release"): {"officer", "head"},
    ("under_consideration", "request_changes"): {"officer"},
    ("awaiting_executive", "request_changes"): {"executive"},
    ("under_consideration", "approve"): {"officer"},
    ("awaiting_executive", "sign_off"): {"executive"},
    ("under_consideration", "reject"): {"officer"},
    ("awaiting_executive", "reject"): {"executive"},
    ("draft", "withdraw"): {"lead", "manager"},
    ("submitted", "withdraw"): {"lead", "manager"},
    ("under_consideration", "withdraw"): {"lead", "manager"},
    ("changes_requested", "withdraw"): {"lead", "manager"},
    ("awaiting_executive", "withdraw"): {"lead", "manager"},
    ("rejected", "reopen"): {"lead"},
    ("withdrawn", "reopen"): {"lead"},
}
CHANNEL = {
    ("approved", "go_live"): OFFICERS,
    ("live", "suspend"): {*OFFICERS, "on_call", "clock"},
    ("lapsed", "suspend"): {*OFFICERS, "on_call", "clock"},
    ("suspended", "reinstate"): {"officer2", "head"},
    ("live", "suspend_by_rule"): {"clock"},
    ("live", "lapse"): {"clock"},
    ("live", "unconfirmed"): {"clock"},
    ("live", "confirm"): {*OFFICERS, "lead", "administrator"},
    ("lapsed", "confirm"): {*OFFICERS, "lead"},
    ("live", "extend"): OFFICERS,
    ("lapsed", "extend"): OFFICERS,
    ("suspended", "extend"): OFFICERS,
    ("live", "renew"): set[str](),
    ("lapsed", "renew"): set[str](),
    ("suspended", "renew"): set[str](),
    ("approved", "retire"): OFFICERS,
    ("live", "retire"): OFFICERS,
    ("suspended", "retire"): OFFICERS,
    ("lapsed", "retire"): OFFICERS,
}


def put(thing: Stateful, state: str) -> Stateful:
    """The row as it would be in that state, without the way there."""
    facts: dict[str, object] = {"state": state}
    if state == "suspended":
        facts |= {"suspended_at": NOON, "suspension_cause": "other"}
    if state == "lapsed":
        facts["lapse_cause"] = "life_span"
    if state == "retired":
        facts["retired_on"] = TODAY
    type(thing)._default_manager.filter(pk=thing.pk).update(**facts)
    return type(thing)._default_manager.get(pk=thing.pk)


def everybody(cast: Cast) -> list[tuple[str, Actor]]:
    return [*cast.everybody.items(), ("clock", CLOCK)]


def found(thing: Stateful, cast: Cast) -> dict[tuple[str, str], set[str]]:
    """Who is permitted each step that the state knows."""
    may: dict[tuple[str, str], set[str]] = {}
    for state in steps.state_labels(type(thing)):
        now = put(thing, state)
        for name, person in everybody(cast):
            for offer in steps.offers(now, by=person, today=TODAY):
                if offer.in_state:
                    may.setdefault((state, offer.act.verb), set())
                    if offer.permitted:
                        may[state, offer.act.verb].add(name)
    return may


@time_machine.travel(NOON, tick=False)
def test_plans(cast: Cast) -> None:
    plan = given.ready(cast)
    Plan.objects.filter(pk=plan.pk).update(
        officer=cast.officer, approved_by=cast.officer, approved_at=NOON
    )
    assert found(plan, cast) == PLAN


@time_machine.travel(NOON, tick=False)
def test_channels(cast: Cast) -> None:
    channel = given.live_channel(cast)
    given.on_duty(cast.on_call)
    Channel.objects.filter(pk=channel.pk).update(suspended_by=cast.officer, suspended_at=NOON)
    assert found(channel, cast) == CHANNEL


@time_machine.travel(NOON, tick=False)
def test_whoever_is_not_on_duty_cannot_suspend(cast: Cast) -> None:
    channel = given.live_channel(cast)
    offers = {each.act.verb: each for each in steps.offers(channel, by=cast.on_call, today=TODAY)}
    assert not offers["suspend"].permitted


@time_machine.travel(NOON, tick=False)
def test_what_is_offered_is_what_is_done(cast: Cast) -> None:
    """No step that is refused changes anything; none that is offered is forbidden or refused."""
    plan, channel = given.ready(cast), given.live_channel(cast, answers={"handle": "@another"})
    given.on_duty(cast.on_call)
    for thing in (plan, channel):
        for state in steps.state_labels(type(thing)):
            for person in cast.everybody.values():
                now = put(thing, state)
                for offer in steps.offers(now, by=person, today=TODAY):
                    _take(now, offer, person)


def _take(thing: Stateful, offer: steps.Offer[Any], person: User) -> None:
    before = type(thing)._default_manager.filter(pk=thing.pk).values().get()
    outcome = "done"
    try:
        # An input that no form knows: what is allowed goes as far as its inputs, and no further.
        inputs = {"no such input": "x"}
        offer.act.perform(thing, by=person, today=TODAY, inputs=inputs)
    except ForbiddenError:
        outcome = "forbidden"
    except RefusedError:
        outcome = "refused"
    except InvalidError:
        outcome = "invalid"
    expected = "invalid" if offer.allowed else "refused" if offer.permitted else "forbidden"
    assert outcome == expected, (thing, thing.state, offer.act.verb, person)
    assert type(thing)._default_manager.filter(pk=thing.pk).values().get() == before
