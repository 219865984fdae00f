"""Somebody leaves: what they could do ends, and what they knew is changed.

It spans all rooms, so it lives in the highest that it changes.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.contrib.sessions.models import Session
from django.db import models

from governance.models.access import Holder
from governance.models.channel import Channel
from governance.who import recipients
from ledger import acts
from ledger.actors import CLOCK, OPERATOR, Actor
from ledger.questions import Asked, guard, permission
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


def leave(user: User, *, by: Actor, today: datetime.date) -> Leaving:
    """End everything that the person could do here, and say what is to be done elsewhere."""
    led = list(Channel.objects.exclude(state="retired").filter(lead=user))
    administered = Channel.objects.exclude(state="retired").filter(administrators=user)
    holders = list(Holder.objects.filter(user=user, removed_on=None).select_related("channel"))
    known = list(openers.known_to(user))
    open_grants = list(Grant.objects.filter(person=user, state=Grant.State.ACTIVE))
    touched = {
        channel.pk: channel
        for channel in [*led, *administered, *(holder.channel for holder in holders)]
    }
    with acts.performing(
        "person.leave",
        user,
        by=by,
        today=today,
        who=may_say_who_leaves,
        label="say that somebody leaves",
        guards=[still_here],
        lock=[*touched.values(), *holders, *known, *open_grants, *_custodians(open_grants)],
    ) as act:
        found = Leaving()
        for grant in open_grants:
            # Whoever says that somebody leaves may end nobody's opening; it falls due with it.
            grants.end(grant, by=CLOCK, today=today)
        _rotate(known, found, by=by, today=today)
        for holder in holders:
            act.fresh(holder).removal_wanted_on = today
            act.fresh(holder).save()
            found.roles_to_remove.append(str(holder.channel))
        for channel in touched.values():
            fresh = act.fresh(channel)
            fresh.administrators.remove(user)
            if fresh.lead_id == user.pk:
                fresh.lead = None
                found.channels_without_lead.append(str(channel))
                act.tell(
                    "channel_without_lead", recipients.manager_or_heads(channel), **channel.told()
                )
            fresh.save()
        _end_here(act.subject, act.asked)
        act.asked.facts |= {
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
    user.__dict__.update(act.subject.__dict__)
    return found


def _rotate(known: list[Custodian], found: Leaving, *, by: Actor, today: datetime.date) -> None:
    for custodian in known:
        rotations.fall_due(custodian, Cause.LEAVER, by=by, today=today)
        found.keys_to_rotate.append(str(custodian))


def _custodians(open_grants: list[Grant]) -> models.QuerySet[Custodian]:
    return Custodian.objects.filter(grants__in=open_grants).distinct()


def _end_here(user: User, asked: Asked) -> None:
    """Sign-in, sessions, tokens, duties, roles and memberships."""
    user.is_active, user.left_on = False, asked.today
    user.groups.clear()
    user.save()
    user.memberships.filter(ended_on=None).update(ended_on=asked.today)
    Token.objects.filter(person=user, revoked=False).update(revoked=True)
    Duty.objects.filter(user=user, ends_at__gt=asked.at).update(ends_at=asked.at)
    for session in Session.objects.filter(expire_date__gt=asked.at):
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
