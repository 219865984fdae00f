"""Reminders of the clock: owed once to each person, whoever sweeps first, many in one go."""

from ledger import reminders
from ledger.models import Notice
from ledger.reminders import Reminder
from tests.cast import NOON, Cast
from tests.ledger.reading import told


def reminder(cast: Cast, once: str = "plan:1") -> Reminder:
    return Reminder("keys_due", once, [cast.lead, cast.officer, cast.lead], {"name": "X"})


def test_each_person_is_owed_one(cast: Cast) -> None:
    assert reminders.owe([reminder(cast)], at=NOON) == 2
    assert told("keys_due") == ["Lead", "Officer"]
    notice = Notice.objects.get(to=cast.lead)
    assert (notice.context, notice.owed_at, str(notice)) == ({"name": "X"}, NOON, "keys_due")


def test_nobody_is_owed_two_of_the_same_name(cast: Cast) -> None:
    reminders.owe([reminder(cast)], at=NOON)
    assert reminders.owe([reminder(cast), reminder(cast, "plan:2")], at=NOON) == 2
    assert Notice.objects.count() == 4


def test_many_are_owed_in_one_go(cast: Cast) -> None:
    many = (reminder(cast, f"plan:{number}") for number in range(reminders.BATCH))
    assert reminders.owe(many, at=NOON) == 2 * reminders.BATCH


def test_where_nothing_is_due_nothing_is_owed(cast: Cast) -> None:
    assert reminders.owe([], at=NOON) == 0
