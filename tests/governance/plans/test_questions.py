"""Every row says everything of its question, and what it says is so."""

import dataclasses
import datetime
from typing import Any

import pytest
from django.db import models

from governance.channels import acts as channels
from governance.models import Channel, Plan, Rules
from governance.plans import acts as plans
from governance.plans import kinds, questions
from governance.plans.asking import PUBLISHED, Kind, Question, Section, Seen
from governance.published.listings import public_document
from tests.cast import REASON, TODAY, Cast, answers, draft, live_channel, ready, under_consideration
from tests.governance.plans.scratch import TOPICS, ask_too

ROWS = [pytest.param(each, id=each.name) for each in questions.every()]
MISREAD = {Kind.MAILBOX, Kind.DATE, Kind.NUMBER}
LISTED = {Kind.CHOICE, Kind.CHOICES}
# Columns of a plan that are no answers: what it is, and what became of it.
FACTS = {
    "id",
    "reference",
    "kind",
    "state",
    "team",
    "author",
    "channel",
    "created_at",
    "updated_at",
}
FACTS |= {"name", "platform", "address_key", "tier", "officer", "submitted_by", "submitted_at"}
FACTS |= {"approved_by", "approved_at", "signed_off_by", "signed_off_at"}
FACTS |= {"changes_wanted", "conditions", "decision_reason", "decided_at"}
FACTS |= {"answers_before", "going_on", "approval_reason", "sign_off_reason"}


