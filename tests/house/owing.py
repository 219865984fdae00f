"""How each kind comes to be owed: by stage a maker, and the states in which its thing may stand.

A kind or a stage without a maker has no world, and the test of dead ends fails.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from governance import leaving
from governance.access import acts as access
from governance.access import second_step
from governance.access.owed import STALE, UNTESTED, WAY
from governance.access.standing import Lacks
from governance.channels import acts as channels
from governance.channels import causes, confirming, people
from governance.channels.owed import CHANGED, LIST
from governance.channels.owed import LOOK as LOOK_AT_LIST
from governance.keys import acts as keys
from governance.models import Channel, Finding, Obligation, Plan, Review
from governance.obligations import checking
from governance.obligations.climbing import joined
from governance.obligations.kinds import KINDS, TALK
from governance.plans import acts as plans
from governance.plans import consultations, writing
from governance.plans.owed import HANDLE, OWN, READY, SET_UP
from governance.policy.owed import LOOK
from governance.reviews import acts as reviews
from governance.reviews.owed import LEFT, OWNED, SAID
from ledger.actors import CLOCK, OPERATOR
from people.models import User
from tests import cast as given
from tests.cast import NOON, REASON, TODAY, Cast
from tests.governance.builders import GO_AHEAD, change_plan, retire
from tests.governance.reviews.days import LAPSES
from vault import grants, rotations
from vault.models import Cause, Rotation
from vault.secret import Secret

State, Deciding, Asked = Channel.State, Plan.State, Review.State
NOWHERE = ""  # the channel is only planned
EVERYWHERE = [NOWHERE, *State.values]
GOING_ON = {State.LIVE, State.SUSPENDED, State.LAPSED}
UNRETIRED = GOING_ON | {State.APPROVED}
REVIEWED = {State.LIVE, State.SUSPENDED}
ANSWERS = dict.fromkeys(["people_right", "two_step", "recovery", "monitored", "needed"], "yes")
UNDONE = {"sessions_ended": "no", "tools_disconnected": "yes", "posts_paused": "yes"}


@dataclass(frozen=True)
class World:
    """The people, and the channel in the state in which it is tried; none where it is planned."""

    cast: Cast
    channel: Channel | None

    @property
    def there(self) -> Channel:
        assert self.channel is not None
        return self.channel


Maker = Callable[[World], Model]


def raw(thing: Any, **facts: Any) -> Any:
    """What no act leaves behind any more, and older programs and imports did."""
    type(thing)._default_manager.filter(pk=thing.pk).update(**facts)
    thing.refresh_from_db()
    return thing


def plan_of(world: World) -> Plan:
    """Submitted: for a new channel, or a renewal of the one that is there."""
    cast = world.cast
    if world.channel is None:
        return given.submitted(cast)
    plan = writing.start_renewal(world.channel, by=cast.lead, today=TODAY)
    writing.write(plan, by=cast.lead, today=TODAY, answers={"ends_on": "2028-12-31"})
    consultations.record(plan, by=cast.officer, today=TODAY, **GO_AHEAD)
    plans.submit(plan, by=cast.lead, today=TODAY)
    return plan


def _considered(world: World) -> Plan:
    plan = plan_of(world)
    plans.take_up(plan, by=world.cast.officer, today=TODAY)
    return plan


def _awaiting(world: World) -> Plan:
    plan = _considered(world)
    plans.approve(plan, by=world.cast.officer, today=TODAY, second_sign_off=True, **REASON)
    return plan


def _own(world: World) -> Plan:
    """A plan of communications itself, which the head approves."""
    plan = plan_of(world)
    raw(plan, team=world.cast.communications, author=world.cast.officer2)
    plans.take_up(plan, by=world.cast.officer, today=TODAY)
    return plan


def _imported(world: World) -> Channel:
    raw(world.there, approval=Channel.Approval.IMPORTED, ends_provisional=True)
    return world.there


def _begun(world: World) -> Channel:
    """Somebody began its plan, and nobody submits it."""
    writing.start_renewal(world.there, by=world.cast.lead, today=TODAY)
    return _imported(world)


def _without(**facts: Any) -> Maker:
    return lambda world: raw(world.there, **facts)


def _the_channel(world: World) -> Channel:
    return world.there


def _somebody_came(world: World) -> Channel:
    by, email = world.cast.officer, world.cast.member.email
    access.add(world.there, by=by, today=TODAY, kind="person", level="full", email=email)
    return _the_channel(world)


def _somebody_went(world: World) -> Channel:
    """They are to be removed on the platform still, before the list is right."""
    who = {"lead": str(world.cast.lead.pk), "administrators": [str(world.cast.member.pk)]}
    people.name_people(world.there, by=world.cast.officer, today=TODAY, **who)
    return _the_channel(world)


def _no_lead(world: World) -> Channel:
    """As after leaving: the others stay."""
    world.there.administrators.remove(world.cast.lead)
    return raw(world.there, lead=None)  # type: ignore[no-any-return]  # what it was given


def _one_administrator(world: World) -> Channel:
    world.there.administrators.remove(world.cast.administrator)
    return world.there


def scheduled(world: World) -> Review:
    return world.there.reviews.get(kind=Review.Kind.SECURITY)


def opened(world: World) -> Review:
    review = scheduled(world)
    reviews.open_(review, by=world.cast.officer, today=TODAY)
    return review


def answered(world: World) -> Review:
    review = opened(world)
    reviews.answer(review, by=world.cast.lead, today=TODAY, **ANSWERS)
    return review


def _finding(owner: str | None) -> Maker:
    """A condition of its approval: somebody's, or nobody's."""
    return lambda world: Finding.objects.create(
        channel=world.there,
        plan=world.there.plans.get(),
        owner=getattr(world.cast, owner) if owner else None,
        text="Name a second person.",
        deadline=TODAY + datetime.timedelta(days=30),
    )


def _said(world: World) -> Finding:
    """Somebody says that it is put right; an officer ticks it off."""
    finding = _finding("member")(world)
    fixed = {"fixed_on": TODAY, "fixed_by": world.cast.member}
    return raw(finding, **fixed)  # type: ignore[no-any-return]  # what it was given


def due(world: World) -> Rotation:
    assert world.there.custodian is not None
    cause, by = Cause.REASON, world.cast.officer
    return rotations.fall_due(world.there.custodian, cause, by=by, today=TODAY)


def proposed(world: World) -> Rotation:
    rotation, new = due(world), {"password": Secret("another marker")}
    keys.deposit(world.there, new, by=world.cast.lead, today=TODAY)
    return Rotation.objects.get(pk=rotation.pk)


def _undone(world: World) -> Rotation:
    rotation = proposed(world)
    rotations.confirm(rotation, by=world.cast.lead, today=TODAY, **UNDONE)
    return rotation


def _opened_at_once(world: World) -> Model:
    given.on_duty(world.cast.on_call)
    assert world.there.custodian is not None
    glass = grants.AtOnce(signed_in_at=NOON, account_by=TODAY)
    wish = grants.Wish(reason="A post must come down.")
    by, keyed = world.cast.on_call, world.there.custodian
    return grants.immediate(keyed, wish, glass, in_hours=False, by=by, today=TODAY)


def _looked_at_by(world: World) -> Model:
    version = given.policy(world.cast)
    return raw(  # type: ignore[no-any-return]  # what it was given
        version, review_on=TODAY + datetime.timedelta(days=60)
    )


def _asked_to_talk(world: World) -> Plan:
    cast = world.cast
    if world.channel is None:
        plan = given.draft(cast)
    else:
        plan = writing.start_renewal(world.channel, by=cast.lead, today=TODAY)
    consultations.ask(plan, by=cast.lead, today=TODAY, question="May we?")
    return plan


def _not_set_up(world: World) -> Channel:
    none = dict.fromkeys(["set_up_by", "set_up_at"])
    return raw(world.there, **none)  # type: ignore[no-any-return]  # what it was given


def _another_handle(world: World) -> Channel:
    plan = change_plan(world.cast, world.there)
    plans.approve(plan, by=world.cast.officer, today=TODAY, **REASON)
    return world.there


def _left(world: World) -> Model:
    """Somebody who could act on it, and has gone."""
    line = {"kind": "person", "email": world.cast.member.email, "level": "full"}
    holder = access.add(world.there, by=world.cast.officer, today=TODAY, **line)
    leaving.leave(world.cast.member, by=OPERATOR, today=TODAY)
    return holder


def _published(world: World) -> User:
    given.policy(world.cast)
    return world.cast.administrator


def _no_keys(world: World) -> Channel:
    return raw(world.there, custodian=None)  # type: ignore[no-any-return]  # what it was given


def _untested(world: World) -> Channel:
    assert world.there.custodian is not None
    world.there.custodian.versions.update(tested_on=None, tested_by=None)
    return world.there


def _tested_long_ago(world: World) -> Channel:
    assert world.there.custodian is not None
    world.there.custodian.versions.update(tested_on=TODAY - datetime.timedelta(days=400))
    return world.there


def _second_step_off(world: World) -> Channel:
    second_step.record_off(world.there, by=world.cast.officer, today=TODAY, seen="It was off.")
    return world.there


def _acted_on_by(method: str) -> Maker:
    return lambda world: raw(world.there, access_method=method, custodian=None)


def _below_another(world: World) -> Channel:
    handle = {"handle": "@above"}
    above = given.live_channel(world.cast, answers=handle)
    raw(above, custodian=None)
    return raw(  # type: ignore[no-any-return]  # what it was given
        world.there, access_method="parent", custodian=None, parent=above
    )


LACKING: dict[str, Maker] = {
    Lacks.KEYS: _no_keys,
    Lacks.LINES: _acted_on_by("roles"),
    Lacks.ABOVE: _below_another,
}
"""By what is not there yet: each asks somebody else for something else."""

MAKERS: dict[tuple[str, str], dict[str, Maker]] = {
    ("decision", Deciding.SUBMITTED): {"": plan_of},
    ("decision", Deciding.UNDER_CONSIDERATION): {"": _considered},
    ("decision", Deciding.AWAITING_EXECUTIVE): {"": _awaiting},
    ("decision", OWN): {"": _own},
    ("decision", TALK): {"": _asked_to_talk},
    ("plan", ""): {"": _imported, "begun": _begun},
    ("plan", SET_UP): {"": _not_set_up},
    ("plan", READY): {"": _the_channel},
    ("plan", HANDLE): {"": _another_handle},
    ("renewal", ""): {"": _the_channel},
    ("end_date", ""): {"": _without(ends_on=None)},
    ("lead", ""): {"": _no_lead},
    ("administrators", ""): {"": _one_administrator},
    ("access_confirmation", ""): {"": _the_channel},
    ("access_confirmation", State.SUSPENDED): {"": _the_channel},
    ("access_confirmation", State.LAPSED): {"": _without(ends_on=None)},
    ("access_confirmation", LIST): {"": _the_channel},
    ("access_confirmation", CHANGED): {"": _somebody_came, "left": _somebody_went},
    ("access", ""): LACKING,
    ("access", WAY): {Lacks.WAY: _acted_on_by("parent")},
    ("access", STALE): {Lacks.TEST: _tested_long_ago},
    ("access", UNTESTED): {Lacks.TEST: _untested},
    ("second_step", ""): {"": _second_step_off},
    ("review", Asked.SCHEDULED): {"": scheduled},
    ("review", Asked.OPEN): {"": opened},
    ("review", Asked.ANSWERED): {"": answered},
    ("finding", ""): {"": _finding(None)},
    ("finding", OWNED): {"": _finding("member")},
    ("finding", SAID): {"": _said},
    ("finding", LEFT): {"": _left},
    ("keys", Rotation.State.DUE): {"": due},
    ("keys", Rotation.State.PROPOSED): {"": proposed},
    ("keys", "undone"): {"": _undone},
    ("account", ""): {"": _opened_at_once},
    ("policy", ""): {"": _published},
    ("policy", LOOK): {"": _looked_at_by},
}
"""By kind and stage; by their reasons where it is owed for several."""

OWED_IN: dict[str, set[str]] = {
    "decision": {NOWHERE, *GOING_ON, State.RETIRED},
    "plan": {*GOING_ON},
    "renewal": {*GOING_ON},
    "end_date": {*GOING_ON},
    "lead": {*UNRETIRED},
    "administrators": {*GOING_ON},
    "access_confirmation": {State.LIVE},
    "access": {*GOING_ON},
    "second_step": {*GOING_ON},
    "review": {*REVIEWED},
    "finding": {*UNRETIRED},
    "keys": {*UNRETIRED},
    "account": {*State.values},
    "policy": {*UNRETIRED},
}
"""The states of its channel in which a kind is owed: in the others it must not be."""

OWED_AT: dict[tuple[str, str], set[str]] = {
    ("access", UNTESTED): {*UNRETIRED},
    ("access_confirmation", State.SUSPENDED): {State.SUSPENDED},
    ("access_confirmation", State.LAPSED): {State.LAPSED},
    ("access_confirmation", LIST): {*GOING_ON},
    ("access_confirmation", CHANGED): {*GOING_ON},
    ("plan", SET_UP): {State.APPROVED},
    ("plan", READY): {State.APPROVED},
    ("decision", TALK): {NOWHERE, *GOING_ON, State.RETIRED},
    ("policy", LOOK): {*EVERYWHERE},
}
"""The same of stages that differ from the rest of their kind."""


def owed_in(kind: str, stage: str) -> set[str]:
    return OWED_AT.get((kind, stage), OWED_IN[kind])


def make(cast: Cast, kind: str, stage: str, reason: str, state: str) -> Obligation | None:
    """The row, in a world where it is owed; None where the facts say that nothing is."""
    world = World(cast, _begun_in(cast, state))
    thing = MAKERS[kind, stage][reason](world)
    _move(world, state)
    checking.rebuild(TODAY)
    rows = Obligation.objects.filter(kind=kind, stage=stage, discharged_on=None)
    subject = uuid.uuid5(thing.pk, LOOK_AT_LIST.part) if stage in KINDS[kind].parts else thing.pk
    return joined(rows.filter(subject_id=subject)).first()


def _begun_in(cast: Cast, state: str) -> Channel | None:
    if state == NOWHERE:
        return None
    return given.set_up_channel(cast) if state == State.APPROVED else given.live_channel(cast)


def _move(world: World, state: str) -> None:
    """By the acts that lead there from live."""
    by = world.cast.officer
    if world.channel is not None:
        world.channel.refresh_from_db()
    if state == State.SUSPENDED:
        why = {"cause": "content", "reason": "Outside policy."}
        channels.suspend(world.there, by=by, today=TODAY, **why)
    elif state == State.LAPSED and world.there.ends_on:
        assert channels.lapse_due(today=LAPSES)
    elif state == State.LAPSED:
        day = causes.unconfirmed_from(world.there)
        confirming.unconfirmed(world.there, by=CLOCK, today=day, cause="not_confirmed")
    elif state == State.RETIRED:
        retire(world.there, world.cast)
