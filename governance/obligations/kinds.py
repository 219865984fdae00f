"""A kind of obligation is declared once, where its subject lives; here is what a row says."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db import models
from django.urls import reverse

from governance.models import Channel, Obligation, Plan, Reach, Rules
from governance.obligations.circles import Circle
from ledger import acts
from ledger.acts import Declared

WEEK, MONTH = 7, 30
TALK = "talk"  # the stage of a decision before there is anything to decide
JOINED = ("lead", "custodian", "tool__custodian", "parent")
AGAIN = 3 * WEEK  # and a week for those who hear once a week: within a month all the same
GOING_ON = (Channel.State.LIVE, Channel.State.SUSPENDED, Channel.State.LAPSED)


@dataclass(frozen=True)
class Rung:
    """From so many days after the day that counts (negative: before it), these are reached; and at
    this rung those `as_well`."""

    reaches: Reach
    days: int
    as_well: Reach | None = None


@dataclass(frozen=True)
class Ladder:
    """Rungs in the order of their days. `repeat`: the last is said again each so many days."""

    rungs: tuple[Rung, ...]
    repeat: int | None = None

    def at(self, due_on: datetime.date, today: datetime.date) -> int:
        """How many times it has been said by this day; the last rung counts each repetition."""
        late = (today - due_on).days
        passed = sum(1 for rung in self.rungs if rung.days <= late)
        if passed == len(self.rungs) and self.repeat:
            passed += (late - self.rungs[-1].days) // self.repeat
        return passed

    def reached(self, said: int) -> Rung:
        """Whose it is once it was said so often; before the first time, the first rung's."""
        return self.rungs[min(max(said, 1), len(self.rungs)) - 1]

    def next_on(self, due_on: datetime.date, said: int) -> datetime.date | None:
        """The day on which it is said again; None after the last time."""
        if said < len(self.rungs):
            return due_on + datetime.timedelta(days=self.rungs[said].days)
        if not self.repeat:
            return None
        again = (said - len(self.rungs) + 1) * self.repeat
        return due_on + datetime.timedelta(days=self.rungs[-1].days + again)


def ladder(
    *rungs: tuple[Reach, int] | tuple[Reach, int, Reach], repeat: int | None = None
) -> Ladder:
    """Read as a sentence: `ladder((LEAD, 0), (MANAGER, 14), (HEAD, 30), repeat=AGAIN)`."""
    return Ladder(tuple(Rung(*rung) for rung in rungs), repeat)


UPWARDS = ladder((Reach.LEAD, 0), (Reach.MANAGER, 14), (Reach.HEAD, 30), repeat=AGAIN)


@dataclass(frozen=True, kw_only=True)
class Owing:
    """What the facts say is owed by one subject; `key` is what the kind is asked about.

    Without `since` it is owed from the day on which the facts first said so; without `due_on` it is
    due as many days later as its kind says. `stage` names one of the kind's ladders.
    """

    subject_id: uuid.UUID
    key: uuid.UUID
    about: str
    channel_id: uuid.UUID | None = None
    team_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    since: datetime.date | None = None
    due_on: datetime.date | None = None
    stage: str = ""

    @classmethod
    def of_part(cls, part: str, channel: Channel, **facts: Any) -> Owing:
        """By a part of a channel, beside what the channel owes itself."""
        return cls.of(channel, subject_id=uuid.uuid5(channel.pk, part), **facts)

    @classmethod
    def of(cls, channel: Channel, **facts: Any) -> Owing:
        """By a channel, unless the facts name another subject."""
        known: dict[str, Any] = {"subject_id": channel.pk, "key": channel.pk, "about": str(channel)}
        return cls(**known | facts, channel_id=channel.pk, team_id=channel.team_id)


class Of(StrEnum):
    """What kinds are asked about."""

    CHANNELS = "channels"
    CUSTODIANS = "custodians"
    PEOPLE = "people"
    PLANS = "plans"


Ids = frozenset[uuid.UUID]


@dataclass(frozen=True)
class Scope:
    """Which things are asked about: None is all of them.

    Nothing may depend on `today` but which version of a rule counts: rows are facts, and the
    clock's part of them is their rung.
    """

    today: datetime.date
    ids: Mapping[Of, Ids | None]

    @classmethod
    def everything(cls, today: datetime.date) -> Scope:
        return cls(today, dict.fromkeys(Of))

    @cached_property
    def rules(self) -> Rules:
        return Rules.current()

    def within(self, of: Of, path: str) -> models.Q:
        """The part of a query that asks about these only."""
        ids = self.ids.get(of, frozenset())
        return models.Q() if ids is None else models.Q(**{f"{path}__in": ids})

    def asks(self, of: Of) -> bool:
        return self.ids.get(of, frozenset()) != frozenset()

    @cached_property
    def unretired(self) -> list[Channel]:
        """Channels asked about that have not ended, read once for all kinds."""
        asked = Channel.objects.filter(self.within(Of.CHANNELS, "pk"))
        found = asked.exclude(state=Channel.State.RETIRED)
        return list(found.select_related("platform", *JOINED).prefetch_related("administrators"))

    @property
    def going_on(self) -> list[Channel]:
        """Channels that are live, or were and may be again."""
        return [each for each in self.unretired if each.state in GOING_ON]

    @cached_property
    def to_be_decided(self) -> set[uuid.UUID]:
        """Channels whose renewal waits for its decision: whoever wrote it did their part."""
        renewals = Plan.objects.filter(
            self.within(Of.CHANNELS, "channel"), kind=Plan.Kind.RENEWAL, state__in=Plan.TO_DECIDE
        )
        return {pk for pk in renewals.values_list("channel_id", flat=True) if pk}


