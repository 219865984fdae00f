"""The vault as governance uses it: which keys a channel has, who may ask, and who is told."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models

from governance import recipients
from governance.inputs import keys as inputs
from governance.models.channel import Channel
from ledger import acts, outbox
from ledger.actors import CLOCK, Actor
from ledger.questions import Asked, Permission, clock, permission
from ledger.refusals import RefusedError
from people.duties import on_duty
from people.models import User
from people.roles import Role
from vault import custodians, deposits, fields, grants, openers, permissions, rotations
from vault.generator import PasswordRules
from vault.models import Cause, Custodian, Rotation, Version
from vault.secret import Secret

SECOND_STEPS = {fields.TOTP_SEED, fields.BACKUP_CODES}


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


def opened(channel: Channel, *, by: Actor, today: datetime.date) -> Custodian:
    """The channel's custodian, made the first time that it is needed."""
    with acts.performing(
        "channel.open_custody",
        channel,
        by=by,
        today=today,
        who=may_deposit_for,
        label="deposit keys",
    ) as act:
        fresh = act.subject
        if fresh.custodian is None:
            fresh.custodian = custodians.register(
                str(fresh),
                path=f"/channels/{fresh.pk}/keys",
                corporate=fresh.tier == "corporate",
                by=by,
                today=today,
            )
            fresh.save()
        custodians.tell_from_now_on(fresh.custodian, responsible(fresh), by=by, today=today)
    channel.__dict__.update(fresh.__dict__)
    found: Custodian = fresh.custodian
    return found


def deposit(
    channel: Channel, given: Mapping[str, Secret], *, by: Actor, today: datetime.date
) -> tuple[list[str], Rotation | None]:
    """Deposit the channel's keys, or propose new ones where keys are held already.

    Says the names of the fields given, and the rotation that was proposed, if one was.
    """
    custodian = channel.custodian
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
    if channel.custodian is not None and held(channel.custodian) is not None:
        rotations.fall_due(channel.custodian, cause, by=by, today=today, reason=reason)


def knows(person: User, channel: Channel) -> bool:
    """Whether this person opened, deposited or proposed the keys that are in force."""
    known = openers.known_to(person)
    return channel.custodian_id is not None and known.filter(pk=channel.custodian_id).exists()


def of(channel: Channel) -> list[Custodian]:
    """The channel's custodian, to be locked with it; none where it has no keys."""
    return [channel.custodian] if channel.custodian is not None else []


def retire(channel: Channel, *, by: Actor, today: datetime.date) -> None:
    """The keys of a retired channel are shredded when its platform gives it back no more."""
    if channel.custodian is not None and channel.custodian.retired_on is None:
        back = datetime.timedelta(days=channel.platform.recoverable_days)
        custodians.retire(channel.custodian, recoverable_until=today + back, by=by, today=today)


def tell_the_right_people(*, today: datetime.date) -> int:
    """The clock's act: whoever is responsible now is told from now on. Says where that changed."""
    changed = 0
    keyed = Channel.objects.filter(custodian__isnull=False, custodian__retired_on=None)
    for channel in keyed.select_related("custodian", "lead", "team__manager"):
        told = set(channel.custodian.responsible.values_list("pk", flat=True))  # type: ignore[union-attr]  # filtered
        right = list(responsible(channel))
        if told != {user.pk for user in right}:
            custodians.tell_from_now_on(channel.custodian, right, by=CLOCK, today=today)  # type: ignore[arg-type]  # filtered
            changed += 1
    return changed


def ask_for_accounts(*, today: datetime.date, now: datetime.datetime) -> int:
    """The clock's act: remind who opened keys at once and has not accounted for it, then the head.

    Each once, however many days were missed.
    """
    owed = 0
    for grant in grants.unaccounted(today=today).select_related("person", "custodian"):
        told = {**grant.told(), "account_by": _in_words(grant.account_by)}
        for rung, people in (("person", [grant.person]), ("head", list(recipients.heads()))):
            once = f"account_due:{grant.pk}:{rung}"
            owed += outbox.owe("keys_account_due", people, context=told, once=once, at=now)
    return owed


