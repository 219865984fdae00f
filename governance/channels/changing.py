"""What an approved change plan changes; a new handle counts once it was seen on the platform."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from addresses import Address
from governance import book
from governance.access.guards import unretired
from governance.channels import inputs
from governance.channels.guards import because_of
from governance.models import Channel, Plan
from governance.who import permissions as may
from governance.who import recipients
from ledger.acts import Act, act
from ledger.history import became
from ledger.questions import Asked, guard
from ledger.refusals import InvalidError
from ledger.steps import Tell


def having(key: str) -> QuerySet[Channel]:
    """Channels that are not retired and have this address, or will have it by an approved plan."""
    there = Channel.objects.exclude(state=Channel.State.RETIRED)
    return there.filter(Q(address_key=key) | Q(agreed_key=key))


def seen(channel: Channel, url: str, *, key: str, handle: str) -> Address:
    """The address that an officer saw on the platform, if it is of the agreed handle.

    Raises InvalidError by the field `url`.
    """
    address = book.current().addresses.parse(url)
    if address is None or address.platform_slug != channel.platform.slug:
        said = f"This is not the address of an account on {channel.platform}."
        raise InvalidError({"url": [said]})
    if address.key != key:
        said = f"This address is {address.handle}'s. The plan agreed {handle}."
        raise InvalidError({"url": [said]})
    return address


@guard("It is changed by the approval of a change plan.", helps="plan.start_change")
def change_approved(channel: Channel, asked: Asked) -> bool:
    return because_of(channel, asked, Plan.Kind.CHANGE)


@act(
    "channel.change",
    Channel,
    label="Change it",
    past="Changed by a plan",
    who=may.may_approve_renewal,
    guards=[unretired, change_approved],
    silent="The approval of its change plan tells everybody.",
    within="It is part of the approval of a change plan.",
)
def change(channel: Channel, act: Act, facts: dict[str, Any]) -> None:
    """`facts` are the plan's answers by the channel's fields. A new handle is agreed only."""
    plan = act.because
    if not isinstance(plan, Plan):
        return
    changed = [name for name, said in facts.items() if said != getattr(channel, name)]
    for name in changed:
        act.words[name] = became(getattr(channel, name), facts[name])
        setattr(channel, name, facts[name])
    same = (plan.handle, plan.address_key) == (channel.handle, channel.address_key)
    channel.agreed_handle = "" if same else plan.handle
    channel.agreed_key = "" if same else plan.address_key
    if not same:
        changed.append("handle")
        act.words["handle"] = became(channel.handle, plan.handle)
    channel.confirmed_on = act.today
    both = [channel.conditions, plan.conditions]
    channel.conditions = "\n\n".join(filter(None, both))
    act.facts |= {"plan": str(plan.pk), "fields": sorted(changed)}


@guard("No other handle is agreed for it. A change plan asks for one.", helps="plan.start_change")
def handle_agreed(channel: Channel, asked: Asked) -> bool:
    return bool(channel.agreed_key)


def _taken(channel: Channel, asked: Asked) -> str:
    other = having(channel.agreed_key).exclude(pk=channel.pk).first()
    return f"{other} has {channel.agreed_handle} by now. Set this handle aside." if other else ""


@guard(_taken, helps="channel.set_aside_handle")
def agreed_free(channel: Channel, asked: Asked) -> bool:
    return not channel.agreed_key or not having(channel.agreed_key).exclude(pk=channel.pk).exists()


@act(
    "channel.confirm_handle",
    Channel,
    label="Confirm the new handle",
    past="New handle confirmed",
    who=may.officer,
    guards=[unretired, handle_agreed, agreed_free],
    form=inputs.ConfirmHandle,
    tells=[Tell("handle_changed", recipients.channel_people_and_officers)],
)
def confirm_handle(channel: Channel, act: Act) -> None:
    """An officer saw on the platform that it is carried out: from now on the new address counts."""
    address = seen(channel, act.inputs["url"], key=channel.agreed_key, handle=channel.agreed_handle)
    if address.key != channel.address_key:
        old = {"url": channel.url, "until": act.today.isoformat()}
        channel.previous_addresses = [*channel.previous_addresses, old]
    act.words["before"] = channel.url
    channel.url, channel.handle, channel.address_key = address.url, address.handle, address.key
    channel.agreed_handle = channel.agreed_key = ""


@act(
    "channel.set_aside_handle",
    Channel,
    label="Set the new handle aside",
    past="New handle set aside",
    who=may.officer,
    guards=[unretired, handle_agreed],
    form=inputs.SetAsideHandle,
    tells=["handle_set_aside"],
)
def set_aside_handle(channel: Channel, act: Act) -> None:
    """The platform did not give it, or it is not wanted any more: the channel keeps what it has."""
    act.words["handle"] = channel.agreed_handle
    told = {"handle": channel.agreed_handle, "reason": act.inputs["reason"]}
    people = recipients.channel_people(channel)
    act.tell("handle_set_aside", people, **channel.told(), **told)
    channel.agreed_handle = channel.agreed_key = ""
