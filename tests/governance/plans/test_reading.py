"""Who sees which answers of a plan."""

import pytest

from governance.models import Plan
from governance.plans import questions, writing
from governance.plans.reading import Answer, answers, in_public
from ledger.actors import CLOCK, Actor
from tests.cast import TODAY, Cast, draft, live_channel, submitted
from tests.governance.plans.scratch import TOPICS, TROUBLE, ask_too


def rows(plan: Plan, by: Actor) -> dict[str, Answer]:
    found = answers(plan, by=by, today=TODAY)
    return {row.question.name: row for section in found for row in section.rows}


def test_answers_are_in_the_order_of_the_questions(cast: Cast) -> None:
    plan = submitted(cast)
    assert list(rows(plan, cast.member)) == [each.name for each in questions.asked_of(plan)]
    said = {name: row.said for name, row in rows(plan, cast.member).items()}
    assert said["administrators"] == "Administrator, Lead"
    assert (said["lead"], said["hours_a_week"]) == ("Lead", "3")
    assert said["ends_on"] == "4 January 2028"
    assert all(each.complete for each in answers(plan, by=cast.member, today=TODAY))


def test_what_a_row_hides_is_for_writers_and_overseers(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = submitted(cast)
    ask_too(monkeypatch, TROUBLE, TOPICS)
    questions.keep(plan, {"trial_trouble": "A post was hacked."})
    who: dict[str, Actor] = {"clock": CLOCK, **cast.everybody}
    seen = {name for name, by in who.items() if "trial_trouble" in rows(plan, by)}
    assert seen == {"lead", "officer", "officer2", "head", "executive", "auditor"}
    assert rows(plan, cast.lead)["trial_trouble"].said == "A post was hacked."
    assert all("trial_topics" in rows(plan, by) for by in who.values())
    assert not answers(plan, by=cast.member, today=TODAY)[-1].complete


def test_kind_of_plan_says_what_is_asked(cast: Cast) -> None:
    """The handle of a channel that is there is asked for by a change plan alone."""
    channel = live_channel(cast)
    renewal = writing.start_renewal(channel, by=cast.lead, today=TODAY)
    change = writing.start_change(channel, by=cast.lead, today=TODAY)
    assert {"handle", "name", "tier"}.isdisjoint(rows(renewal, cast.lead))
    assert list(rows(change, cast.lead)) == [
        *("name", "handle", "tier", "public_purpose", "change_reason")
    ]
    new = rows(draft(cast), cast.lead)
    assert "handle" in new
    assert {"name", "tier", "change_reason"}.isdisjoint(new)


@pytest.mark.parametrize("public", [True, False])
def test_what_everybody_will_read(cast: Cast, public: bool) -> None:
    plan = submitted(cast)
    plan.platform.public = public
    found = in_public(plan)
    assert (found.shown, found.name, found.handle) == (public, plan.name, "childrenstherapies")
    assert (found.purpose, found.monitored) == (plan.public_purpose, plan.monitored)


def test_what_a_change_plan_does_not_ask_is_as_the_channel_has_it(cast: Cast) -> None:
    change = writing.start_change(live_channel(cast), by=cast.lead, today=TODAY)
    assert change.monitored == ""
    assert in_public(change).monitored == "Monday to Friday, 9am to 5pm"


def test_only_what_has_several_lines_is_in_paragraphs(cast: Cast) -> None:
    found = rows(draft(cast), cast.lead)
    assert found["reason"].in_paragraphs
    assert not found["monitored"].in_paragraphs
