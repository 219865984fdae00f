"""What is done with a channel's keys, as governance asks it of the vault."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from governance.access import custody
from governance.keys import inputs
from governance.models import Channel, Tool
from governance.models.plan import Tier
from governance.models.platform import AccessMethod
from governance.who import keys as who
from ledger.actors import Actor
from ledger.acts import Act, ActFunction, Declared, act
from ledger.questions import Asked, guard
from vault import custodians, deposits, fields, rotations
from vault.models import Cause, Custodian, Rotation
from vault.secret import Secret

NONE_HELD = "No keys are held yet."
Thing = TypeVar("Thing", Channel, Tool)


@guard(
    "It has no password of its own: put the people who act on it on its access list.",
    helps="channel.add_access",
)
def has_keys_of_its_own(thing: Channel | Tool, asked: Asked) -> bool:
    return not isinstance(thing, Channel) or thing.access_method != AccessMethod.ROLES


def _opened(thing: Channel | Tool, act: Act, path: str, corporate: bool) -> Custodian:
    custodian = thing.custodian
    if custodian is None:
        custodian = thing.custodian = custodians.register(
            str(thing), path=path, corporate=corporate, by=act.by, today=act.today
        )
        thing.save()
    right = who.responsible(custodian)
    custodians.tell_from_now_on(custodian, right, by=act.by, today=act.today)
    return custodian


def _opens_for(model: type[Thing]) -> ActFunction[Thing, str, bool, Custodian]:
    declared = act(
        f"{model._meta.model_name}.open_custody",
        model,
        label="Deposit keys",
        who=who.may_deposit_for,
        guards=[has_keys_of_its_own],
        silent="The deposit that follows tells everybody responsible.",
        within="It is part of the first deposit.",
        saves=False,
    )
    return declared(_opened)


_open_for_channel, _open_for_tool = _opens_for(Channel), _opens_for(Tool)


def opens_custody(thing: Channel | Tool) -> Declared[Any]:
    """The act by which this thing gets keys of its own."""
    return _open_for_tool if isinstance(thing, Tool) else _open_for_channel


def opened(channel: Channel, *, by: Actor, today: datetime.date) -> Custodian:
    """The custodian, made the first time that it is needed."""
    thing = custody.keyed(channel)
    path, corporate = f"/channels/{channel.pk}/keys", channel.tier == Tier.CORPORATE
    if isinstance(thing, Tool):
        return _open_for_tool(thing, path, corporate, by=by, today=today)
    return _open_for_channel(thing, path, corporate, by=by, today=today)


def deposit(
    channel: Channel, given: Mapping[str, Secret], *, by: Actor, today: datetime.date
) -> tuple[list[str], Rotation | None]:
    """Deposit the channel's keys, or propose new ones where keys are held already.

    Says the names of the fields given, and the rotation that was proposed, if one was.
    """
    custodian = custody.custodian_of(channel)
    if custodian is None:
        custodian = opened(channel, by=by, today=today)
    if custody.held(custodian) is None:
        return deposits.deposit(custodian, given, by=by, today=today), None
    rotation = rotations.propose(custodian, given, by=by, today=today)
    return [name for name in fields.LABELS if name in given], rotation


def retire(channel: Channel, *, by: Actor, today: datetime.date) -> None:
    """The own keys of a retired channel are shredded when its platform gives it back no more."""
    if channel.custodian is not None and channel.custodian.retired_on is None:
        back = datetime.timedelta(days=channel.platform.recoverable_days)
        custodians.retire(channel.custodian, recoverable_until=today + back, by=by, today=today)


@guard(NONE_HELD, helps="custodian.deposit")
def keys_held(channel: Channel, asked: Asked) -> bool:
    return custody.held(custody.custodian_of(channel)) is not None


@act(
    "channel.ask_for_new_keys",
    Channel,
    label="Ask for new keys",
    who=who.may_deposit_for,
    guards=[keys_held],
    form=inputs.AskForNewKeys,
    silent="The rotation that falls due tells everybody responsible.",
    saves=False,
)
def rotation_wanted(channel: Channel, act: Act) -> Rotation:
    """New keys are due because somebody says so, and why."""
    [custodian] = custody.of(channel)
    reason = act.inputs["reason"]
    return rotations.fall_due(custodian, Cause.REASON, by=act.by, today=act.today, reason=reason)
