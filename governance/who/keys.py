"""Who may do what with keys: what governance registers with the vault."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from django.db import models
from django.utils import timezone

from governance.models import Channel, Holder, Tool
from governance.models.platform import AccessMethod
from governance.who import recipients
from governance.who.permissions import names
from ledger.actors import Actor
from ledger.questions import Asked, clock, permission
from people.duties import is_on_duty, on_duty
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


def channels_run_by(custodian: Custodian) -> set[uuid.UUID]:
    """The same, with all channels that are run through these."""
    found: set[uuid.UUID] = set()
    more = set(channels_of(custodian).values_list("pk", flat=True))
    while more:
        found |= more
        below = Channel.objects.filter(
            parent__in=more, access_method=AccessMethod.PARENT, tool=None
        )
        more = set(below.values_list("pk", flat=True)) - found
    return found


def listed_since(custodian: Custodian, since: datetime.datetime) -> set[uuid.UUID]:
    """Everybody who was on an access list of these keys at any time since then, by their ids.

    Whoever answers for a channel or may act on it knows its keys, whether or not they opened them.
    """
    day, channels = timezone.localdate(since), channels_run_by(custodian)
    open_ = models.Q(ended_at=None, removal_wanted_on=None, removed_on=None)
    later = models.Q(ended_at__gt=since)
    # Of lines that ended before instants were kept the day is known.
    later |= models.Q(ended_at=None, removal_wanted_on__gt=day)
    later |= models.Q(ended_at=None, removal_wanted_on=None, removed_on__gt=day)
    lines = Holder.objects.filter(open_ | later, channel__in=channels, user__isnull=False)
    people = User.objects.filter(
        models.Q(channels_led__in=channels) | models.Q(channels_administered__in=channels)
    )
    return {
        *lines.order_by().values_list("user_id", flat=True).distinct(),
        *people.values_list("pk", flat=True),
    }


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
        holders__kind=Holder.Kind.PERSON,
        holders__user_id=str(person.pk),
        holders__confirmed_on__isnull=False,
        holders__removed_on=None,
    )
    return _is_of_the_channel(custodian, person) or listed.exists()


def ever_listed(person: models.Model) -> set[uuid.UUID]:
    """The custodians on whose access list somebody is or was, also through channels above."""
    listed = models.Q(lead_id=person.pk) | models.Q(administrators=person.pk)
    listed |= models.Q(holders__user_id=person.pk)
    found: set[uuid.UUID] = set()
    more = set(Channel.objects.filter(listed).values_list("pk", flat=True))
    while more:
        found |= more
        run = Channel.objects.filter(pk__in=more, access_method=AccessMethod.PARENT, tool=None)
        more = set(run.exclude(parent=None).values_list("parent_id", flat=True)) - found
    rows = Channel.objects.filter(pk__in=found).values_list("custodian_id", "tool__custodian_id")
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


NEW_FOR = datetime.timedelta(hours=24)


def not_at_once_before(
    custodian: Custodian, person: Actor, now: datetime.datetime
) -> datetime.datetime | None:
    """A day after the role began to work by which they may open; whoever has two, by the older.

    So whoever made somebody an officer, and whoever agreed, has a night to notice what was done.
    """
    if not isinstance(person, User) or _is_of_the_channel(custodian, person):
        return None
    roles = [Role.OFFICER, Role.HEAD]
    if is_on_duty(person, at=now):
        roles.append(Role.ON_CALL)
    since = [at for role in roles if (at := person.working_since(role))]
    return min(since) + NEW_FOR if since else None


def approvers(custodian: Custodian) -> Iterable[User]:
    """Officers, without stewards, who can never open keys."""
    stewards = User.objects.holding(Role.STEWARD).values("pk")
    return User.objects.holding(Role.OFFICER, Role.HEAD).exclude(pk__in=stewards)


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
            not_at_once_before=not_at_once_before,
        )
    )
