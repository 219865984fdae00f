"""Answers of every kind over the API: told of, sent, read, and refused by field."""

import json
from typing import Any

import pytest
from django.test import Client

from governance.plans import questions
from governance.plans.asking import Kind
from tests import cast as given
from tests.api.conftest import BASE, Caller
from tests.cast import Cast
from tests.governance.plans.scratch import TONE, TOPICS, TROUBLE, ask_too

LEAD = {"name": "Lead", "email": "lead@riverside.invalid"}
NEWS = {"value": "news", "label": "News & views"}
EVENTS = {"value": "events", "label": "Events"}
A_LIST = "Give a list of ids or e-mail addresses."
# Of each kind: a question, what the kind is called, what is sent and what is answered.
ANSWERED: list[tuple[Kind, str, str, Any, Any]] = [
    (Kind.TEXT, "risks", "text", "Few.", "Few."),
    (Kind.LINE, "monitored", "text", "9am to 5pm", "9am to 5pm"),
    (Kind.HANDLE, "handle", "text", "@Sleep", "Sleep"),
    (Kind.MAILBOX, "recovery_mailbox", "email", given.MAILBOX, given.MAILBOX),
    (Kind.DATE, "ends_on", "date", "2028-01-04", "2028-01-04"),
    (Kind.NUMBER, "hours_a_week", "number", 2.5, "2.5"),
    (Kind.CHOICE, "trial_tone", "choice", "news", NEWS),
    (Kind.CHOICES, "trial_topics", "choices", ["events", "news", "events"], [NEWS, EVENTS]),
    (Kind.PERSON, "lead", "person", "LEAD@riverside.invalid", LEAD),
    (Kind.PEOPLE, "administrators", "people", ["lead@riverside.invalid"], [LEAD]),
]
NOT_LISTED = "“sport” is not one of the choices."
REFUSED: list[tuple[str, Any, str]] = [
    ("risks", 1, "Give a text."),
    ("monitored", ["9am"], "Give a text."),
    ("handle", {}, "Give a text."),
    (
        "handle",
        "linktr.ee/sleep",
        "“linktr.ee/sleep” is not the handle of an account on Instagram. Write it like "
        "oxford_healthnhs, or give its address, like https://www.instagram.com/oxford_healthnhs/.",
    ),
    ("recovery_mailbox", True, "Give a text."),
    ("ends_on", 20280104, "Give a text."),
    ("hours_a_week", True, "Give a text."),
    ("trial_tone", ["news"], "Give a text."),
    ("trial_tone", "sport", NOT_LISTED),
    ("trial_tone", None, TONE.otherwise),
    ("trial_topics", "news", "Give a list of choices."),
    ("trial_topics", {"news": True}, "Give a list of choices."),
    ("trial_topics", ["news", 1], "Give a list of choices."),
    ("trial_topics", [["news"]], "Give a list of choices."),
    ("trial_topics", ["news", "sport"], NOT_LISTED),
    ("trial_topics", [], TOPICS.otherwise),
    ("trial_topics", None, TOPICS.otherwise),
    ("lead", ["lead@riverside.invalid"], "Give a text."),
    ("administrators", "lead@riverside.invalid", A_LIST),
    ("administrators", [1], A_LIST),
]


@pytest.fixture
def lead(cast: Cast, caller: Caller, monkeypatch: pytest.MonkeyPatch) -> Client:
    ask_too(monkeypatch, TOPICS, TONE)
    return caller("plans:write", person=cast.lead)


def patch(client: Client, plan: Any, body: Any) -> Any:
    sent = json.dumps(body)
    return client.patch(f"{BASE}/plans/{plan.pk}", sent, content_type="application/json")


def asked(client: Client, plan: Any) -> dict[str, dict[str, Any]]:
    document = client.get(f"{BASE}/plans/{plan.pk}").json()
    return {each["name"]: each for part in document["sections"] for each in part["questions"]}


def test_every_kind_is_tried() -> None:
    assert [kind for kind, *_ in ANSWERED] == list(Kind)


@pytest.mark.parametrize("answered", ANSWERED, ids=lambda answered: answered[0].value)
def test_every_kind_is_answered(
    cast: Cast, lead: Client, answered: tuple[Kind, str, str, Any, Any]
) -> None:
    kind, name, word, sent, told = answered
    plan, question = given.draft(cast), questions.find(name)
    assert question
    assert question.kind is kind
    answer = patch(lead, plan, {name: sent})
    assert answer.status_code == 200, answer.content
    found = asked(lead, plan)[name]
    assert found["answer"] == told
    assert found["kind"] == word
    assert (found["label"], found["help"]) == (question.label, question.hint)
    assert found["required"] is True
    assert found["choices"] == ([value for value, _ in question.choices] or None)


def test_nothing_answered_yet(cast: Cast, lead: Client) -> None:
    """A new plan names nobody but its author."""
    plan = given.draft(cast)
    found = asked(lead, plan)
    assert found["lead"]["answer"] == LEAD
    assert found["administrators"]["answer"] == [LEAD]
    for question in questions.asked_of(plan):
        if question.kind not in {Kind.PERSON, Kind.PEOPLE}:
            nothing: Any = [] if question.kind is Kind.CHOICES else None
            assert found[question.name]["answer"] == nothing


@pytest.mark.parametrize(("name", "sent", "said"), REFUSED)
def test_what_is_wrong_is_told_by_field(
    cast: Cast, lead: Client, name: str, sent: Any, said: str
) -> None:
    plan = given.draft(cast)
    refused = patch(lead, plan, {name: sent})
    assert refused.status_code == 400, refused.content
    assert refused.json()["errors"] == {name: [said]}


def test_what_a_row_hides_is_told_to_writers_and_overseers(
    cast: Cast, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = given.submitted(cast)
    ask_too(monkeypatch, TROUBLE)
    questions.keep(plan, {"trial_trouble": "A post was hacked."})
    readers = {
        "lead": caller("plans:write", person=cast.lead),
        "officer": caller("plans:write", person=cast.officer),
        "member": caller("plans:write", person=cast.member),
        "register": caller("register:read"),
    }
    seen = {name for name, reader in readers.items() if "trial_trouble" in asked(reader, plan)}
    assert seen == {"lead", "officer"}
