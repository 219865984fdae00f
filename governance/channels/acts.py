"""What people and the clock do with channels: each act once, whichever door it is taken at."""

from __future__ import annotations

import datetime
from typing import Any

from addresses import UnreadableHandleError, from_handle
from governance import book
from governance.access import custody
from governance.access.guarding import access_held, put_right
from governance.access.guards import unretired
from governance.access.second_step import on_before_it_comes_back, second_step_on
from governance.channels import causes, changing, confirming, guards, inputs, people
from governance.keys import acts as keys
from governance.models import Channel, Plan, Takedown
from governance.models.channel import LapseCause
from governance.who import permissions as may
from governance.who import recipients
from ledger.actors import CLOCK, Actor
from ledger.acts import Act, act
from ledger.refusals import InvalidError, RefusedError
from ledger.steps import Tell, step
from vault.models import Cause

State = Channel.State
# Where a longer life leads: what is suspended stays so until somebody reinstates it.
LIVES_ON: dict[str, str] = {
    State.LIVE: State.LIVE,
    State.LAPSED: State.LIVE,
    State.SUSPENDED: State.SUSPENDED,
}


@act(
    "channel.create",
    Channel,
    label="Create a channel",
    who=may.anybody,
    silent="The approval of its plan tells everybody.",
    within="It is part of the approval of a plan, which asked who may.",
)
def _create(channel: Channel, act: Act, plan: Plan, facts: dict[str, Any]) -> None:
    _take_over(channel, plan, facts, by=act.by, today=act.today)
    act.facts["plan"] = str(plan.pk)


def follow_plan(plan: Plan, facts: dict[str, Any], *, by: Actor, today: datetime.date) -> Channel:
    """Carry out an approved plan: make its channel, or renew or change the one it is about.

    `facts` are its answers by the channel's fields, as the questions say what is taken over.
    """
    if plan.kind == Plan.Kind.RENEWAL and plan.channel:
        renew(plan.channel, by=by, today=today, because=plan)
        _take_over(plan.channel, plan, facts, by=by, today=today)
        return plan.channel
    if plan.kind == Plan.Kind.CHANGE and plan.channel:
        changing.change(plan.channel, facts, by=by, today=today, because=plan)
        return plan.channel
    channel = Channel(
        name=plan.name,
        platform=plan.platform,
        handle=plan.handle,
        address_key=plan.address_key,
        url=_url(plan),
        team=plan.team,
        tier=plan.tier,
        access_method=plan.platform.access_method,
        approved_on=today,
        approved_by_id=by.pk,
        confirmed_on=today,
    )
    _create(channel, plan, facts, by=by, today=today)
    return channel


def _url(plan: Plan) -> str:
    """Of the handle that was agreed, which an older program may have read from another site."""
    try:
        return from_handle(plan.platform.rules, plan.handle, book.current().addresses).url
    except UnreadableHandleError as error:
        raise RefusedError(str(error)) from error


def _take_over(
    channel: Channel, plan: Plan, facts: dict[str, Any], *, by: Actor, today: datetime.date
) -> None:
    """The facts that a plan settles; its lead becomes an administrator as well."""
    named = {name: facts[name] for name in ("lead", "administrators")}
    for name in facts.keys() - named:
        setattr(channel, name, facts[name])
    channel.conditions, channel.approval = plan.conditions, Channel.Approval.PLAN
    if channel._state.adding:
        channel.save()  # its people need a row to belong to
    people.settle(channel, **named, by=by, today=today)
    channel.save()


@act(
    "channel.confirm_set_up",
    Channel,
    label="Confirm the set-up",
    who=may.officer,
    guards=[guards.awaiting_set_up],
    form=inputs.ConfirmSetUp,
    silent="Going live, which follows, tells the people of the channel.",
)
def confirm_set_up(channel: Channel, act: Act) -> None:
    """Confirm the checklist and the address, which must be of the agreed handle."""
    url, key = act.inputs["url"], channel.address_key
    address = changing.seen(channel, url, key=key, handle=channel.handle)
    channel.url, channel.handle = address.url, address.handle
    channel.set_up_by_id, channel.set_up_at = act.by.pk, act.at


@step(
    "channel.go_live",
    Channel,
    source=[State.APPROVED],
    target=State.LIVE,
    label="Make it live",
    did="made it live",
    who=may.officer,
    guards=[
        guards.set_up,
        guards.address_agreed,
        *access_held,
        guards.second_step_passable,
        second_step_on,
        guards.life_span_not_over,
    ],
    tells=[Tell("channel_live", recipients.channel_people)],
    tokens=True,
)
def go_live(channel: Channel, act: Act) -> None:
    channel.live_since = act.today


@step(
    "channel.suspend",
    Channel,
    source=[State.LIVE, State.LAPSED],
    target=State.SUSPENDED,
    label="Suspend it",
    did="suspended it",
    who=may.officer | may.on_duty | may.clock,
    form=inputs.Suspend,
    locks=custody.locked,
    tells=[Tell("channel_suspended", recipients.channel_people_and_officers)],
    refusals_matter=True,
    danger=True,
    tokens=True,
)
def suspend(channel: Channel, act: Act) -> None:
    """Stop it counting as official. On the platform nothing changes by that."""
    if act.inputs["cause"] == Channel.Cause.COMPROMISED:
        custody.fall_due(channel, Cause.COMPROMISE, by=act.by, today=act.today)
    channel.suspended_by_id, channel.suspended_at = act.by.pk, act.at
    channel.suspension_cause = act.inputs["cause"]
    channel.suspension_reason = act.inputs["reason"]


