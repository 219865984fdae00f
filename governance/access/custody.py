"""The vault as governance uses it: which keys a channel has, and what becomes of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from governance.keys import inputs
from governance.keys import notices as key_notices
from governance.models.access import Tool
from governance.models.channel import Channel
from governance.models.platform import AccessMethod
from governance.who.keys import may_deposit_for
from ledger import acts
from ledger.actors import Actor
from ledger.questions import Asked, guard
from ledger.refusals import RefusedError
from people.models import User
from vault import custodians, deposits, fields, openers, rotations
from vault.generator import PasswordRules
from vault.models import Cause, Custodian, Rotation, Version
from vault.secret import Secret

DEEPEST = 5
SECOND_STEPS = {fields.TOTP_SEED, fields.BACKUP_CODES}


@guard("It has no password of its own: put the people who act on it on its access list.")
def has_keys_of_its_own(thing: Channel | Tool, asked: Asked) -> bool:
    return not isinstance(thing, Channel) or thing.access_method != AccessMethod.ROLES


@dataclass(frozen=True)
class Held:
    """The keys that are held now: which fields, since when, and when an officer tested them."""

    fields: tuple[str, ...]
    version: int
    made_at: datetime.datetime
    tested_on: datetime.date | None


def held(custodian: Custodian | None) -> Held | None:
    """None where no keys are held."""
    if custodian is None:
        return None
    current = custodian.versions.filter(standing=Version.Standing.CURRENT)
    rows = list(current.values_list("number", "made_at", "tested_on", "sealed__field"))
    if not rows:
        return None
    found = {fields.name_of(field) for *_, field in rows}
    names = tuple(name for name in fields.LABELS if name in found)
    number, made_at, tested_on, _ = rows[0]
    return Held(names, number, made_at, tested_on)


def rotation_of(custodian: Custodian | None) -> Rotation | None:
    """The rotation that is due or proposed."""
    return rotations.open_rotation(custodian) if custodian is not None else None


def keyed(channel: Channel) -> Channel | Tool:
    """What has the keys: the channel, the tool that it is run through, or the channel above it."""
    above: Channel | None = channel
    for _ in range(DEEPEST):
        if above is None or above.access_method != AccessMethod.PARENT:
            break
        channel = above
        if channel.tool is not None:
            return channel.tool
        above = channel.parent
    return above or channel


def custodian_of(channel: Channel) -> Custodian | None:
    """The custodian of the keys by which the channel is acted on; None where there are none yet."""
    return keyed(channel).custodian


def of(channel: Channel) -> list[Custodian]:
    """The same, to be locked with the channel."""
    found = custodian_of(channel)
    return [found] if found is not None else []


def opened(channel: Channel, *, by: Actor, today: datetime.date) -> Custodian:
    """The custodian, made the first time that it is needed."""
    thing = keyed(channel)
    with acts.performing(
        f"{thing._meta.model_name}.open_custody",
        thing,
        by=by,
        today=today,
        who=may_deposit_for,
        label="deposit keys",
        guards=[has_keys_of_its_own],
    ) as act:
        fresh = act.subject
        if fresh.custodian is None:
            fresh.custodian = custodians.register(
                str(fresh),
                path=f"/channels/{channel.pk}/keys",
                corporate=channel.tier == "corporate",
                by=by,
                today=today,
            )
            fresh.save()
        right = key_notices.responsible(fresh.custodian)
        custodians.tell_from_now_on(fresh.custodian, right, by=by, today=today)
    thing.__dict__.update(fresh.__dict__)
    found: Custodian = fresh.custodian
    return found


def deposit(
    channel: Channel, given: Mapping[str, Secret], *, by: Actor, today: datetime.date
) -> tuple[list[str], Rotation | None]:
    """Deposit the channel's keys, or propose new ones where keys are held already.

    Says the names of the fields given, and the rotation that was proposed, if one was.
    """
    custodian = custodian_of(channel)
    if custodian is None:
        custodian = opened(channel, by=by, today=today)
    if held(custodian) is None:
        return deposits.deposit(custodian, given, by=by, today=today), None
    rotation = rotations.propose(custodian, given, by=by, today=today)
    return [name for name in fields.LABELS if name in given], rotation


def fall_due(
    channel: Channel, cause: Cause, *, by: Actor, today: datetime.date, reason: str = ""
) -> None:
    """New keys are due, where keys are held. Call it before rows of the channel are saved."""
    for custodian in of(channel):
        if held(custodian) is not None:
            rotations.fall_due(custodian, cause, by=by, today=today, reason=reason)


def knows(person: User, channel: Channel) -> bool:
    """Whether this person opened, deposited or proposed the keys that are in force."""
    custodian = custodian_of(channel)
    return custodian is not None and openers.known_to(person).filter(pk=custodian.pk).exists()


def retire(channel: Channel, *, by: Actor, today: datetime.date) -> None:
    """The own keys of a retired channel are shredded when its platform gives it back no more."""
    if channel.custodian is not None and channel.custodian.retired_on is None:
        back = datetime.timedelta(days=channel.platform.recoverable_days)
        custodians.retire(channel.custodian, recoverable_until=today + back, by=by, today=today)


def rotation_wanted(channel: Channel, *, by: Actor, today: datetime.date, reason: str) -> Rotation:
    """New keys are due because somebody says so, and why."""
    custodian = custodian_of(channel)
    if custodian is None or held(custodian) is None:
        raise RefusedError("No keys are held yet.")
    with acts.performing(
        "channel.ask_for_new_keys",
        channel,
        by=by,
        today=today,
        who=may_deposit_for,
        label="ask for new keys",
        form=inputs.Ask,
        inputs={"reason": reason},
    ) as act:
        return rotations.fall_due(
            custodian, Cause.REASON, by=by, today=today, reason=act.asked.inputs["reason"]
        )


def password_rules(channel: Channel) -> PasswordRules:
    """What the channel's platform asks of a password; the longest that people can still type."""
    platform = channel.platform
    length = max(platform.password_min, min(platform.password_max, PasswordRules().length))
    return PasswordRules(
        length=length, symbols=platform.password_symbols or PasswordRules().symbols
    )


def proposed_fields(custodian: Custodian | None) -> tuple[str, ...]:
    """The fields of the keys that are proposed beside the current ones."""
    if custodian is None:
        return ()
    rows = custodian.versions.filter(standing=Version.Standing.PROPOSED)
    names = {fields.name_of(name) for name in rows.values_list("sealed__field", flat=True)}
    return tuple(name for name in fields.LABELS if name in names)


def second_step_passable(channel: Channel) -> bool:
    """Whether somebody on call can pass the second step of signing in without the team."""
    if channel.access_method != AccessMethod.KEYS or not channel.platform.totp:
        return True
    found = held(channel.custodian)
    return found is not None and bool(SECOND_STEPS & set(found.fields))
