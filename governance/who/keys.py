"""Who may do what with keys: what governance registers with the vault."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Iterator

from django.db import models
from django.utils import timezone

from governance.models import Channel, Holder, Tool
from governance.who import recipients
from governance.who.permissions import names
from ledger.actors import Actor
from ledger.models import Entry
from ledger.questions import Asked, clock, permission
from people.duties import on_duty
from people.models import User
from people.roles import Role
from vault import permissions
from vault.models import Custodian


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
    administers = channel.administrators.filter(pk=person.pk)
    return names(channel.lead_id, person) or administers.exists()


def on_access_list(custodian: Custodian, person: Actor) -> bool:
    """People who know the keys anyway, and so make no rotation due by opening them.

    A line counts once an officer has confirmed it.
    """
    listed = channels_of(custodian).filter(
        holders__user_id=str(person.pk),
        holders__confirmed_on__isnull=False,
        holders__removed_on=None,
    )
    return _is_of_the_channel(custodian, person) or listed.exists()


def listed_since(custodian: Custodian, at: datetime.datetime) -> set[uuid.UUID]:
    """Everybody who is on the access list, or was at any time since that instant.

    A line counts once it is confirmed, or where it said full control. The lead and the
    administrators are on the list without a line.
    """
    channels = list(channels_of(custodian))
    lines = _lines(channels)
    found = {line.user_id for line in lines if line.removed_on is None and line.confirmed_on}
    found |= {line.user_id for line in _removed_since(lines, at)}
    found |= {channel.lead_id for channel in channels}
    administrators = User.objects.filter(channels_administered__in=channels)
    found |= set(administrators.values_list("pk", flat=True))
    return {each for each in found if each is not None}


def _lines(channels: Iterable[Channel]) -> list[Holder]:
    counts = models.Q(confirmed_on__isnull=False) | models.Q(level=Holder.Level.FULL)
    return list(Holder.objects.filter(counts, channel__in=channels, user__isnull=False))


def _removed_since(lines: list[Holder], at: datetime.datetime) -> Iterator[Holder]:
    """By the instant that the ledger knows, or else by the day."""
    removed = [line for line in lines if line.removed_on is not None]
    ids = [line.pk for line in removed]
    entries = Entry.objects.filter(subject_kind="holder", act="access.remove", subject_id__in=ids)
    instants = dict(entries.values_list("subject_id", "at"))
    day = timezone.localtime(at).date()
    for line in removed:
        instant = instants.get(line.pk)
        later = instant >= at if instant else (line.removed_on or day) > day
        if later:
            yield line


def ever_listed(person: models.Model) -> set[uuid.UUID]:
    """The custodians on whose access list somebody is or was."""
    channels = Channel.objects.filter(
        models.Q(lead_id=person.pk)
        | models.Q(administrators=person.pk)
        | models.Q(holders__user_id=person.pk)
    )
    rows = channels.values_list("custodian_id", "tool__custodian_id")
    return {each for row in rows for each in row if each is not None}


def responsible(custodian: Custodian) -> Iterable[User]:
    """Everybody who is told at once when the keys are opened."""
    channel = channel_of(custodian)
    people = list(recipients.channel_people(channel)) if channel else []
    people += [*recipients.heads(), *recipients.officers()]
    return {user.pk: user for user in people}.values()


def _opens(asked: Asked) -> bool:
    """A steward can never open keys, whatever else they are."""
    return isinstance(asked.by, User) and not asked.by.holds(Role.STEWARD)


def _is_officer(thing: object, asked: Asked) -> bool:
    return isinstance(asked.by, User) and asked.by.is_officer and _opens(asked)


@permission("a communications officer, somebody who is on duty, or who answers for the channel")
def may_ask(custodian: Custodian, asked: Asked) -> bool:
    if not _opens(asked):
        return False
    officer = isinstance(asked.by, User) and asked.by.is_officer
    return officer or on_duty.permits(custodian, asked) or _is_of_the_channel(custodian, asked.by)


may_approve = permission("another communications officer, such as the head")(_is_officer)
may_finish = permission("a communications officer")(_is_officer)
may_test = permission("a communications officer")(_is_officer)


@permission("the head of communications")
def may_manage(custodian: Custodian, asked: Asked) -> bool:
    return isinstance(asked.by, User) and asked.by.holds(Role.HEAD)


@permission("the lead or an administrator of the channel, or a communications officer")
def may_deposit(custodian: Custodian, asked: Asked) -> bool:
    return _is_officer(custodian, asked) or _is_of_the_channel(custodian, asked.by)


@permission("the lead or an administrator of the channel, or a communications officer")
def may_deposit_for(thing: Channel | Tool, asked: Asked) -> bool:
    """The keys of a tool, which may run many channels, are the officers' alone."""
    mine = isinstance(thing, Channel) and _answers_for(thing, asked.by)
    return mine or _is_officer(thing, asked)


def approvers(custodian: Custodian) -> Iterable[User]:
    """Officers, without stewards, who can never open keys."""
    return User.objects.holding(Role.OFFICER, Role.HEAD).exclude(groups__name=Role.STEWARD)


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
            listed_since=listed_since,
            ever_listed=ever_listed,
        )
    )
