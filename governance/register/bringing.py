"""The acts of an import: a channel, and the teams and people whom its row names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from governance.access.guards import STAYS
from governance.models import Channel
from governance.who import permissions as may
from ledger.acts import Act, Door, act, opens
from ledger.questions import Asked, guard
from people.models import Team, User

PART_OF_IT = "It is part of importing a channel."


@guard(STAYS)
def new_or_unretired(channel: Channel, asked: Asked) -> bool:
    """A file may bring a channel that is retired already; one that is here stays retired."""
    return channel._state.adding or channel.state != Channel.State.RETIRED


@act(
    "channel.import",
    Channel,
    label="Import a channel",
    who=may.importer,
    guards=[new_or_unretired],
    silent="Whoever imports is shown what every channel still owes.",
    saves=False,
)
def bring_in(
    channel: Channel,
    act: Act,
    facts: dict[str, Any],
    change: Callable[[Channel], None] | None,
) -> None:
    """A new one is saved with all others of its file; one that is here is changed by `change`.

    `facts` are what the row said.
    """
    if change is not None:
        change(channel)
        channel.save()
    act.facts |= facts


@act(
    "team.create",
    Team,
    label="Make a team",
    who=may.importer,
    silent="Nobody is in it yet.",
    within=PART_OF_IT,
)
def make_team(team: Team, act: Act) -> None:
    team.save(force_insert=True)


@act(
    "person.create",
    User,
    label="Add a person",
    who=may.importer,
    silent="They cannot sign in yet.",
    within=PART_OF_IT,
)
def add_person(user: User, act: Act) -> None:
    user.save(force_insert=True)


opens(Door("command", "import_register"), bring_in)
