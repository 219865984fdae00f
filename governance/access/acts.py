"""What is done with access lists: adding, confirming, removing, and how a channel is acted on."""

from __future__ import annotations

from typing import Any

from django.db import models

from governance.access import custody, endings, inputs, looked
from governance.access.endings import What
from governance.access.guards import not_removed, still_here, unretired
from governance.models import Channel, Holder, Tool
from governance.models.platform import AccessMethod
from governance.who import permissions as may
from governance.who import recipients
from ledger.acts import Act, act
from ledger.questions import Asked
from ledger.refusals import InvalidError
from people.models import User
from vault.models import Cause


@act(
    "channel.add_access",
    Channel,
    label="Add to the access list",
    who=may.officer | may.channel_lead,
    guards=[unretired],
    form=inputs.AddHolder,
    tells=["access_changed"],
)
def add(channel: Channel, act: Act) -> Holder:
    """Put somebody or something on the access list. It counts once an officer confirms it."""
    given = act.inputs
    person = _here(given.get("user"))
    if given["kind"] == Holder.Kind.PERSON:
        listed = channel.holders.filter(kind=Holder.Kind.PERSON, user=person, removed_on=None)
        if listed.exists():
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
        added_on=act.today,
    )
    looked.changed(channel, act.today)
    act.facts["holder"] = str(holder.pk)
    act.words["holder"] = str(holder)
    act.tell("access_changed", recipients.officers(), **channel.told(), holder=str(holder))
    return holder


def _here(person: User | None) -> User | None:
    """Read again under a lock: whoever leaves at the same moment gets no new line."""
    if person is None:
        return None
    found = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not found.is_active:
        raise InvalidError({"email": [f"{found} has left."]})
    return found


@act(
    "access.confirm",
    Holder,
    label="Confirm access",
    who=may.officer,
    guards=[not_removed, still_here],
    locks=lambda holder, asked: [holder.channel],
    silent="It is seen on the access list; nobody has to do anything.",
    saves=False,
)
def confirm(holder: Holder, act: Act) -> None:
    """An officer saw on the platform that this line is right, whatever was wanted before."""
    holder.confirmed_on, holder.confirmed_by_id = act.today, act.by.pk
    holder.removal_wanted_on = holder.ended_at = None
    holder.save()
    act.fresh(holder.channel).save()


def _removed(holder: Holder, asked: Asked) -> list[models.Model]:
    found = [holder.channel, *custody.of(holder.channel)]
    if holder.kind == Holder.Kind.PERSON and holder.user is not None:
        found += [holder.user, *endings.rows(holder.user, What.LINE, channel=holder.channel)]
    return found


@act(
    "access.remove",
    Holder,
    label="Remove from the access list",
    who=may.remover,
    guards=[not_removed],
    locks=_removed,
    silent="Whoever must put new keys in place is told by the rotation that falls due; the manager "
    "is told where no lead is left.",
    saves=False,
)
def remove(holder: Holder, act: Act) -> None:
    """Say that somebody or something can act no more, and was removed on the platform.

    Whoever cannot act on a channel can neither lead nor administer it, so that ends as well: to
    refuse would leave no way to cut somebody off at night. New keys are due where people knew them.
    """
    channel = act.fresh(holder.channel)
    if holder.kind == Holder.Kind.PERSON and holder.user is not None:
        endings.ends(holder.user, What.LINE, channel=channel, by=act.by, today=act.today)
        holder.refresh_from_db()
    elif holder.kind == Holder.Kind.AGENCY:
        custody.fall_due(channel, Cause.ROLE, by=act.by, today=act.today)
    holder.removed_on, holder.removed_by_id = act.today, act.by.pk
    holder.ended_at = holder.ended_at or act.at
    holder.save()
    channel.refresh_from_db()
    looked.changed(channel, act.today)
    channel.save()


def _tool_before(channel: Channel, asked: Asked) -> list[models.Model]:
    """What its keys owe is told of this channel no more."""
    return [channel.tool] if channel.tool is not None else []


@act(
    "channel.set_access_method",
    Channel,
    label="Say how the channel is acted on",
    who=may.officer,
    guards=[unretired],
    form=inputs.SetMethod,
    locks=_tool_before,
    silent="It is seen on the channel's page; who must act then is told by what falls due.",
)
def set_method(channel: Channel, act: Act) -> None:
    """Say how the channel is acted on, where it differs from its platform's usual way."""
    given = act.inputs
    through = given["method"] == AccessMethod.PARENT
    channel.access_method = given["method"]
    channel.parent = given["parent"] if through else None
    channel.tool = _tool(given) if through else None
    if _loops(channel):
        raise InvalidError({"parent": ["A channel cannot be run through itself."]})


def _tool(given: dict[str, Any]) -> Tool | None:
    chosen: Tool | None = given["tool"]
    if chosen or not given["new_tool"]:
        return chosen
    return Tool.objects.get_or_create(name=given["new_tool"])[0]


def _loops(channel: Channel) -> bool:
    above, seen = channel.parent, {channel.pk}
    while above is not None:
        if above.pk in seen:
            return True
        seen.add(above.pk)
        above = above.parent
    return False