Facts = Callable[[Scope], Iterable[Owing]]
Days = Callable[[Rules], int]


@dataclass(frozen=True, kw_only=True)
class But:
    """What of a kind is otherwise at one of its stages; what is empty is as for the others.

    A `part` of the subject owes by itself, beside the whole, and by it nothing is taken off the
    list; it bears the name by which programs read of it.
    """

    act: str = ""
    href: Callable[[Obligation], str] | None = None
    what_if_not: str = ""
    subject: type[models.Model] | None = None
    part: str = ""


AS_ALWAYS = But()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`sentences` say by stage what is to be done, with the subject as {about}; `ladders` by stage
    whom it reaches. `act` is the name of the act that discharges it, `leads_to` the page where it
    is taken; `but` says by stage what is otherwise. `within` is how many days it may take where the
    facts name no day. `what_if_not` says what comes of it, `patience` after how many days past its
    day, where that has one; what is `urgent` waits for nobody's weekly e-mail. Its `circle` says
    who else sees it.
    Its `subject` is what owes it. It is asked `of` channels, plans …, and asked again after acts
    about what it `hears`.
    """

    name: str
    label: str
    sentences: Mapping[str, str]
    act: str
    leads_to: Callable[[Obligation], str]
    ladders: dict[str, Ladder]
    what_if_not: str
    but: Mapping[str, But] = field(default_factory=dict)
    of: Of
    subject: type[models.Model]
    hears: frozenset[str]
    facts: Facts
    within: int = 0
    patience: Days | None = None
    urgent: bool = False
    circle: Circle = Circle.TEAM

    def discharging(self, stage: str) -> Declared[Any]:
        name = self.act_at(stage)
        found = acts.find(name)
        if found is None:
            raise LookupError(f"No act is called “{name}”, which discharges “{self.name}”.")
        return found

    def at_stage(self, stage: str) -> But:
        return self.but.get(stage, AS_ALWAYS)

    def act_at(self, stage: str) -> str:
        return self.at_stage(stage).act or self.act

    def href(self, obligation: Obligation) -> str:
        return (self.at_stage(obligation.stage).href or self.leads_to)(obligation)

    def comes_of(self, stage: str) -> str:
        return self.at_stage(stage).what_if_not or self.what_if_not

    def patience_at(self, stage: str) -> Days | None:
        """Of what comes of it; what comes of a stage of its own knows none."""
        return None if self.at_stage(stage).what_if_not else self.patience

    @property
    def parts(self) -> set[str]:
        """The stages of what a part owes."""
        return {stage for stage, otherwise in self.but.items() if otherwise.part}

    def subject_of(self, row: Obligation) -> tuple[str, uuid.UUID]:
        """What it is called, and its id: a part is known by that of the whole."""
        here = self.at_stage(row.stage)
        if here.part:
            return here.part, row.key
        return str((here.subject or self.subject)._meta.model_name), row.subject_id

    def ladder(self, stage: str) -> Ladder:
        return self.ladders[stage]

    def says(self, obligation: Obligation) -> str:
        return self.sentences[obligation.stage].format(about=obligation.about)

    def mine(self, scope: Scope) -> models.Q:
        """The rows of this kind that the scope asks about."""
        return models.Q(kind=self.name, discharged_on=None) & scope.within(self.of, "key")


KINDS: dict[str, Kind] = {}


def owed(
    name: str,
    *,
    label: str,
    sentence: str | Mapping[str, str],
    act: str,
    href: Callable[[Obligation], str],
    ladders: Ladder | dict[str, Ladder],
    what_if_not: str,
    subject: type[models.Model],
    hears: Iterable[type[models.Model]] = (),
    of: Of = Of.CHANNELS,
    within: int = 0,
    patience: Days | None = None,
    urgent: bool = False,
    circle: Circle = Circle.TEAM,
    but: Mapping[str, But] | None = None,
) -> Callable[[Facts], Kind]:
    """Declare the kind whose rows the decorated function reads from the facts."""

    def declare(facts: Facts) -> Kind:
        if name in KINDS:
            raise TypeError(f"Two kinds of obligations are called “{name}”.")
        otherwise = but or {}
        subjects = [each.subject for each in otherwise.values() if each.subject]
        KINDS[name] = made = Kind(
            name=name,
            label=label,
            sentences={"": sentence} if isinstance(sentence, str) else sentence,
            act=act,
            leads_to=href,
            but=otherwise,
            ladders=ladders if isinstance(ladders, dict) else {"": ladders},
            what_if_not=what_if_not,
            of=of,
            subject=subject,
            hears=frozenset(each._meta.label_lower for each in [subject, *subjects, *hears]),
            facts=facts,
            within=within,
            patience=patience,
            urgent=urgent,
            circle=circle,
        )
        return made

    return declare


def at(route: str, by: str = "channel_id") -> Callable[[Obligation], str]:
    """The page of this route about the channel, or by another column of the row."""
    return lambda owing: reverse(route, args=[getattr(owing, by)])
