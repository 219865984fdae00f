"""Writing answers: all are kept, or none."""

from typing import Any

import pytest

from governance.models import Plan
from governance.plans import writing
from ledger.refusals import ForbiddenError, InvalidError, RefusedError
from tests.cast import TODAY, Cast, draft, submitted
from tests.governance.plans.scratch import TONE, TOPICS, ask_too
from tests.ledger.reading import last


def test_answers_are_kept_and_named_in_the_ledger(cast: Cast) -> None:
    plan = draft(cast)
    people = [str(cast.member.pk), str(cast.lead.pk)]
    told: dict[str, Any] = {"risks": "Few.", "administrators": people, "ends_on": "4 January 2028"}
    writing.write(plan, by=cast.lead, today=TODAY, answers=told)
    found = Plan.objects.get()
    assert found.risks == "Few."
    assert found.ends_on is not None
    assert set(found.administrators.all()) == {cast.member, cast.lead}
    assert last("plan.write").facts["answers"] == ["administrators", "ends_on", "risks"]


def test_handle_is_read_as_the_platform_reads_it(cast: Cast) -> None:
    plan = draft(cast)
    writing.answer(plan, "handle", by=cast.lead, today=TODAY, data="  Sleep.Clinic ")
    assert plan.handle == "Sleep.Clinic"
    assert plan.address_key == "instagram.com/sleep.clinic"


@pytest.mark.parametrize(
    "text",
    [
        "linktr.ee/sleep",
        "instagram.com/p/C1ab2",
        "www.ourtrust.nhs.uk/instagram",
        "https://ourtrust.nhs.uk",
        "ourtrust.nhs.uk",
    ],
)
def test_other_addresses_are_no_handles(cast: Cast, text: str) -> None:
    """At whichever door: the page and the API end here as well."""
    plan = draft(cast)
    with pytest.raises(InvalidError) as refused:
        writing.answer(plan, "handle", by=cast.lead, today=TODAY, data=text)
    assert "Write it like oxford_healthnhs, or give its address" in str(refused.value)
    assert (Plan.objects.get().handle, Plan.objects.get().address_key) == ("", "")


def test_everything_that_is_wrong_is_told_at_once(cast: Cast) -> None:
    plan = draft(cast)
    wrong = {"handle": "not a handle", "reason": "", "colour": "red", "risks": "Few."}
    with pytest.raises(InvalidError) as refused:
        writing.write(plan, by=cast.lead, today=TODAY, answers=wrong)
    assert set(refused.value.errors) == {"handle", "reason", "colour"}
    assert refused.value.errors["colour"] == ["There is no such question."]
    assert Plan.objects.get().risks == ""


@pytest.mark.parametrize("name", ["name", "tier", "change_reason"])
def test_what_was_said_at_the_start_is_not_asked_again(cast: Cast, name: str) -> None:
    plan = draft(cast)
    with pytest.raises(InvalidError) as refused:
        writing.answer(plan, name, by=cast.lead, today=TODAY, data="Other")
    assert refused.value.errors[name][0].startswith("This was said when the plan was started.")


def test_choices_are_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = draft(cast)
    ask_too(monkeypatch, TOPICS, TONE)
    told = {"trial_topics": ["events", "news"], "trial_tone": "advice"}
    writing.write(plan, by=cast.lead, today=TODAY, answers=told)
    assert plan.trial_topics == ["news", "events"]  # type: ignore[attr-defined]
    assert plan.trial_tone == "advice"  # type: ignore[attr-defined]


def test_only_author_and_team_lead_write(cast: Cast) -> None:
    plan = draft(cast, by=cast.member)
    for by in (cast.member, cast.lead):
        writing.answer(plan, "risks", by=by, today=TODAY, data="Few.")
    for by in (cast.administrator, cast.officer, cast.manager):
        with pytest.raises(ForbiddenError):
            writing.answer(plan, "risks", by=by, today=TODAY, data="None.")


def test_closed_while_it_is_decided(cast: Cast) -> None:
    with pytest.raises(RefusedError, match="while it is a draft"):
        writing.answer(submitted(cast), "risks", by=cast.lead, today=TODAY, data="Few.")
