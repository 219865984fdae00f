"""Who and what can act on a channel: the access list, and whether access is held."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import models

from governance.access import custody, inputs
from governance.models.access import Holder, Tool
from governance.models.channel import Channel
from governance.models.platform import AccessMethod
from governance.who import permissions as may
from governance.who import recipients
from ledger import acts
from ledger.questions import Asked, guard
from ledger.refusals import InvalidError
from people.models import User
from people.roles import Role
from vault.models import Cause, Custodian

ENOUGH_OFFICERS = 2
DEEPEST = 5


@guard("The channel is retired.")
def unretired(channel: Channel, asked: Asked) -> bool:
    return bool(channel.state != Channel.State.RETIRED)


@guard("It was removed already.")
def not_removed(holder: Holder, asked: Asked) -> bool:
    return holder.removed_on is None


def add(channel: Channel, *, by: User, today: datetime.date, answers: dict[str, Any]) -> Holder:
    """Put somebody or something on the access list. It counts once an officer confirms it."""
    with acts.performing(
        "channel.add_access",
        channel,
        by=by,
        today=today,
        who=may.officer | may.channel_lead,
        label="add to the access list",
        guards=[unretired],
        form=inputs.AddHolder,
        inputs=answers,
    ) as act:
        given = act.asked.inputs
        person = given.get("user") if given["kind"] == Holder.Kind.PERSON else None
        if person and channel.holders.filter(user=person, removed_on=None).exists():
            raise InvalidError({"email": ["This person is on the list already."]})
        holder = Holder.objects.create(
            channel=channel,
            kind=given["kind"],
            level=given["level"],
            user=person,
            tool=given["tool"] if given["kind"] == Holder.Kind.TOOL else None,
            name=given["name"],
            where=given["where"],
            contact=given["contact"],
            added_on=today,
        )
        act.asked.facts["holder"] = str(holder.pk)
        act.asked.words["holder"] = str(holder)
        act.subject.save()
        act.tell("access_changed", recipients.officers(), **channel.told(), holder=str(holder))
    return holder


def confirm(holder: Holder, *, by: User, today: datetime.date) -> None:
    """An officer saw on the platform that this line is right."""
    with acts.performing(
        "access.confirm",
        holder,
        by=by,
        today=today,
        who=may.officer,
        label="confirm access",
        guards=[not_removed],
        lock=[holder.channel],
    ) as act:
        act.subject.confirmed_on, act.subject.confirmed_by = today, by
        act.subject.save()
        act.fresh(holder.channel).save()
    holder.__dict__.update(act.subject.__dict__)


def remove(holder: Holder, *, by: User, today: datetime.date) -> None:
    """Say that somebody or something can act no more, and was removed on the platform.

    Where it was a person who knew the keys, new ones are due.
    """
    with acts.performing(
        "access.remove",
        holder,
        by=by,
        today=today,
        who=may.remover,
        label="remove from the access list",
        guards=[not_removed],
        lock=[holder.channel, *custody.of(holder.channel)],
    ) as act:
        if holder.user is not None and custody.knows(holder.user, holder.channel):
            custody.fall_due(holder.channel, Cause.ROLE, by=by, today=today)
        act.subject.removed_on, act.subject.removed_by = today, by
        act.subject.save()
        act.fresh(holder.channel).save()
    holder.__dict__.update(act.subject.__dict__)


def set_method(
    channel: Channel, *, by: User, today: datetime.date, answers: dict[str, Any]
) -> None:
    """Say how the channel is acted on, where it differs from its platform's usual way."""
    with acts.performing(
        "channel.set_access_method",
        channel,
        by=by,
        today=today,
        who=may.officer,
        label="say how the channel is acted on",
        guards=[unretired],
        form=inputs.SetMethod,
        inputs=answers,
    ) as act:
        given, fresh = act.asked.inputs, act.subject
        through = given["method"] == AccessMethod.PARENT
        fresh.access_method = given["method"]
        fresh.parent = given["parent"] if through else None
        fresh.tool = _tool(given) if through else None
        if _loops(fresh):
            raise InvalidError({"parent": ["A channel cannot be run through itself."]})
        fresh.save()
    channel.__dict__.update(fresh.__dict__)


def _tool(given: dict[str, Any]) -> Tool | None:
    if given["tool"] or not given["new_tool"]:
        return given["tool"]  # type: ignore[no-any-return]  # the form's choice
    return Tool.objects.get_or_create(name=given["new_tool"])[0]


def _loops(channel: Channel) -> bool:
    above, seen = channel.parent, {channel.pk}
    while above is not None:
        if above.pk in seen:
            return True
        seen.add(above.pk)
        above = above.parent
    return False


def may_change(channel: Channel, user: User) -> bool:
    """Whether this person may add to the list or take away from it."""
    return user.is_officer or channel.lead_id == user.pk


def current(channel: Channel) -> models.QuerySet[Holder]:
    """Who and what can act now."""
    return channel.holders.filter(removed_on=None).select_related("user", "tool")


@dataclass(frozen=True)
class Standing:
    """Whether access is held and tested; `missing` says in a sentence what is not there yet."""

    missing: str | None
    confirmed_on: datetime.date | None = None

    @property
    def held(self) -> bool:
        return self.missing is None


def standing(channel: Channel, depth: int = DEEPEST) -> Standing:
    """How access to the channel stands, each method in its own way."""
    match channel.access_method:
        case AccessMethod.KEYS:
            return _keys(channel)
        case AccessMethod.ROLES:
            return _roles(channel)
        case AccessMethod.DEVICE:
            return _device(channel)
        case _:
            return _parent(channel, depth)


def _roles(channel: Channel) -> Standing:
    confirmed = current(channel).filter(
        kind=Holder.Kind.PERSON,
        level=Holder.Level.FULL,
        confirmed_on__isnull=False,
        user__is_active=True,
        user__groups__name__in=[Role.OFFICER, Role.HEAD],
    )
    days = dict(confirmed.values_list("user_id", "confirmed_on"))
    if len(days) >= ENOUGH_OFFICERS:
        return Standing(None, min(day for day in days.values() if day))
    return Standing(
        "Access is not held: two officers must have full control on "
        f"{channel.platform} through their own sign-ins, and be confirmed on the access list."
    )


def _device(channel: Channel) -> Standing:
    device = current(channel).filter(kind=Holder.Kind.DEVICE).exclude(confirmed_on=None).first()
    if device is None:
        return Standing(
            "Access is not held: the device, and where it is kept, must be on the access list and "
            "be confirmed by an officer."
        )
    return Standing(None, device.confirmed_on)


def _parent(channel: Channel, depth: int) -> Standing:
    if channel.parent is not None and depth:
        above = standing(channel.parent, depth - 1)
        if above.held:
            return above
        return Standing(f"Access is not held: {channel.parent} is not held itself.")
    if channel.tool is not None:
        connected = current(channel).filter(tool=channel.tool).exclude(confirmed_on=None).first()
        if connected is None:
            return Standing(
                f"Access is not held: {channel.tool} must be on the access list and be confirmed "
                "by an officer."
            )
        return _custodian(channel.tool.custodian, str(channel.tool))
    return Standing("Access is not held: nobody said through which channel or tool it is run.")


def _keys(channel: Channel) -> Standing:
    return _custodian(channel.custodian, "the channel")


def _custodian(custodian: Custodian | None, whose: str) -> Standing:
    held = custody.held(custodian)
    if held is None:
        return Standing(f"Access is not held: the keys of {whose} are not deposited.")
    if held.tested_on is None:
        return Standing("Access is held but not tested: an officer must test the deposited keys.")
    return Standing(None, held.tested_on)
