"""Asking for a consultation before a plan is written."""

import pytest

from governance.models import Consultation, Plan
from governance.plans import acts as plans
from governance.plans import consultations
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import GO_AHEAD
from tests.governance.outcomes import refused, who_may, wrong
from tests.governance.plans.conftest import joins
from tests.ledger.reading import last, told

MAY_WE = {"question": "May we show faces?"}


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return given.draft(cast, by=cast.member)


def test_an_officer_who_wrote_it_is_not_asked(cast: Cast) -> None:
    joins(cast.lead, cast.communications, leads=True)
    plan = given.draft(cast, by=cast.officer, team=cast.communications)
    consultations.ask(plan, by=cast.lead, today=TODAY, question="May we?")
    assert told("consultation_asked") == ["Head", "Officer2"]


def test_author_and_lead_of_the_team(cast: Cast, plan: Plan) -> None:
    assert who_may(consultations.ask, plan, cast) == {"member", "lead"}


def test_one_at_a_time(cast: Cast, plan: Plan) -> None:
    consultations.ask(plan, by=cast.lead, today=TODAY, **MAY_WE)
    said = {"A consultation has been asked for already; an officer will be in touch.": None}
    assert refused(consultations.ask, plan, cast.member, **MAY_WE) == said
    consultations.record(plan, by=cast.officer, today=TODAY, **GO_AHEAD)
    consultations.ask(plan, by=cast.member, today=TODAY, **MAY_WE)
    assert Consultation.objects.count() == 2


def test_not_when_it_is_decided(cast: Cast, plan: Plan) -> None:
    plans.withdraw(plan, by=cast.member, today=TODAY)
    said = {"A consultation comes before a plan is decided.": None}
    assert refused(consultations.ask, plan, cast.member, **MAY_WE) == said


def test_it_says_about_what(cast: Cast, plan: Plan) -> None:
    said = {"question": ["Say what you would like to talk about."]}
    assert wrong(consultations.ask, plan, cast.member, question="") == said


def test_it_waits_for_an_officer(cast: Cast, plan: Plan) -> None:
    asked = consultations.ask(plan, by=cast.member, today=TODAY, **MAY_WE)
    assert (asked.plan, asked.asked_by, asked.question) == (plan, cast.member, "May we show faces?")
    assert (asked.officer, asked.recorded_at) == (None, None)


def test_officers_are_told_and_the_entry_names_it(cast: Cast, plan: Plan) -> None:
    asked = consultations.ask(plan, by=cast.member, today=TODAY, **MAY_WE)
    assert told("consultation_asked") == ["Head", "Officer", "Officer2"]
    entry = last("plan.ask_consultation")
    assert (entry.label, entry.facts) == ("Consultation asked for", {"consultation": str(asked.pk)})
    assert entry.words == MAY_WE
