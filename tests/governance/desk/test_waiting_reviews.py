"""What of the reviews waits for whom on the landing page."""

import datetime

from governance.desk import waiting
from governance.reviews import acts as reviews
from tests import cast as given
from tests.cast import Cast
from tests.governance.reviews.conftest import ANSWERS, found_in, security
from tests.governance.reviews.days import SECURITY_OPENS, after, run_sweep

DUE = after(14, SECURITY_OPENS)


def test_open_review_waits_for_those_who_can_answer(cast: Cast) -> None:
    given.live_channel(cast)
    run_sweep(SECURITY_OPENS)
    assert whom(cast, "security review", day=SECURITY_OPENS) == {"lead", "administrator"}


def test_overdue_review_waits_for_manager_once_it_has_climbed(cast: Cast) -> None:
    """Until then it is among what others are late with, for the manager and the officers."""
    given.live_channel(cast)
    run_sweep(SECURITY_OPENS)
    day = after(15, DUE)
    assert whom(cast, "security review", day=day) == {"lead", "administrator"}
    late = {name for name, user in cast.everybody.items() if waiting.look(user, day).owed.others}
    assert late == {"manager", "officer", "officer2", "head"}
    run_sweep(day)
    assert whom(cast, "security review", day=day) == {"lead", "administrator", "manager"}


def test_answered_review_waits_for_officers(cast: Cast) -> None:
    channel = given.live_channel(cast)
    run_sweep(SECURITY_OPENS)
    reviews.answer(security(channel), by=cast.lead, today=SECURITY_OPENS, **ANSWERS)
    expected = {"officer", "officer2", "head"}
    assert whom(cast, "Close the security review", day=SECURITY_OPENS) == expected


def test_finding_waits_for_its_owner_then_the_channel_then_officers(cast: Cast) -> None:
    finding = found_in(cast, given.live_channel(cast))
    assert whom(cast, "Put it right", day=SECURITY_OPENS) == {"lead"}
    week, fortnight = after(8, finding.deadline), after(15, finding.deadline)
    run_sweep(week)
    assert whom(cast, "Put it right", day=week) == {"lead", "administrator"}
    run_sweep(fortnight)
    officers = {"officer", "officer2", "head"}
    assert whom(cast, "Put it right", day=fortnight) == {"lead", *officers}


def test_scheduled_review_comes(cast: Cast) -> None:
    given.live_channel(cast)
    day = after(-10, SECURITY_OPENS)
    coming = {name for name, user in cast.everybody.items() if waiting.coming_for(user, day)}
    assert coming == {"lead", "administrator"}


def whom(cast: Cast, words: str, *, day: datetime.date) -> set[str]:
    return {
        name
        for name, user in cast.everybody.items()
        if any(words in each.title for each in waiting.waiting_for(user, day))
    }