def rotation_wanted(channel: Channel, *, by: Actor, today: datetime.date, reason: str) -> Rotation:
    """New keys are due because somebody says so, and why."""
    custodian = channel.custodian
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


def responsible(channel: Channel) -> Iterable[User]:
    """Everybody who is told at once when the keys are opened."""
    people = [*recipients.channel_people(channel), *recipients.heads()]
    return {user.pk: user for user in [*people, *recipients.officers()]}.values()


def second_step_passable(channel: Channel) -> bool:
    """Whether somebody on call can pass the second step of signing in without the team."""
    if channel.access_method != "keys" or not channel.platform.totp:
        return True
    found = held(channel.custodian)
    return found is not None and bool(SECOND_STEPS & set(found.fields))


def channel_of(custodian: Custodian) -> Channel | None:
    """The channel whose keys these are; a tool's custodian has none."""
    return Channel.objects.filter(custodian=custodian).first()


def channels_of(custodian: Custodian) -> models.QuerySet[Channel]:
    """Every channel that these keys open: its own, or all that a tool runs."""
    return Channel.objects.filter(
        models.Q(custodian=custodian) | models.Q(tool__custodian=custodian)
    )


def _is_of_the_channel(custodian: Custodian, person: Actor) -> bool:
    channel = channel_of(custodian)
    return channel is not None and _answers_for(channel, person)


def _answers_for(channel: Channel, person: Actor) -> bool:
    return channel.lead_id == person.pk or channel.administrators.filter(pk=person.pk).exists()


def on_access_list(custodian: Custodian, person: Actor) -> bool:
    """People who know the keys anyway, and so make no rotation due by opening them."""
    listed = channels_of(custodian).filter(
        holders__user_id=str(person.pk), holders__removed_on=None
    )
    return _is_of_the_channel(custodian, person) or listed.exists()


def _opens(asked: Asked) -> bool:
    """A steward can never open keys, whatever else they are."""
    return isinstance(asked.by, User) and not asked.by.holds(Role.STEWARD)


@permission("a communications officer, somebody who is on duty, or who answers for the channel")
def may_ask(custodian: Custodian, asked: Asked) -> bool:
    if not _opens(asked):
        return False
    officer = isinstance(asked.by, User) and asked.by.is_officer
    return officer or on_duty.permits(custodian, asked) or _is_of_the_channel(custodian, asked.by)


def _is_officer(thing: object, asked: Asked) -> bool:
    return isinstance(asked.by, User) and asked.by.is_officer and _opens(asked)


may_approve = Permission("another communications officer, such as the head", _is_officer)
may_finish = Permission("a communications officer", _is_officer)
may_test = Permission("a communications officer", _is_officer)
may_manage = Permission(
    "the head of communications",
    lambda custodian, asked: isinstance(asked.by, User) and asked.by.holds(Role.HEAD),
)


@permission("the lead or an administrator of the channel, or a communications officer")
def may_deposit(custodian: Custodian, asked: Asked) -> bool:
    return _is_officer(custodian, asked) or _is_of_the_channel(custodian, asked.by)


@permission("the lead or an administrator of the channel, or a communications officer")
def may_deposit_for(channel: Channel, asked: Asked) -> bool:
    return _is_officer(channel, asked) or _answers_for(channel, asked.by)


def approvers(custodian: Custodian) -> Iterable[User]:
    return recipients.officers()


def register() -> None:
    """Called once, when the program starts."""
    permissions.register(
        permissions.Rules(
            ask=may_ask,
            approve=may_approve,
            finish=may_finish | clock,
            deposit=may_deposit,
            rotate=may_deposit,
            test=may_test,
            manage=may_manage,
            approvers=approvers,
            on_access_list=on_access_list,
        )
    )


def _in_words(day: datetime.date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
