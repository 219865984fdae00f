"""A row without an end is given one for the time being; nothing is live for ever."""

import datetime
import uuid

import pytest

from governance.channels.states import what_next
from governance.models import Channel, Rules
from governance.register.days import Calendar
from governance.register.judging import Result
from tests.cast import TODAY
from tests.governance.register.conftest import HEADER, Import, written

ROW = ("Riverside News", "Twitter", "RiversideNews", "", "Communications")
STATED = [*HEADER, "state"]


def test_row_without_an_end_is_given_one(imported: Import) -> None:
    (row,) = imported(written([ROW])).rows
    channel = Channel.objects.get()
    assert row.reason == (
        "The file says no end, so it is given one for the time being. An approved plan settles it."
    )
    assert channel.ends_provisional
    assert channel.ends_on == Calendar(TODAY).provisional_end(channel.pk)
    assert "(a day it was given when it was imported)" in what_next(channel, TODAY)


def test_many_do_not_end_on_one_day(imported: Import) -> None:
    imported(written([(f"C {n}", "x", f"trust{n}", "", "T") for n in range(300)]))
    days = [each.ends_on for each in Channel.objects.all() if each.ends_on]
    assert max(days.count(day) for day in set(days)) <= 6
    assert min(days) > TODAY + datetime.timedelta(days=60)
    assert max(days) <= datetime.date(2029, 1, 4)
    halves = [(day - TODAY).days // 183 for day in days]
    assert min(halves.count(half) for half in range(4)) > 20


@pytest.mark.parametrize("months", [1, 2, 24, 120])
def test_they_keep_to_the_rules(months: int, db: None) -> None:
    calendar = Calendar(TODAY, Rules(longest_life_span_months=months))
    for _ in range(300):
        assert TODAY < calendar.provisional_end(uuid.uuid4()) <= calendar.latest_end


@pytest.mark.parametrize("state", ["lapsed", "retired"])
def test_what_is_over_is_given_none(state: str, imported: Import) -> None:
    imported(written([(*ROW, state)], STATED))
    assert Channel.objects.get().ends_on is None


def test_an_end_of_the_file_takes_its_place(imported: Import) -> None:
    imported(written([ROW]))
    (row,) = imported(written([(*ROW, "2027-09-01")], [*HEADER, "ends_on"])).rows
    assert (row.result, row.reason) == (Result.CHANGED, None)
    channel = Channel.objects.get()
    assert (channel.ends_on, channel.ends_provisional) == (datetime.date(2027, 9, 1), False)
