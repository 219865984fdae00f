"""What is done with access lists: adding, confirming, removing, and how a channel is acted on."""

from __future__ import annotations

from typing import Any

from governance.access import custody, inputs
from governance.access.guards import not_removed, unretired
from governance.models import Channel, Holder, Tool
from governance.models.platform import AccessMethod
from governance.who import permissions as may
from governance.who import recipients
from ledger.acts import Act, act
from ledger.refusals import InvalidError
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
        added_on=act.today,
    )
    act.facts["holder"] = str(holder.pk)
    act.words["holder"] = str(holder)
    act.tell("access_changed", recipients.officers(), **channel.told(), holder=str(holder))
    return holder


@act(
    "access.confirm",
    Holder,
    label="Confirm access",
    who=may.officer,
    guards=[not_removed],
    locks=lambda holder, asked: [holder.channel],
    silent="It is seen on the access list; nobody has to do anything.",
    saves=False,
)
def confirm(holder: Holder, act: Act) -> None:
    """An officer saw on the platform that this line is right."""
    holder.confirmed_on, holder.confirmed_by_id = act.today, act.by.pk
    holder.save()
    act.fresh(holder.channel).save()


@act(
    "access.remove",
    Holder,
    label="Remove from the access list",
    who=may.remover,
    guards=[not_removed],
    locks=lambda holder, asked: [holder.channel, *custody.of(holder.channel)],
    silent="Whoever must put new keys in place is told by the rotation that falls due.",
    saves=False,
)
def remove(holder: Holder, act: Act) -> None:
    """Say that somebody or something can act no more, and was removed on the platform.

    Where it was a person who knew the keys, new ones are due.
    """
    if holder.user is not None and custody.knows(holder.user, holder.channel):
        custody.fall_due(holder.channel, Cause.ROLE, by=act.by, today=act.today)
    holder.removed_on, holder.removed_by_id = act.today, act.by.pk
    holder.save()
    act.fresh(holder.channel).save()


@act(
    "channel.set_access_method",
    Channel,
    label="Say how the channel is acted on",
    who=may.officer,
    guards=[unretired],
    form=inputs.SetMethod,
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
