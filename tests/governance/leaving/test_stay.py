"""Taking back that somebody leaves, before the day has come."""

from governance import leaving
from people.models import User
from tests.cast import TODAY, Cast
from tests.governance.leaving.test_plan_to_leave import FRIDAY
from tests.governance.outcomes import refused, who_may
from tests.ledger.reading import last


def test_whoever_says_that_somebody_leaves(cast: Cast) -> None:
    assert who_may(leaving.stay, cast.member, cast) == {"steward", "operator", "manager"}


def test_they_stay(cast: Cast) -> None:
    leaving.plan(cast.member, by=cast.steward, today=TODAY, day=FRIDAY.isoformat())
    leaving.stay(cast.member, by=cast.manager, today=TODAY)
    assert last("person.stay").subject == "Member"
    assert leaving.leave_due(today=FRIDAY) == 0
    assert User.objects.get(pk=cast.member.pk).is_active


def test_nobody_said_that_they_leave(cast: Cast) -> None:
    said = {"Nobody said that this person leaves.": None}
    assert refused(leaving.stay, cast.member, cast.steward) == said


def test_who_has_left_does_not_stay(cast: Cast) -> None:
    leaving.leave(cast.member, by=cast.steward, today=TODAY)
    assert "This person has left already." in refused(leaving.stay, cast.member, cast.steward)
