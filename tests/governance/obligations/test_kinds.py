"""Every kind leads to an act, and its ladder says whom it reaches when."""

import datetime
import uuid
from collections.abc import Iterator
from itertools import pairwise

import pytest
from django.urls import get_resolver

from governance.hours import is_working_day, next_working_day
from governance.models import Obligation, Reach
from governance.obligations.kinds import KINDS, Kind, Ladder, ladder
from tests.cast import TODAY

DAY = datetime.timedelta(days=1)
STEPS = ladder((Reach.LEAD, -7), (Reach.LEAD, 0), (Reach.MANAGER, 14), repeat=30)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_it_has_an_act_and_a_page(kind: Kind) -> None:
    assert get_resolver().url_patterns  # pages say what they open where they are made
    ids = {name: uuid.uuid4() for name in ("subject_id", "channel_id", "key")}
    for stage in kind.ladders:
        assert kind.discharging(stage).doors
        row = Obligation(kind=kind.name, stage=stage, about="It", **ids)
        assert kind.href(row).startswith("/")
        assert kind.comes_of(stage)
    assert set(kind.but) <= set(kind.ladders)
    assert set(kind.sentences) == set(kind.ladders)


@pytest.mark.parametrize(
    ("late", "said"), [(-8, 0), (-7, 1), (0, 2), (13, 2), (14, 3), (43, 3), (44, 4), (75, 5)]
)
def test_how_often_it_was_said(late: int, said: int) -> None:
    assert STEPS.at(TODAY, TODAY + late * DAY) == said


@pytest.mark.parametrize(("said", "days"), [(0, -7), (1, 0), (2, 14), (3, 44), (4, 74)])
def test_when_it_is_said_next(said: int, days: int) -> None:
    assert STEPS.next_on(TODAY, said) == TODAY + days * DAY


def test_without_repetition_it_is_said_no_more() -> None:
    once = ladder((Reach.PERSON, 0))
    assert once.next_on(TODAY, 1) is None
    assert once.at(TODAY, TODAY + 400 * DAY) == 1


@pytest.mark.parametrize(
    ("said", "reach"), [(0, "lead"), (2, "lead"), (3, "manager"), (9, "manager")]
)
def test_whose_it_is(said: int, reach: str) -> None:
    assert STEPS.reached(said).reaches == reach


REPEATED = [
    pytest.param(kind.ladder(stage), id=f"{name}-{stage}")
    for name, kind in KINDS.items()
    for stage in kind.ladders
]


@pytest.mark.parametrize("steps", REPEATED)
def test_what_is_late_is_said_within_31_days_also_over_the_longest_weekend(steps: Ladder) -> None:
    """Whatever the day on which it is due: of everything, until it is done."""
    for number in range(366):
        said = list(_said_days(steps, TODAY + number * DAY, until=400))
        gaps = [(later - earlier).days for earlier, later in pairwise(said)]
        assert max(gaps) <= 31
        assert (said[-1] - said[0]).days > 300


def _said_days(steps: Ladder, due_on: datetime.date, until: int) -> Iterator[datetime.date]:
    """From the first time after it is due: the working days on which the sweep says it."""
    rung = steps.at(due_on, due_on - DAY)
    while (next_on := steps.next_on(due_on, rung)) and (next_on - due_on).days < until:
        day = next_on if is_working_day(next_on) else next_working_day(next_on)
        rung = steps.at(due_on, day)
        yield day
