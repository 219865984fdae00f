"""Recording a consultation: the one that was asked for, or one that nobody asked for in writing."""

import datetime

import pytest

from governance.models import Consultation, Plan
from governance.plans import consultations
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.builders import GO_AHEAD
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.ledger.reading import last, told

AHEAD = {"held_on": ["The day of the talk cannot lie ahead."]}


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return given.draft(cast, by=cast.member)


def test_officers_alone(cast: Cast, plan: Plan) -> None:
    assert who_may(consultations.record, plan, cast) == OFFICERS


def test_never_its_author(cast: Cast) -> None:
    plan = given.draft(cast, by=cast.officer, team=cast.communications)
    assert who_may(consultations.record, plan, cast) == {"officer2", "head"}


def test_whoever_comes_second_hears_who_recorded_it(cast: Cast, plan: Plan) -> None:
    asked = consultations.ask(plan, by=cast.member, today=TODAY, question="May we?")
    answer = GO_AHEAD | {"asked": str(asked.pk)}
    consultations.record(plan, by=cast.officer, today=TODAY, **answer)
    [said] = refused(consultations.record, plan, cast.officer2, **answer)
    assert said.startswith("Officer recorded this talk at ")
    consultations.record(plan, by=cast.officer2, today=TODAY, **(GO_AHEAD | {"asked": ""}))
    assert Consultation.objects.count() == 2


def test_not_when_it_is_decided(cast: Cast, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(state="rejected")
    said = {"A consultation comes before a plan is decided.": None}
    assert refused(consultations.record, plan, cast.officer, **GO_AHEAD) == said


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        pytest.param({"held_on": "2027-01-05"}, AHEAD, id="ahead"),
        pytest.param({"held_on": ""}, {"held_on": ["Give the day when you talked."]}, id="no day"),
        pytest.param({"outcome": ""}, {"outcome": ["Choose what came of it."]}, id="no outcome"),
        pytest.param({"advice": ""}, {"advice": ["Write down your advice."]}, id="no advice"),
        pytest.param(
            {"outcome": "use_existing"},
            {"existing_channel": ["Say which channel the team can use."]},
            id="which",
        ),
    ],
)
def test_what_is_missing_is_said_by_field(
    cast: Cast, plan: Plan, change: dict[str, str], errors: dict[str, list[str]]
) -> None:
    assert wrong(consultations.record, plan, cast.officer, **(GO_AHEAD | change)) == errors
    assert not Consultation.objects.exists()


def test_the_one_that_was_asked_for_is_answered(cast: Cast, plan: Plan) -> None:
    asked = consultations.ask(plan, by=cast.member, today=TODAY, question="May we?")
    consultations.record(plan, by=cast.officer, today=TODAY, **GO_AHEAD)
    found = Consultation.objects.get()
    assert found == asked
    assert (found.officer, found.held_on) == (cast.officer, datetime.date(2027, 1, 4))
    assert (found.outcome, found.advice, found.question) == ("go_ahead", "Go ahead.", "May we?")


def test_one_that_nobody_asked_for_is_kept_too(cast: Cast, plan: Plan) -> None:
    consultations.record(plan, by=cast.officer, today=TODAY, **GO_AHEAD)
    assert Consultation.objects.get().asked_by is None


def test_existing_channel_is_named(cast: Cast, plan: Plan) -> None:
    channel = given.live_channel(cast)
    advice = GO_AHEAD | {"outcome": "use_existing", "existing_channel": str(channel.pk)}
    found = consultations.record(plan, by=cast.officer, today=TODAY, **advice)
    assert found.existing_channel == channel
    assert last("plan.record_consultation").facts["existing_channel"] == str(channel.pk)


def test_author_and_leads_are_told(cast: Cast, plan: Plan) -> None:
    consultations.record(plan, by=cast.officer, today=TODAY, **GO_AHEAD)
    assert told("consultation_recorded") == ["Lead", "Member"]
    entry = last("plan.record_consultation")
    assert (entry.label, entry.words) == ("Consultation recorded", {"advice": "Go ahead."})
