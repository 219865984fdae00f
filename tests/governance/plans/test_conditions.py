"""Conditions of an approval: a line each with its day, and from then on rows of the channel."""

import datetime

import pytest

from governance.models import Channel, Finding, Plan
from governance.plans import acts as plans
from governance.plans import conditions
from governance.reviews import acts as reviews
from ledger.refusals import InvalidError
from tests import cast as given
from tests.cast import REASON, TODAY, Cast
from tests.governance.builders import renewal
from tests.governance.outcomes import OFFICERS, who_may, wrong

USUAL = datetime.date(2027, 2, 3)
MARCH = datetime.date(2027, 3, 4)
TWO = "Name a second person.\n\n Add captions, by 4 March 2027 \n"


@pytest.mark.parametrize(
    ("line", "text", "by"),
    [
        ("Plain words.", "Plain words.", USUAL),
        ("Add captions, by 4 March 2027", "Add captions", MARCH),
        ("Add captions by 4 march 2027.", "Add captions", MARCH),
        ("Add captions by 4/3/2027", "Add captions", MARCH),
        ("Add captions by 2027-03-04", "Add captions", MARCH),
        ("Add captions. (by 4 March 2027)", "Add captions.", MARCH),
        ("Reply by noon", "Reply by noon", USUAL),
        ("by 4 March 2027", "by 4 March 2027", USUAL),
        ("Reach 5 people by 5 posts", "Reach 5 people by 5 posts", USUAL),
    ],
)
def test_a_line_may_say_its_day(line: str, text: str, by: datetime.date) -> None:
    assert conditions.read(line, None, TODAY) == [conditions.Condition(text, by)]


def test_what_is_written_is_read_again() -> None:
    found = conditions.read(TWO, datetime.date(2027, 5, 6), TODAY)
    written = conditions.in_lines(found)
    assert written == "Name a second person. (by 6 May 2027)\nAdd captions (by 4 March 2027)"
    assert conditions.read(written, None, TODAY) == found


@pytest.mark.parametrize(
    ("words", "due", "field"),
    [
        ("Add captions by 31 February 2027", None, "conditions"),
        ("Add captions by 4 January 2027", None, "conditions"),
        ("Add captions", TODAY, "conditions_due"),
    ],
)
def test_the_day_is_real_and_lies_ahead(words: str, due: datetime.date | None, field: str) -> None:
    with pytest.raises(InvalidError) as found:
        conditions.read(words, due, TODAY)
    assert set(found.value.errors) == {field}


def test_wrong_day_approves_nothing(cast: Cast, considered: Plan) -> None:
    sent = REASON | {"conditions": "Add captions by 31 February 2027"}
    said = {"conditions": ["31 February 2027 is no real day, like 4 January 2027."]}
    assert wrong(plans.approve, considered, cast.officer, **sent) == said


def test_each_is_a_row_of_the_channel_for_its_lead(cast: Cast, considered: Plan) -> None:
    plans.approve(considered, by=cast.officer, today=TODAY, conditions=TWO, **REASON)
    first, second = Finding.objects.all()
    assert (first.text, first.deadline) == ("Name a second person.", USUAL)
    assert (second.text, second.deadline) == ("Add captions", MARCH)
    assert {first.owner, second.owner} == {cast.lead}
    assert first.channel == second.channel == Channel.objects.get()
    assert (first.plan, first.review, first.is_condition) == (considered, None, True)


def test_they_are_made_when_it_is_signed_off(cast: Cast, considered: Plan) -> None:
    sent = REASON | {"conditions": TWO, "second_sign_off": True}
    plans.approve(considered, by=cast.officer, today=TODAY, **sent)
    assert not Finding.objects.exists()
    plans.sign_off(considered, by=cast.executive, today=MARCH, **REASON)
    assert [str(each.deadline) for each in Finding.objects.all()] == ["2027-04-03", "2027-04-03"]


def test_words_of_an_older_approval_become_rows_too(cast: Cast, awaiting: Plan) -> None:
    """What was kept before conditions were lines: none of it is lost."""
    Plan.objects.update(conditions="Be kind.\nBy 31 February 2027")
    plans.sign_off(Plan.objects.get(), by=cast.executive, today=TODAY, **REASON)
    assert {each.text for each in Finding.objects.all()} == {"Be kind.", "By 31 February 2027"}


def test_they_outlive_a_renewal(cast: Cast, considered: Plan) -> None:
    plans.approve(considered, by=cast.officer, today=TODAY, conditions=TWO, **REASON)
    channel = given.live_channel(cast, answers={"handle": "@other"})
    Finding.objects.update(channel=channel)
    plans.approve(renewal(cast, channel), by=cast.officer, today=TODAY, **REASON)
    assert channel.findings.filter(ticked_on=None).count() == 2


def test_those_who_run_it_their_manager_and_officers_say_that_it_is_met(
    cast: Cast, considered: Plan
) -> None:
    plans.approve(considered, by=cast.officer, today=TODAY, conditions="Plain words.", **REASON)
    condition = Finding.objects.get()
    assert who_may(reviews.fix, condition, cast) == {*OFFICERS, "lead", "administrator", "manager"}
    Finding.objects.update(owner=cast.member)
    assert "member" in who_may(reviews.fix, Finding.objects.get(), cast)
    reviews.fix(condition, by=cast.lead, today=TODAY, what_was_done="Rewritten.")
    assert Finding.objects.get().fixed_on == TODAY
