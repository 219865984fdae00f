"""Keys: put into the vault, tried, opened at night and changed; and who has really seen them.

What people know is written down here apart from the program: it is what the program is held
against.
"""

from __future__ import annotations

import base64
import datetime
import random
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

import time_machine
from django.utils import timezone

from governance import hours
from governance.access import custody
from governance.keys import acts as keys
from governance.models import Channel, Obligation
from people import duties
from people.models import User
from people.roles import Role
from tests.years.organisation import MAILBOX
from vault import fields, grants, keytests, rotations, undone
from vault.models import Custodian, Grant, Rotation
from vault.reveals import reveal
from vault.secret import Secret

Values = dict[str, str]
Seen = tuple[uuid.UUID, str, str]
"""A channel, a field, and the value that it had."""

SEEN_IN_A_TEST = (fields.USERNAME, fields.PASSWORD, fields.TOTP_SEED)
FORGOTTEN = 0.1  # how often something is not done yet when new keys are confirmed


@dataclass
class Keys:
    """`current` are the values on the platforms, `seen` what each person was shown or typed."""

    chance: random.Random
    current: dict[uuid.UUID, Values] = field(default_factory=dict)
    seen: dict[uuid.UUID, set[Seen]] = field(default_factory=lambda: defaultdict(set))
    opened: int = 0
    changed: int = 0

    def hold(self, channel: Channel, person: User, day: datetime.date, *, again: bool) -> None:
        """Put them into the vault; or, where they are there, see with another that they work: once,
        and again later."""
        custodian = custody.custodian_of(channel)
        if custodian is None or custody.held(custodian) is None:
            values = self._values()
            keys.deposit(channel, _sealed(values), by=person, today=day)
            self.current[channel.pk] = values
            self._sees(person, channel, values)
        elif again or keytests.tested_on(custodian) is None:
            self._test(channel, custodian, day)

    def renew(self, row: Obligation, person: User, day: datetime.date) -> None:
        """All of them are changed on the platform, proposed and confirmed by one person."""
        rotation = Rotation.objects.select_related("custodian").get(pk=row.subject_id)
        channel = row.channel
        if channel is None:
            return
        if rotation.state == Rotation.State.CONFIRMED:
            for name in undone.of(rotation):
                undone.tick_off(rotation, by=person, today=day, what=name, answer="yes")
                rotation.refresh_from_db()
            return
        values = self._values()
        keys.deposit(channel, _sealed(values), by=person, today=day)
        self._sees(person, channel, values)
        proposed = rotations.open_rotation(rotation.custodian)
        if proposed is None:
            return
        left = "no" if self.chance.random() < FORGOTTEN else "yes"
        done = {"sessions_ended": left, "tools_disconnected": "yes", "posts_paused": "yes"}
        rotations.confirm(proposed, by=person, today=day, **done)
        self.current[channel.pk] = values
        self.changed += 1

    def night(self, day: datetime.date) -> None:
        """Somebody on call opens the password of some channel at two in the morning."""
        held = sorted(self.current)
        on_call = list(User.objects.holding(Role.ON_CALL))
        if not held or not on_call:
            return
        channel = Channel.objects.get(pk=self.chance.choice(held))
        custodian = custody.custodian_of(channel)
        if custodian is None or custodian.retired_on:
            return
        person = self.chance.choice(on_call)
        at = datetime.datetime.combine(day, datetime.time(2), datetime.UTC)
        with time_machine.travel(at, tick=True):
            duties.start(by=person, today=day, until=at + datetime.timedelta(hours=5))
            glass = grants.AtOnce(timezone.now(), hours.next_working_day(day))
            wish = grants.Wish(reason="A post has to go.")
            grant = grants.immediate(custodian, wish, glass, in_hours=False, by=person, today=day)
            self._open(grant, channel, fields.PASSWORD, person, day)
        self.opened += 1

    def known_by_leavers(self) -> tuple[list[str], int]:
        """Where a leaver has seen what still lets somebody in: what nobody owes, and how many
        channels owe new keys."""
        owed = Obligation.objects.filter(kind="keys", discharged_on=None)
        owing = set(owed.values_list("channel", flat=True))
        gone = User.objects.filter(is_active=False, pk__in=[*self.seen])
        known = [
            (channel, f"{person} has left and knows the {name} of {channel}")
            for person in gone
            for channel, name, value in sorted(self.seen[person.pk])
            if self.current[channel].get(name) == value
        ]
        retired = Custodian.objects.filter(retired_on__isnull=False)
        shredded = set(Channel.objects.filter(custodian__in=retired).values_list("pk", flat=True))
        unowed = [said for pk, said in known if pk not in owing and pk not in shredded]
        return unowed, len({pk for pk, _ in known if pk in owing})

    def _test(self, channel: Channel, custodian: Custodian, day: datetime.date) -> None:
        """Two officers: one asks and signs in on the platform, the other approves."""
        made_by = custodian.versions.get(standing="current").made_by_id
        officers = [each for each in User.objects.holding(Role.OFFICER) if each.pk != made_by]
        if len(officers) < 2:
            return
        person, other = self.chance.sample(officers, 2)
        wish = grants.Wish(reason="Do they work?", purpose=Grant.Purpose.TEST)
        grant = grants.request(custodian, wish, in_hours=True, by=person, today=day)
        grants.approve(grant, by=other, today=day)
        for name in SEEN_IN_A_TEST:
            self._open(grant, channel, name, person, day)
        keytests.record(custodian, by=person, today=day)
        grants.end(grant, by=person, today=day)

    def _open(
        self, grant: Grant, channel: Channel, name: str, person: User, day: datetime.date
    ) -> None:
        shown = reveal(grant, name, by=person, today=day, signed_in_at=timezone.now())
        if name != fields.TOTP_SEED:  # of a seed a code is shown
            value = self.current[channel.pk][name]
            assert shown.value == Secret(value)
            self._sees(person, channel, {name: value})

    def _sees(self, person: User, channel: Channel, values: Values) -> None:
        lets_in = {name: value for name, value in values.items() if name in fields.LETS_IN}
        self.seen[person.pk] |= {(channel.pk, name, value) for name, value in lets_in.items()}

    def _values(self) -> Values:
        made = self.chance.randbytes
        return {
            fields.USERNAME: "riverside",
            fields.PASSWORD: made(12).hex(),
            fields.RECOVERY_MAILBOX: MAILBOX,
            fields.TOTP_SEED: base64.b32encode(made(20)).decode(),
            fields.BACKUP_CODES: "\n".join(made(4).hex() for _ in range(2)),
        }


def _sealed(values: Values) -> dict[str, Secret]:
    return {name: Secret(value) for name, value in values.items()}
