"""Who answers for a channel: the one place where its lead and its administrators change."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from governance.access import lines
from governance.access.guards import unretired
from governance.channels import inputs
from governance.models import Channel
from governance.policy import reading as policy
from governance.who import permissions as may
from ledger.actors import Actor
from ledger.acts import Act, act
from ledger.refusals import InvalidError
from people.models import User

ENOUGH = 2
TOO_FEW = "Name two people at least. The lead counts, and an officer may be one."


@dataclass(frozen=True)
class Settled:
    """Everybody who answers for it now, who of them is new, and who was named before and is not."""

    now: list[User]
    came: list[User]
    went: list[User]


def settle(
    channel: Channel,
    *,
    lead: User | None,
    administrators: Iterable[User],
    by: Actor,
    today: datetime.date,
) -> Settled:
    """Put these people in the place of those before, within an act that locks the channel.

    The lead becomes an administrator as well, and each is a line of the access list. The caller
    saves the channel afterwards.
    """
    before = {user.pk: user for user in channel.administrators.all()}
    if channel.lead is not None:
        before[channel.lead.pk] = channel.lead
    now = {user.pk: user for user in [*([lead] if lead else []), *administrators]}
    channel.lead = lead
    channel.administrators.set(now.values())
    lines.keep(channel, by=by, today=today)
    return Settled(
        now=list(now.values()),
        came=[user for key, user in now.items() if key not in before],
        went=[user for key, user in before.items() if key not in now],
    )


@act(
    "channel.name_people",
    Channel,
    label="Name its people",
    who=may.officer | may.team_manager,
    guards=[unretired],
    form=inputs.NamePeople,
    tells=["people_named"],
)
def name_people(channel: Channel, act: Act) -> None:
    """Say who leads it and who can act on it."""
    before = channel.lead
    lead: User = act.inputs["lead"]
    others = [user for user in act.inputs["administrators"] if user.pk != lead.pk]
    _check(channel, lead, [lead, *others], act.today)
    settled = settle(channel, lead=lead, administrators=[lead, *others], by=act.by, today=act.today)
    named = ", ".join(map(str, settled.now))
    act.facts["administrators"] = sorted(str(user.pk) for user in settled.now)
    act.words["lead"] = f"{before or 'nobody'} → {lead}"
    act.words["administrators"] = named
    told = [*settled.now, *(user for user in settled.went if user.is_active)]
    act.tell("people_named", told, **channel.told(), lead=str(lead), administrators=named)


def _check(channel: Channel, lead: User, named: list[User], today: datetime.date) -> None:
    """Raises InvalidError with everything that is wrong, by field."""
    errors: dict[str, list[str]] = {}
    if found := _against_lead(channel, lead, today):
        errors["lead"] = [found]
    gone = [str(user) for user in named if not user.is_active and user.pk != lead.pk]
    if gone:
        said = f"No longer here: {', '.join(gone)}. Name people who are here."
        errors["administrators"] = [said]
    elif len(named) < ENOUGH:
        errors["administrators"] = [TOO_FEW]
    if errors:
        raise InvalidError(errors)


def _against_lead(channel: Channel, lead: User, today: datetime.date) -> str:
    """Why this person cannot lead it; nothing where they can. One who leads it already stays."""
    if not lead.is_active:
        return f"{lead} is no longer here. Name somebody who is."
    if lead.ends_on is not None:
        return (
            f"{lead} is here until a day that is set. Such a person can be an administrator; "
            "name somebody else as the lead."
        )
    if lead.pk != channel.lead_id and policy.yet_to_read([lead], today):
        return (
            f"{lead} has not read the current policy. Ask {lead} to sign in, open “Policy” and "
            "say that they have read it. Then name them here."
        )
    return ""
