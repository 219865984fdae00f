"""Somebody leaves: what they could do ends, and what they knew is changed.

It spans all rooms, so it lives in the highest that it changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.sessions.models import Session
from django.db import models

from governance.models import Channel, Holder
from governance.who import recipients
from ledger.actors import CLOCK, OPERATOR
from ledger.acts import Act, Door, act, opens
from ledger.questions import Asked, guard, permission
from people import appointments
from people.models import Duty, Token, User
from people.roles import Role
from vault import grants, openers, rotations
from vault.models import Cause, Custodian, Grant


@dataclass
class Leaving:
    """What somebody's leaving has made due."""

    roles_to_remove: list[str] = field(default_factory=list)
    keys_to_rotate: list[str] = field(default_factory=list)
    channels_without_lead: list[str] = field(default_factory=list)


@permission("a steward, or an operator of the machine")
def may_say_who_leaves(user: User, asked: Asked) -> bool:
    by = asked.by
    return by is OPERATOR or (isinstance(by, User) and by.holds(Role.STEWARD))


@guard("This person has left already.")
def still_here(user: User, asked: Asked) -> bool:
    return user.left_on is None


@dataclass(frozen=True)
class Touched:
    """Everything of this person's that leaving ends or changes."""

    channels: list[Channel]
    holders: list[Holder]
    known: list[Custodian]
    openings: list[Grant]

    def rows(self) -> list[models.Model]:
        """To be locked with the person."""
        custodians = Custodian.objects.filter(grants__in=self.openings).distinct()
        return [*self.channels, *self.holders, *self.known, *self.openings, *custodians]


def _touched(user: User) -> Touched:
    unretired = Channel.objects.exclude(state=Channel.State.RETIRED)
    holders = list(Holder.objects.filter(user=user, removed_on=None).select_related("channel"))
    channels = [
        *unretired.filter(lead=user),
        *unretired.filter(administrators=user),
        *(holder.channel for holder in holders),
    ]
    return Touched(
        channels=list({channel.pk: channel for channel in channels}.values()),
        holders=holders,
        known=list(openers.known_to(user)),
        openings=list(Grant.objects.filter(person=user, state=Grant.State.ACTIVE)),
    )


def _rows(user: User, asked: Asked) -> list[models.Model]:
    return [*_touched(user).rows(), *appointments.standing_of(user)]


@act(
    "person.leave",
    User,
    label="Say that somebody leaves",
    who=may_say_who_leaves,
    guards=[still_here],
    locks=_rows,
    tells=["channel_without_lead", "roles_to_remove"],
)
def leave(user: User, act: Act) -> Leaving:
    """End everything that the person could do here, and say what is to be done elsewhere."""
    touched, found = _touched(user), Leaving()
    for grant in touched.openings:
        # Whoever says that somebody leaves may end nobody's opening; it falls due with it.
        grants.end(grant, by=CLOCK, today=act.today)
    for custodian in touched.known:
        rotations.fall_due(custodian, Cause.LEAVER, by=act.by, today=act.today)
        found.keys_to_rotate.append(str(custodian))
    for holder in touched.holders:
        holder.removal_wanted_on = act.today
        holder.save()
        found.roles_to_remove.append(str(holder.channel))
    for channel in touched.channels:
        _leave_channel(act.fresh(channel), user, act, found)
    _end_here(user, act)
    act.facts |= {
        "roles_to_remove": len(found.roles_to_remove),
        "keys_to_rotate": len(found.keys_to_rotate),
        "channels_without_lead": len(found.channels_without_lead),
    }
    if found.roles_to_remove:
        act.tell(
            "roles_to_remove",
            recipients.officers(),
            person=str(user),
            channels=sorted(set(found.roles_to_remove)),
            path="/",
        )
    return found


opens(Door("command", "leave"), leave)


def _leave_channel(channel: Channel, user: User, act: Act, found: Leaving) -> None:
    channel.administrators.remove(user)
    if channel.lead_id == user.pk:
        channel.lead = None
        found.channels_without_lead.append(str(channel))
        people = recipients.manager_or_heads(channel)
        act.tell("channel_without_lead", people, **channel.told())
    channel.save()


def _end_here(user: User, asked: Asked) -> None:
    """Sign-in, sessions, tokens, duties, roles and memberships."""
    appointments.take_all_away(user, by=asked.by, today=asked.today)
    user.is_active, user.left_on = False, asked.today
    user.save()
    user.memberships.filter(ended_on=None).update(ended_on=asked.today)
    Token.objects.filter(person=user, revoked=False).update(revoked=True)
    Duty.objects.filter(user=user, ends_at__gt=asked.at).update(ends_at=asked.at)
    for session in Session.objects.filter(expire_date__gt=asked.at):
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
