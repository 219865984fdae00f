"""Whatever happened before somebody left: the work list is what is really so.

What is so is kept by the test itself, as each thing is done, and nothing of the program is asked.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction

from governance.access import acts as access
from governance.channels import people
from governance.keys import acts as keys_acts
from governance.models import Channel, Holder, Tool
from people.models import User
from tests import cast as given
from tests.api.scim.conftest import GONE, Sends
from tests.cast import TODAY, Cast
from vault.models import Rotation

HISTORIES = int(os.environ.get("KEYHOLDER_TEST_HISTORIES", "6"))  # the bench asks for 1,000
LONGEST = 8
DEPOSITED = 0.5
Line = tuple[str, str, str]
"""Which channel, what kind, and what it is called."""


@dataclass
class World:
    """Two channels, who could do something on them, and what they really can."""

    cast: Cast
    chance: random.Random
    keys: Channel
    roles: Channel
    lines: dict[str, set[Line]] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    knows: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for channel in (self.keys, self.roles):
            self.leads[str(channel)] = str(self.cast.lead)
            for user in (self.cast.lead, self.cast.administrator):
                self.has(user, channel, "person")

    @property
    def pool(self) -> list[User]:
        cast = self.cast
        return [cast.lead, cast.administrator, cast.member, cast.outsider, cast.manager]

    def somebody(self) -> User:
        return self.chance.choice(self.pool)

    def channel(self) -> Channel:
        chosen = self.chance.choice([self.keys, self.roles])
        return Channel.objects.get(pk=chosen.pk)

    def has(self, user: User, channel: Channel, kind: str, name: str = "") -> None:
        self.lines.setdefault(str(user), set()).add((str(channel), kind, name))

    def listed(self, user: User, channel: Channel) -> bool:
        return (str(channel), "person", "") in self.lines.get(str(user), set())


def gets_a_role(world: World) -> None:
    user, channel = world.somebody(), world.channel()
    if world.listed(user, channel):
        return
    answers = {"kind": "person", "email": user.email, "level": "publish"}
    access.add(channel, by=world.cast.officer, today=TODAY, **answers)
    world.has(user, channel, "person")


def signs_a_tool_in(world: World) -> None:
    user, channel = world.somebody(), world.channel()
    tool, _ = Tool.objects.get_or_create(name="Scheduler")
    answers = {"kind": "tool", "email": user.email, "level": "publish", "tool": str(tool.pk)}
    line = access.add(channel, by=world.cast.officer, today=TODAY, **answers)
    world.has(user, channel, "tool", str(line.pk))


def keeps_a_device(world: World) -> None:
    user, channel = world.somebody(), world.channel()
    answers = {"kind": "device", "email": user.email, "level": "full", "name": "Phone"}
    line = access.add(channel, by=world.cast.officer, today=TODAY, where="Drawer 2", **answers)
    world.has(user, channel, "device", str(line.pk))


def loses_a_role(world: World) -> None:
    user, channel = world.somebody(), world.channel()
    if not world.listed(user, channel):
        return
    line = channel.holders.get(kind="person", user=user, removed_on=None)
    access.remove(line, by=world.cast.officer, today=TODAY)
    world.lines[str(user)].discard((str(channel), "person", ""))
    if world.leads[str(channel)] == str(user):
        world.leads[str(channel)] = ""


def leads_from_now_on(world: World) -> None:
    channel = world.channel()
    lead = world.chance.choice([world.cast.lead, world.cast.administrator])
    other = world.somebody()
    if other == lead:
        return
    said = {"lead": str(lead.pk), "administrators": [str(lead.pk), str(other.pk)]}
    people.name_people(channel, by=world.cast.officer, today=TODAY, **said)
    world.leads[str(channel)] = str(lead)
    for user in (lead, other):
        world.has(user, channel, "person")


HAPPENS: list[Callable[[World], None]] = [
    gets_a_role,
    signs_a_tool_in,
    keeps_a_device,
    loses_a_role,
    leads_from_now_on,
]


def wanted(user: User) -> set[Line]:
    """What the program says is to be removed, disconnected or collected."""
    found = Holder.objects.filter(user=user, removed_on=None, removal_wanted_on__isnull=False)
    return {
        (str(each.channel), each.kind, "" if each.kind == "person" else str(each.pk))
        for each in found
    }


def test_work_after_leaving_is_what_is_really_so(cast: Cast, directory: Sends) -> None:
    keys = given.approved_channel(cast)
    roles = given.approved_channel(
        cast, platform="linkedin", answers={"handle": "company/riverside-therapies"}
    )
    for seed in range(HISTORIES):
        before = transaction.savepoint()
        one(World(cast, random.Random(seed), keys, roles), directory)  # noqa: S311  the same each run
        transaction.savepoint_rollback(before)


def one(world: World, directory: Sends) -> None:
    cast, chance = world.cast, world.chance
    if chance.random() < DEPOSITED:
        depositor = chance.choice([cast.lead, cast.officer])
        channel = Channel.objects.get(pk=world.keys.pk)
        keys_acts.deposit(channel, given.keys(), by=depositor, today=TODAY)
        world.knows.add(str(depositor))
    for _ in range(chance.randint(0, LONGEST)):
        chance.choice(HAPPENS)(world)
    leaver = world.somebody()
    assert directory("patch", leaver.pk, GONE).status_code == 200
    assert wanted(leaver) == world.lines.get(str(leaver), set())
    for channel in (world.keys, world.roles):
        without = Channel.objects.get(pk=channel.pk).lead is None
        assert without == (world.leads[str(channel)] in ("", str(leaver)))
    due = Rotation.objects.filter(state="due", cause__in=["leaver", "role"]).exists()
    assert due or str(leaver) not in world.knows
