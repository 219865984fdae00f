"""What one file brought is not asked for on one day."""

import datetime
import random
import uuid
from collections import Counter

import pytest

from governance.channels import causes, confirming
from governance.models import Channel, Obligation, Rules
from governance.obligations import checking
from governance.register import importing
from governance.register.files.sheets import Line, Sheet
from ledger.actors import OPERATOR
from ledger.days import add_months
from tests.cast import TODAY, Cast

FRIDAY = 4
MONTH = datetime.timedelta(days=30)


def imported(seed: int, **facts: datetime.date) -> Channel:
    chance = random.Random(seed)  # noqa: S311  the same channels each time
    known: dict[str, datetime.date] = {"imported_on": TODAY, "live_since": TODAY} | facts
    return Channel(id=uuid.UUID(int=chance.getrandbits(128)), approval="imported", **known)


def test_a_thousand_of_one_day_are_confirmed_few_a_day() -> None:
    rules = Rules()
    days = Counter(causes.confirm_by(imported(number), rules) for number in range(1000))
    assert max(days.values()) <= 15
    assert all(day.weekday() <= FRIDAY for day in days)
    latest = add_months(TODAY, rules.confirmation_months)
    assert TODAY + 2 * MONTH < min(days) < max(days) < latest


@pytest.mark.parametrize("months", [1, 2, 3, 36])
def test_however_long_the_months_are_it_is_never_later(months: int) -> None:
    rules = Rules(confirmation_months=months)
    for number in range(300):
        assert TODAY <= causes.confirm_by(imported(number), rules) < add_months(TODAY, months)


def test_of_each_it_is_the_same_day_each_time() -> None:
    assert causes.confirm_by(imported(1), Rules()) == causes.confirm_by(imported(1), Rules())


def test_what_somebody_confirmed_has_its_whole_months() -> None:
    known = imported(1, confirmed_on=TODAY)
    assert causes.confirm_by(known, Rules()) == add_months(TODAY, 12)


def test_rows_of_an_import_are_spread_and_say_what_the_facts_say(cast: Cast) -> None:
    lines = [
        Line(number, [f"Channel {number}", "LinkedIn", f"channel{number}", "Pharmacy"])
        for number in range(2, 42)
    ]
    sheet = Sheet(["name", "platform", "handle", "team"], iter(lines))
    importing.run(sheet, by=OPERATOR, today=TODAY)
    rows = Obligation.objects.filter(kind="access_confirmation", stage="")
    assert len(set(rows.values_list("due_on", flat=True))) > len(lines) // 2
    assert list(checking.differences(TODAY)) == []
    channel = Channel.objects.earliest("created_at")
    confirming.confirm(channel, by=cast.officer, today=TODAY)
    assert rows.get(channel=channel, discharged_on=None).due_on == add_months(TODAY, 12)
    assert list(checking.differences(TODAY)) == []
