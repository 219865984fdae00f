"""Answers of every kind over the API: told of, sent, read, and refused by field."""

import json
from typing import Any

import pytest
from django.test import Client

from governance.plans import questions
from governance.plans.asking import Kind, Question
from tests import cast as given
from tests.api.conftest import BASE, Caller
from tests.cast import Cast
from tests.governance.plans.scratch import TONE, TOPICS, TROUBLE, ask_too

LEAD = {"name": "Lead", "email": "lead@riverside.invalid"}
NEWS = {"value": "news", "label": "News & views"}
EVENTS = {"value": "events", "label": "Events"}
A_LIST = "Give a list of ids or e-mail addresses."
# Of each kind: a question, what it is called, what is sent, what is answered; and what is wrong.
ANSWERED: list[tuple[Kind, str, str, Any, Any]] = [
    (Kind.TEXT, "risks", "text", "Few.", "Few."),
    (Kind.LINE, "monitored", "text", "9am to 5pm", "9am to 5pm"),
    (Kind.HANDLE, "handle", "text", "Sleep", "@sleep"),
    (Kind.MAILBOX, "recovery_mailbox", "email", given.MAILBOX, given.MAILBOX),
    (Kind.DATE, "ends_on", "date", "2028-01-04", "2028-01-04"),
    (Kind.NUMBER, "hours_a_week", "number", 2.5, "2.5"),
    (Kind.CHOICE, "tone", "choice", "news", NEWS),
    (Kind.CHOICES, "topics", "choices", ["events", "news", "events"], [NEWS, EVENTS]),
    (Kind.PERSON, "lead", "person", "LEAD@riverside.invalid", LEAD),
    (Kind.PEOPLE, "administrators", "people", ["lead@riverside.invalid"], [LEAD]),
]
NOT_LISTED = "“sport” is not one of the choices."
REFUSED: list[tuple[str, Any, str]] = [
    ("risks", 1, "Give a text."),
    ("monitored", ["9am"], "Give a text."),
    ("handle", {}, "Give a text."),
    ("recovery_mailbox", True, "Give a text."),
    ("ends_on", 20280104, "Give a text."),
    ("hours_a_week", True, "Give a text."),
    ("tone", ["news"], "Give a text."),
    ("tone", "sport", NOT_LISTED),
    ("tone", None, TONE.otherwise),
    ("topics", "news", "Give a list of choices."),
    ("topics", {"news": True}, "Give a list of choices."),
    ("topics", ["news", 1], "Give a list of choices."),
    ("topics", [["news"]], "Give a list of choices."),
    ("topics", ["news", "sport"], NOT_LISTED),
    ("topics", [], TOPICS.otherwise),
    ("topics", None, TOPICS.otherwise),
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


@pytest.mark.parametrize(("kind", "name", "word", "sent", "told"), ANSWERED)
def test_every_kind_is_answered(
    cast: Cast, lead: Client, kind: Kind, name: str, word: str, sent: Any, told: Any
) -> None:
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


@pytest.mark.parametrize("question", questions.every(), ids=lambda each: each.name)
def test_nothing_answered_yet(cast: Cast, lead: Client, question: Question) -> None:
    named = {"lead", "administrators"}  # a new plan names its author
    found = asked(lead, given.draft(cast))
    assert question.name in named or found[question.name]["answer"] is None
    assert (found["topics"]["answer"], found["tone"]["answer"]) == ([], None)


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
    questions.keep(plan, {"trouble": "A post was hacked."})
    readers = {
        "lead": caller("plans:write", person=cast.lead),
        "officer": caller("plans:write", person=cast.officer),
        "member": caller("plans:write", person=cast.member),
        "register": caller("register:read"),
    }
    seen = {name for name, reader in readers.items() if "trouble" in asked(reader, plan)}
    assert seen == {"lead", "officer"}
