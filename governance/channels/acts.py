"""What people and the clock do with channels."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models

import addresses
from governance import book
from governance.channels import inputs
from governance.models.channel import Channel
from governance.models.plan import Plan
from governance.models.takedown import Takedown
from governance.who import permissions as may
from governance.who import recipients
from ledger import acts, steps
from ledger.actors import CLOCK, Actor
from ledger.questions import Asked, guard
from ledger.refusals import InvalidError
from people.models import User


@guard("Only a channel that is approved and not live yet is set up.")
def awaiting_set_up(channel: Channel, asked: Asked) -> bool:
    return bool(channel.state == Channel.State.APPROVED)


@guard("It is retired already.")
def unretired(channel: Channel, asked: Asked) -> bool:
    return bool(channel.state != Channel.State.RETIRED)


def follow_plan(plan: Plan, *, by: Actor, today: datetime.date) -> Channel:
    """Carry out an approved plan: make its channel, or renew the one it is about."""
    if plan.kind == Plan.Kind.RENEWAL and plan.channel:
        return _renew(plan.channel, plan, by=by, today=today)
    channel = Channel(
        name=plan.name,
        platform=plan.platform,
        handle=plan.handle,
        address_key=plan.address_key,
        url=addresses.from_handle(plan.platform.rules, plan.handle, book.current().addresses).url,
        team=plan.team,
        tier=plan.tier,
        access_method=plan.platform.access_method,
        approved_on=today,
        approved_by_id=by.pk,
    )
    with acts.performing(
        "channel.create", channel, by=by, today=today, who=may.anybody, label="create a channel"
    ) as act:
        _take_over(channel, plan)
        act.asked.facts["plan"] = str(plan.pk)
    return channel


def _renew(channel: Channel, plan: Plan, *, by: Actor, today: datetime.date) -> Channel:
    steps.take(channel, "renew", by=by, today=today, because=plan)
    _take_over(channel, plan)
    return channel


def _take_over(channel: Channel, plan: Plan) -> None:
    """The facts that a plan settles."""
    channel.purpose = plan.reason
    channel.monitored, channel.out_of_hours = plan.monitored, plan.out_of_hours
    channel.lead, channel.recovery_mailbox = plan.lead, plan.recovery_mailbox
    channel.ends_on, channel.conditions = plan.ends_on, plan.conditions
    channel.approval = Channel.Approval.PLAN
    channel.save()
    channel.administrators.set(
        {user.pk: user for user in [*plan.administrators.all(), channel.lead] if user}.values()
    )
    channel.save()


def confirm_set_up(
    channel: Channel, *, by: User, today: datetime.date, checks: dict[str, Any]
) -> None:
    """Confirm the checklist and the address, which must be of the agreed handle."""
    with acts.performing(
        "channel.confirm_set_up",
        channel,
        by=by,
        today=today,
        who=may.officer,
        label="confirm the set-up",
        guards=[awaiting_set_up],
        form=inputs.ConfirmSetUp,
        inputs=checks,
    ) as act:
        fresh = act.subject
        address = book.current().addresses.parse(act.asked.inputs["url"])
        if address is None or address.platform_slug != fresh.platform.slug:
            said = f"This is not the address of an account on {fresh.platform}."
            raise InvalidError({"url": [said]})
        if address.key != fresh.address_key:
            said = f"This address is {address.handle}'s. The plan agreed {fresh.handle}."
            raise InvalidError({"url": [said]})
        fresh.url, fresh.handle = address.url, address.handle
        fresh.set_up_by, fresh.set_up_at = by, act.asked.at
        fresh.save()
    channel.__dict__.update(fresh.__dict__)


def go_live(channel: Channel, *, by: User, today: datetime.date) -> None:
    steps.take(channel, "go_live", by=by, today=today)


def suspend(channel: Channel, *, by: Actor, today: datetime.date, cause: str, reason: str) -> None:
    given = {"cause": cause, "reason": reason}
    steps.take(channel, "suspend", by=by, today=today, inputs=given)


def reinstate(channel: Channel, *, by: User, today: datetime.date, put_right: str) -> None:
    steps.take(channel, "reinstate", by=by, today=today, inputs={"put_right": put_right})


def lapse_due(*, today: datetime.date) -> int:
    """The clock's act: let lapse what nobody renewed. Says how many lapsed."""
    candidates = Channel.objects.filter(state=Channel.State.LIVE, ends_on__lt=today)
    lapsed = 0
    for channel in candidates.select_related("platform", "team"):
        offer = next(
            each
            for each in steps.offers(channel, by=CLOCK, today=today)
            if each.step.name == "lapse"
        )
        if offer.allowed:
            steps.take(channel, "lapse", by=CLOCK, today=today)
            lapsed += 1
    return lapsed


def extend(channel: Channel, *, by: User, today: datetime.date, ends_on: Any, reason: str) -> None:
    given = {"ends_on": ends_on, "reason": reason}
    steps.take(channel, "extend", by=by, today=today, inputs=given)


def prepare_closing(
    channel: Channel, *, by: User, today: datetime.date, answers: dict[str, Any]
) -> None:
    """Say that records are captured and the closing notice is shown, or why it is not."""
    with acts.performing(
        "channel.prepare_closing",
        channel,
        by=by,
        today=today,
        who=may.officer,
        label="prepare the closing",
        guards=[unretired],
        form=inputs.PrepareClosing,
        inputs=answers,
    ) as act:
        fresh, given = act.subject, act.asked.inputs
        if given["closing_notice_on"] and given["closing_notice_on"] > today:
            raise InvalidError({"closing_notice_on": ["This day lies ahead."]})
        fresh.records_captured_on = today
        fresh.closing_notice_on = given["closing_notice_on"]
        fresh.no_closing_notice = given["no_closing_notice"]
        fresh.save()
    channel.__dict__.update(fresh.__dict__)


def retire(
    channel: Channel,
    *,
    by: User,
    today: datetime.date,
    ending: str,
    archive: str,
    reason: str,
    transferred_to: str = "",
) -> None:
    given = {
        "ending": ending,
        "archive": archive,
        "reason": reason,
        "transferred_to": transferred_to,
    }
    steps.take(channel, "retire", by=by, today=today, inputs=given)


def record_takedown(
    channel: Channel, *, by: User, today: datetime.date, answers: dict[str, Any]
) -> Takedown:
    """Keep what was done on the platform, where, by whom, and where the evidence is."""
    with acts.performing(
        "channel.record_takedown",
        channel,
        by=by,
        today=today,
        who=may.officer | may.on_duty | may.channel_lead | may.channel_administrator,
        label="record what was done on the platform",
        form=inputs.RecordTakedown,
        inputs=answers,
    ) as act:
        takedown = Takedown.objects.create(
            channel=channel, by=by, at=act.asked.at, **act.asked.inputs
        )
        act.asked.facts["takedown"] = str(takedown.pk)
        act.tell("takedown_recorded", recipients.officers(), **channel.told(), **act.asked.words)
    return takedown


def visible_to(user: User) -> models.QuerySet[Channel]:
    """The register is open to everybody who is signed in."""
    return Channel.objects.select_related("platform", "team", "lead")
