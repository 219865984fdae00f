"""How what a cell says gets into a channel, be it a new one or one that is here already."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from governance.models import Channel
from governance.register.known import Known, plain
from governance.register.newcomers import Newcomers

V = TypeVar("V")


def _nothing(said: object, known: Known) -> list[str]:
    return []


@dataclass(frozen=True, kw_only=True)
class Taking(Generic[V]):
    """By a `field` of the channel. An empty cell is never taken: it leaves things as they are.

    `differs` compares, `against` says in sentences why a value cannot be taken.
    """

    field: str
    differs: Callable[[V, Channel], bool]
    put: Callable[[Channel, V, Newcomers], None]
    against: Callable[[V, Known], list[str]] = _nothing


@dataclass(frozen=True)
class Elsewhere:
    """Not by a field: `where` says what reads the cell."""

    where: str


@dataclass(frozen=True)
class OnlySaid:
    """Exported and never imported: `why` completes a sentence."""

    why: str


def text(field: str) -> Taking[str]:
    """Spaces do not count as a difference."""
    return Taking(
        field=field,
        differs=lambda said, channel: said.split() != getattr(channel, field).split(),
        put=lambda channel, said, newcomers: setattr(channel, field, said),
    )


def day(field: str) -> Taking[datetime.date | None]:
    return Taking(
        field=field,
        differs=lambda said, channel: said != getattr(channel, field),
        put=lambda channel, said, newcomers: setattr(channel, field, said),
    )


def _put_end(channel: Channel, said: datetime.date | None, newcomers: Newcomers) -> None:
    channel.ends_on, channel.ends_provisional = said, False


def _other_team(said: str, channel: Channel) -> bool:
    return plain(said) not in {plain(channel.team.name), channel.team.slug}


def _put_team(channel: Channel, said: str, newcomers: Newcomers) -> None:
    channel.team = newcomers.team(said)


def _several_teams(said: str, known: Known) -> list[str]:
    if len(known.teams(said)) > 1:
        return [f"Several teams are called {said}. Write the short name of one of them."]
    return []


def _other_lead(said: str, channel: Channel) -> bool:
    return channel.lead is None or said.lower() != channel.lead.email.lower()


def _put_lead(channel: Channel, said: str, newcomers: Newcomers) -> None:
    """After the team: a lead is of it. A new channel's administrators are written with all."""
    channel.lead = newcomers.lead(said, channel.team)
    if not channel._state.adding:
        channel.administrators.add(channel.lead)


def _lead_has_left(said: str, known: Known) -> list[str]:
    person = known.person(said)
    if person is not None and not person.is_active:
        return [f"{said} has left. Name somebody else as the lead."]
    return []


END: Taking[datetime.date | None] = Taking(
    field="ends_on",
    differs=lambda said, channel: said != channel.ends_on,
    put=_put_end,
)
TEAM = Taking(field="team", differs=_other_team, put=_put_team, against=_several_teams)
LEAD = Taking(field="lead", differs=_other_lead, put=_put_lead, against=_lead_has_left)