def column(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def misfit(question: Question, column: Any) -> str | None:
    """Why this column cannot hold the answers of the question."""
    if type(column) not in kinds.KINDS[question.kind].columns:
        return f"{type(column).__name__} does not hold answers of the kind {question.kind.value}"
    if question.kind is Kind.CHOICES and column.default is not list:
        return "a list of choices begins empty: default=list"
    if question.kind is Kind.CHOICE:
        longest = max(len(value) for value, _ in question.choices)
        return None if longest <= column.max_length else "a choice is longer than its column"
    return None


@pytest.mark.parametrize("row", ROWS)
def test_row_says_everything(row: Question) -> None:
    assert row.label.endswith("?")
    assert row.help.endswith(".")
    assert row.otherwise.endswith(".")
    assert bool(row.wrong) == (row.kind in MISREAD)
    assert bool(row.choices) == (row.kind in LISTED)
    assert all(value and label for value, label in row.choices)
    assert row.kind is Kind.NUMBER or (row.least, row.most) == (None, None)


@pytest.mark.parametrize("row", ROWS)
def test_plan_has_a_column_that_fits(row: Question) -> None:
    assert misfit(row, column(Plan, row.name)) is None


def test_every_column_of_a_plan_is_an_answer_or_a_fact() -> None:
    """A column that nothing asks for has no row yet."""
    columns = {each.name for each in [*Plan._meta.fields, *Plan._meta.many_to_many]}
    assert columns == FACTS | {each.name for each in questions.every()}


@pytest.mark.parametrize("row", [row for row in questions.every() if row.taken_over])
def test_channel_has_a_column_for_what_it_takes_over(row: Question) -> None:
    assert row.taken_over
    assert misfit(row, column(Channel, row.taken_over)) is None
    longest = column(Channel, row.taken_over).max_length
    assert longest is None or longest >= column(Plan, row.name).max_length


@pytest.mark.parametrize("row", ROWS)
def test_nothing_is_answered_before_it_is_asked(row: Question) -> None:
    if row.kind is not Kind.PEOPLE and Plan.Kind.NEW in row.asked_in:
        assert not kinds.is_answer(kinds.answer(Plan(), row))


@pytest.mark.parametrize("row", ROWS)
def test_what_everybody_reads_no_row_hides(row: Question) -> None:
    """The channel's pages show what it took over to everybody who is signed in."""
    assert row.seen is Seen.EVERYBODY or not (row.published or row.taken_over)


def test_misfits_are_found() -> None:
    short = dataclasses.replace(TOPICS, kind=Kind.CHOICE)
    assert misfit(TOPICS, models.TextField()) is not None
    assert misfit(TOPICS, models.JSONField()) is not None
    assert misfit(TOPICS, models.JSONField(default=list)) is None
    assert misfit(short, models.CharField(max_length=4)) is not None
    assert misfit(short, models.CharField(max_length=10)) is None


def test_names_and_places_are_there_once() -> None:
    names = [each.name for each in questions.every()]
    assert len(names) == len(set(names)) > 15
    slugs = [each.slug for each in questions.SECTIONS]
    assert len(slugs) == len(set(slugs))
    assert all(each.questions for each in questions.SECTIONS)


def test_every_kind_has_its_row() -> None:
    assert set(kinds.KINDS) == set(Kind)


def test_who_reads_it_is_said_where_it_is_asked() -> None:
    monitored, risks = questions.find("monitored"), questions.find("risks")
    assert monitored
    assert risks
    assert monitored.hint == f"{monitored.help} {PUBLISHED}"
    assert risks.hint == risks.help
    hidden = dataclasses.replace(risks, seen=Seen.OVERSEERS)
    assert hidden.hint == f"{risks.help} {Seen.OVERSEERS.value}"
    assert kinds.field(hidden).help_text == hidden.hint


def test_what_is_published_is_what_the_rows_say(cast: Cast) -> None:
    """Every answer of its own words; the public reads those of the rows, and no other."""
    told = answers(cast, handle="of_handle", monitored="of monitored")
    told |= {name: f"of {name}" for name, value in told.items() if str(value).startswith("Our ")}
    document = public_document(live_channel(cast, answers=told))
    del document["verify_url"], document["url"]
    public = {str(each) for each in document.values()}
    for row in questions.asked_of(Plan()):
        assert (str(told[row.name]) in public) is row.published, row.name


def test_channel_takes_over_what_the_rows_say(cast: Cast) -> None:
    plan = under_consideration(cast)
    plans.approve(plan, by=cast.officer, today=TODAY, **REASON)
    channel = Channel.objects.get()
    assert plan.channel == channel
    assert channel.purpose == "Our public_purpose."
    assert channel.out_of_hours == "Our out_of_hours."
    for row in questions.asked_of(plan):
        if row.kind is Kind.PEOPLE and row.taken_over:
            kept = list(getattr(channel, row.taken_over).all())
            assert kept == kinds.answer(plan, row)
        elif row.taken_over:
            assert getattr(channel, row.taken_over) == kinds.answer(plan, row)


def test_lead_is_an_administrator_of_the_channel(cast: Cast) -> None:
    others = [str(cast.administrator.pk), str(cast.member.pk)]
    plan = under_consideration(cast, answers={"administrators": others})
    plans.approve(plan, by=cast.officer, today=TODAY, **REASON)
    assert plan.channel
    assert set(plan.channel.administrators.all()) == {cast.lead, cast.administrator, cast.member}


def test_channel_without_a_lead_takes_over_nobody(cast: Cast) -> None:
    """A row of before plans had leads."""
    plan = ready(cast)
    facts = questions.taken_over(plan) | {"lead": None, "administrators": []}
    channel = channels.follow_plan(plan, facts, by=cast.officer, today=TODAY)
    assert channel.lead is None
    assert not channel.administrators.exists()


def test_what_is_missing_is_said_by_section(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = ready(cast)
    assert questions.incomplete(plan) == []
    ask_too(monkeypatch, TOPICS)
    assert questions.incomplete(plan) == [Section("trial", "On trial", (TOPICS,))]
    questions.keep(plan, {"trial_topics": ["news"]})
    assert questions.incomplete(plan) == []


def test_what_need_not_be_answered_is_not_missing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = draft(cast)
    ask_too(monkeypatch, dataclasses.replace(TOPICS, required=False))
    assert "trial" not in {each.slug for each in questions.incomplete(plan)}


@pytest.mark.django_db
def test_longest_life_span_is_the_organisations() -> None:
    assert questions.latest_end(TODAY) == datetime.date(2029, 1, 4)
    assert questions.longest_life_span(TODAY) == "4 January 2029"
    Rules.objects.update_or_create(pk=1, defaults={"longest_life_span_months": 6})
    assert questions.longest_life_span(TODAY) == "4 July 2027"


def test_where_a_question_stands() -> None:
    ends_on = questions.find("ends_on")
    assert ends_on
    section = questions.section_of(Plan(), ends_on)
    assert section
    assert section.slug == "life-span"
    assert questions.section_of(Plan(kind="change"), ends_on) is None
    assert questions.find("state") is None
