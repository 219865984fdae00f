"""Beginning a plan for a team after a talk: the lead's to write, with the talk recorded."""

from typing import Any

import pytest

from governance.models import Consultation, Plan, Platform
from governance.plans import acts as plans
from governance.plans import guards, writing
from ledger.acts import asking
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from people.models import User
from tests.cast import TODAY, Cast
from tests.governance.builders import GO_AHEAD
from tests.governance.outcomes import OFFICERS, who_may
from tests.ledger.reading import last, told


def begin(cast: Cast, by: User, author: User, **other: Any) -> Plan:
    talk = GO_AHEAD | other
    return writing.start_for_team(
        by=by,
        today=TODAY,
        team=cast.team,
        author=author,
        platform=Platform.objects.get(slug="instagram"),
        name="Sleep",
        talk=talk,
    )


def test_officers_and_never_for_themselves(cast: Cast) -> None:
    plan = Plan(team=cast.team, author=cast.lead)
    assert who_may(writing.begin_for_team, plan, cast) == OFFICERS
    with pytest.raises(ForbiddenError):
        begin(cast, cast.lead, cast.lead)
    with pytest.raises(ForbiddenError):
        begin(cast, cast.officer, cast.officer)


def test_a_lead_of_that_team_is_the_author(cast: Cast) -> None:
    for somebody in (cast.member, cast.outsider):
        with pytest.raises(RefusedError, match="does not lead Children's Therapies"):
            begin(cast, cast.officer, somebody)
    assert not Plan.objects.exists()


def test_the_talk_is_recorded_with_it(cast: Cast) -> None:
    plan = begin(cast, cast.officer, cast.lead)
    found = Plan.objects.get()
    assert (found, found.author, found.lead) == (plan, cast.lead, cast.lead)
    assert (found.state, found.name) == ("draft", "Sleep")
    talk = Consultation.objects.get()
    assert (talk.plan, talk.officer, talk.outcome) == (found, cast.officer, "go_ahead")
    assert guards.consultation_recorded.allows(found, asking(by=cast.lead, today=TODAY))


def test_a_talk_that_lies_ahead_begins_nothing(cast: Cast) -> None:
    with pytest.raises(InvalidError):
        begin(cast, cast.officer, cast.lead, held_on="2027-01-05")
    assert not Plan.objects.exists()


def test_the_officer_may_decide_it_later(cast: Cast) -> None:
    plan = begin(cast, cast.officer, cast.lead)
    assert "officer" in who_may(plans.take_up, plan, cast)


def test_the_lead_is_told(cast: Cast) -> None:
    begin(cast, cast.officer, cast.lead)
    assert told("plan_begun") == ["Lead"]
    entry = last("plan.start_for_team")
    assert (entry.label, entry.words) == ("Plan started after a talk", {"advice": "Go ahead."})