@step(
    "channel.reinstate",
    Channel,
    source=[State.SUSPENDED],
    target=State.LIVE,
    label="Reinstate it",
    did="reinstated it",
    who=may.may_reinstate,
    guards=[
        guards.life_span_not_over,
        guards.went_live_before,
        *causes.PUT_RIGHT,
        *put_right,
        second_step_on,
    ],
    form=inputs.Reinstate,
    locks=custody.locked,
    tells=[Tell("channel_reinstated", recipients.channel_people_and_officers)],
    refusals_matter=True,
    tokens=True,
)
def reinstate(channel: Channel, act: Act) -> None:
    """Whoever makes it official again says that it is right."""
    confirming.is_right(channel, today=act.today)
    channel.suspended_by = channel.suspended_at = None
    channel.suspension_cause = channel.suspension_reason = ""


@step(
    "channel.lapse",
    Channel,
    source=[State.LIVE],
    target=State.LAPSED,
    label="Let it lapse",
    did="let it lapse",
    who=may.clock,
    guards=[guards.grace_over],
    tells=[Tell("channel_lapsed", recipients.channel_people_and_officers)],
)
def lapse(channel: Channel, act: Act) -> None:
    channel.lapsed_on, channel.lapse_cause = act.today, LapseCause.LIFE_SPAN


def lapse_due(*, today: datetime.date) -> int:
    """The clock's act: let lapse what nobody renewed. Says how many lapsed."""
    candidates = Channel.objects.filter(state=State.LIVE, ends_on__lt=today)
    lapsed = 0
    for channel in candidates.select_related("platform", "team"):
        if lapse.offer(channel, by=CLOCK, today=today).allowed:
            lapse(channel, by=CLOCK, today=today)
            lapsed += 1
    return lapsed


@step(
    "channel.extend",
    Channel,
    target=LIVES_ON,
    label="Extend its life span",
    did="extended its life span",
    who=may.officer,
    guards=[
        guards.not_extended_yet,
        guards.has_a_life_span,
        *causes.PUT_RIGHT,
        on_before_it_comes_back,
    ],
    form=inputs.Extend,
    tells=[Tell("channel_extended", recipients.channel_people)],
    tokens=True,
)
def extend(channel: Channel, act: Act) -> None:
    guards.check_extension(channel, act)
    channel.ends_on, channel.extended_on = act.inputs["ends_on"], act.today
    channel.ends_provisional = False
    if channel.state == State.LAPSED:
        confirming.is_right(channel, today=act.today)


@step(
    "channel.renew",
    Channel,
    target=LIVES_ON,
    label="Renew it",
    did="renewed it",
    who=may.may_approve_renewal,
    guards=[guards.renewal_approved],
    silent="The approval of its renewal plan tells everybody.",
    within="It is part of the approval of a renewal plan.",
)
def renew(channel: Channel, act: Act) -> None:
    plan = act.because
    if isinstance(plan, Plan):
        channel.ends_on = plan.ends_on
    channel.extended_on, channel.ends_provisional = None, False
    confirming.is_right(channel, today=act.today)


@act(
    "channel.prepare_closing",
    Channel,
    label="Prepare the closing",
    who=may.officer,
    guards=[unretired],
    form=inputs.PrepareClosing,
    silent="Retiring, which follows, tells everybody.",
)
def prepare_closing(channel: Channel, act: Act) -> None:
    """Say that records are captured and the closing notice is shown, or why it is not."""
    given = act.inputs
    if given["closing_notice_on"] and given["closing_notice_on"] > act.today:
        raise InvalidError({"closing_notice_on": ["This day lies ahead."]})
    channel.records_captured_on = act.today
    channel.closing_notice_on = given["closing_notice_on"]
    channel.no_closing_notice = given["no_closing_notice"]


@step(
    "channel.retire",
    Channel,
    source=[State.APPROVED, State.LIVE, State.SUSPENDED, State.LAPSED],
    target=State.RETIRED,
    label="Retire it",
    did="retired it",
    who=may.officer,
    guards=[guards.records_captured, guards.closing_notice],
    form=inputs.Retire,
    tells=[Tell("channel_retired", recipients.channel_people_and_officers)],
    locks=custody.locked,
    danger=True,
    tokens=True,
)
def retire(channel: Channel, act: Act) -> None:
    """Close it for good. It stays in the register, so that a reused handle is seen."""
    keys.retire(channel, by=act.by, today=act.today)
    channel.ending = act.inputs["ending"]
    channel.transferred_to = act.inputs["transferred_to"]
    channel.archive = act.inputs["archive"]
    channel.retired_on, channel.retired_reason = act.today, act.inputs["reason"]


@act(
    "channel.record_takedown",
    Channel,
    label="Record what was done on the platform",
    who=may.officer | may.on_duty | may.channel_lead | may.channel_administrator,
    form=inputs.RecordTakedown,
    tells=[Tell("takedown_recorded", recipients.officers)],
    saves=False,
)
def record_takedown(channel: Channel, act: Act) -> Takedown:
    """Keep what was done on the platform, where, by whom, and where the evidence is."""
    takedown = Takedown.objects.create(
        channel=channel, by_id=act.person_id, at=act.at, **act.inputs
    )
    act.facts["takedown"] = str(takedown.pk)
    return takedown
