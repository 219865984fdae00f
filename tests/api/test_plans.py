"""Plans by token: as the person it was issued for, and never a decision."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from governance.models import Plan
from governance.plans import consultations
from ledger.models import Entry
from tests import cast as given
from tests.api.conftest import BASE, Caller
from tests.cast import TODAY, Cast


@pytest.fixture
def lead(cast: Cast, caller: Caller) -> Client:
    return caller("plans:write", person=cast.lead)


def send(client: Client, method: str, path: str, body: Any = None) -> Any:
    content = json.dumps({} if body is None else body)
    return getattr(client, method)(f"{BASE}/{path}", content, content_type="application/json")


NEW = {"name": "Children's Therapies", "platform": "instagram", "team": "therapies"}


def test_plan_is_started_written_and_submitted(cast: Cast, lead: Client) -> None:
    started = send(lead, "post", "plans", NEW)
    assert started.status_code == 201, started.content
    plan = started.json()
    assert started["Location"] == f"http://testserver{BASE}/plans/{plan['id']}"
    assert (plan["state"], plan["author"]["name"]) == ("draft", "Lead")
    people = {"lead": "LEAD@riverside.invalid", "administrators": [str(cast.administrator.pk)]}
    written = send(
        lead, "patch", f"plans/{plan['id']}", given.answers(cast, hours_a_week=3.5, **people)
    ).json()
    assert all(section["complete"] for section in written["sections"])
    answers = {each["name"]: each["answer"] for s in written["sections"] for each in s["questions"]}
    assert answers["hours_a_week"] == "3.5"
    assert answers["ends_on"] == "2028-01-04"
    assert answers["lead"] == {"name": "Lead", "email": "lead@riverside.invalid"}
    assert [each["name"] for each in answers["administrators"]] == ["Administrator"]
    refused = send(lead, "post", f"plans/{plan['id']}/steps/submit")
    assert refused.status_code == 409
    assert "No consultation" in " ".join(refused.json()["refusals"])
    submit = next(each for each in written["steps"] if each["name"] == "submit")
    assert submit["allowed"] is False
    assert submit["refusals"] == refused.json()["refusals"]


def test_submitting_takes_the_step(cast: Cast, lead: Client) -> None:
    plan = given.ready(cast, answers={"ends_on": "2027-01-04"})
    Plan.objects.filter(pk=plan.pk).update(ends_on=None)
    open_steps = lead.get(f"{BASE}/plans/{plan.pk}").json()["steps"]
    assert {each["name"] for each in open_steps if each["allowed"]} == {"withdraw"}
    taken = send(lead, "post", f"plans/{plan.pk}/steps/withdraw")
    assert taken.status_code == 200
    assert taken.json()["state"] == "withdrawn"
    entry = Entry.objects.get(act="plan.withdraw")
    assert entry.actor_id == cast.lead.pk


def test_against_the_advice_a_program_says_why_too(cast: Cast, lead: Client) -> None:
    plan = given.ready(cast)
    against = {"held_on": "2027-01-04", "outcome": "not_suitable", "advice": "A leaflet."}
    consultations.record(plan, by=cast.officer, today=TODAY, **against)
    Plan.objects.filter(pk=plan.pk).update(ends_on=timezone.localdate() + timedelta(days=90))
    step = f"plans/{plan.pk}/steps/submit"
    assert set(send(lead, "post", step).json()["errors"]) == {"going_on"}
    taken = send(lead, "post", step, {"going_on": "Nobody reads leaflets."})
    assert taken.status_code == 200, taken.content
    assert taken.json()["going_on"] == "Nobody reads leaflets."


@pytest.mark.parametrize(
    "step", ["take_up", "take_over", "release", "request_changes", "approve", "sign_off", "reject"]
)
def test_tokens_never_decide(cast: Cast, caller: Caller, step: str) -> None:
    plan = given.under_consideration(cast)
    officer = caller("plans:write", person=cast.officer)
    inputs = {"reason": "No.", "changes_wanted": "More."}
    refused = send(officer, "post", f"plans/{plan.pk}/steps/{step}", inputs)
    assert refused.status_code == 403
    assert "never decides" in refused.json()["detail"]
    offered = officer.get(f"{BASE}/plans/{plan.pk}").json()["steps"]
    (found,) = [each for each in offered if each["name"] == step]
    assert found["allowed"] is False
    plan.refresh_from_db()
    assert plan.state == "under_consideration"


def test_who_sees_which_plans(cast: Cast, caller: Caller) -> None:
    draft = given.draft(cast)
    submitted = given.submitted(cast, name="Second")
    clients = {
        "lead": (caller("plans:write", person=cast.lead), {draft, submitted}),
        "outsider": (caller("plans:write", person=cast.outsider), set()),
        "register": (caller("register:read"), {submitted}),
        "both": (
            caller("plans:write", "register:read", person=cast.lead),
            {draft, submitted},
        ),
    }
    for name, (client, expected) in clients.items():
        found = client.get(f"{BASE}/plans").json()["results"]
        assert {each["id"] for each in found} == {str(plan.pk) for plan in expected}, name
        for plan in (draft, submitted):
            status = 200 if plan in expected else 404
            assert client.get(f"{BASE}/plans/{plan.pk}").status_code == status, name


def test_filters_and_pages(cast: Cast, lead: Client) -> None:
    ids = [str(given.draft(cast, name=f"Plan {number}").pk) for number in range(5)][::-1]
    first = lead.get(f"{BASE}/plans?page_size=2&state=draft&platform=instagram").json()
    second = lead.get(first["next"]).json()
    third = lead.get(second["next"]).json()
    pages = (first, second, third)
    assert [each["id"] for page in pages for each in page["results"]] == ids
    assert third["next"] is None
    assert lead.get(third["previous"]).json()["results"] == second["results"]
    assert lead.get(f"{BASE}/plans?team=pharmacy").json()["results"] == []
    for wrong in ("state=gone", "platform=nowhere", "team=nobody", "name=x", "q=x"):
        assert lead.get(f"{BASE}/plans?{wrong}").status_code == 400, wrong


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, {"name", "platform", "team"}),
        (NEW | {"name": "x" * 121}, {"name"}),
        (NEW | {"name": "a\x00b"}, {"name"}),
        (NEW | {"name": "a\u202eb"}, {"name"}),
        (NEW | {"name": ["Children"]}, {"name"}),
        (NEW | {"platform": "nowhere"}, {"platform"}),
        (NEW | {"platform": "a\x00b"}, {"platform"}),
        (NEW | {"team": {"slug": "therapies"}}, {"team"}),
        (NEW | {"tier": "grand"}, {"tier"}),
        (NEW | {"colour": "red"}, {"colour"}),
        ({"channel": "1"}, {"channel"}),
        ({"channel": None}, {"channel"}),
        ({"channel": "00000000-0000-4000-8000-000000000000"}, {"channel"}),
    ],
)
def test_wrong_start_is_told_by_field(lead: Client, body: Any, named: set[str]) -> None:
    refused = send(lead, "post", "plans", body)
    assert refused.status_code == 400
    assert set(refused.json()["errors"]) == named
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"colour": "red"}, {"colour"}),
        ({"reason": "a\x00b", "risks": "a\u200bb"}, {"reason", "risks"}),
        ({"reason": 5}, {"reason"}),
        ({"reason": "x" * 5001}, {"reason"}),
        ({"ends_on": 20280104}, {"ends_on"}),
        ({"ends_on": ["2028-01-04"]}, {"ends_on"}),
        ({"ends_on": "31 February 2028"}, {"ends_on"}),
        ({"hours_a_week": "many"}, {"hours_a_week"}),
        ({"hours_a_week": True}, {"hours_a_week"}),
        ({"lead": "nobody@riverside.invalid"}, {"lead"}),
        ({"lead": "a@\x00"}, {"lead"}),
        ({"lead": {"id": 1}}, {"lead"}),
        ({"administrators": "lead@riverside.invalid"}, {"administrators"}),
        ({"administrators": [{}]}, {"administrators"}),
        ({"administrators": ["1"]}, {"administrators"}),
        ({"recovery_mailbox": "nowhere"}, {"recovery_mailbox"}),
        ({"handle": "not a handle"}, {"handle"}),
        ({"handle": "<script>"}, {"handle"}),
    ],
)
def test_wrong_answers_are_told_by_field(
    cast: Cast, lead: Client, body: Any, named: set[str]
) -> None:
    plan = given.draft(cast)
    refused = send(lead, "patch", f"plans/{plan.pk}", body)
    assert refused.status_code == 400, refused.content
    assert set(refused.json()["errors"]) == named


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b"null",
        b'"text"',
        b"{",
        b"\xff\xfe",
        b'{"reason": NaN}',
        b'{"hours_a_week": 1e400}',
        b'{"reason": "\\ud800"}',
        b"[" * 100_000,
        b'{"a":' * 5_000,
    ],
)
def test_body_that_is_no_object_is_400(cast: Cast, lead: Client, content: bytes) -> None:
    plan = given.draft(cast)
    refused = lead.patch(f"{BASE}/plans/{plan.pk}", content, content_type="application/json")
    assert refused.status_code == 400
    assert refused["Content-Type"] == "application/problem+json"


def test_too_much_is_413_and_no_json_is_415(cast: Cast, lead: Client) -> None:
    plan = given.draft(cast)
    large = json.dumps({"reason": "x" * 1_000_001})
    for content, media_type, status in (
        (large, "application/json", 413),
        ("reason=x", "application/x-www-form-urlencoded", 415),
        ("<plan/>", "text/xml", 415),
        ("{}", "nonsense", 415),
    ):
        refused = lead.patch(f"{BASE}/plans/{plan.pk}", content, content_type=media_type)
        assert refused.status_code == status
        assert refused["Content-Type"] == "application/problem+json"


def test_who_may_not_is_told_so_before_what_is_wrong(cast: Cast, caller: Caller) -> None:
    plan = given.under_consideration(cast)
    reader = caller("plans:write", person=cast.auditor)
    assert send(reader, "post", f"plans/{plan.pk}/steps/withdraw", {"x": 1}).status_code == 403
    author = caller("plans:write", person=cast.lead)
    assert send(author, "post", f"plans/{plan.pk}/steps/submit", {"x": 1}).status_code == 409
    assert send(author, "post", f"plans/{plan.pk}/steps/withdraw", {"x": 1}).status_code == 400
    assert send(author, "post", f"plans/{plan.pk}/steps/burn").status_code == 404
    assert send(author, "post", f"plans/{plan.pk}/steps/__init__").status_code == 404


def test_renewal_is_started_from_the_channel(cast: Cast, lead: Client, caller: Caller) -> None:
    channel = given.live_channel(cast)
    started = send(lead, "post", "plans", {"channel": str(channel.pk)})
    assert started.status_code == 201
    assert (started.json()["kind"], started.json()["channel"]) == ("renewal", str(channel.pk))
    outsider = caller("plans:write", person=cast.outsider)
    assert send(outsider, "post", "plans", {"channel": str(channel.pk)}).status_code == 403


def test_change_is_started_from_the_channel(cast: Cast, lead: Client, caller: Caller) -> None:
    channel = given.live_channel(cast)
    wanted = {"channel": str(channel.pk), "kind": "change"}
    started = send(lead, "post", "plans", wanted)
    assert started.status_code == 201
    plan = started.json()
    assert (plan["kind"], plan["channel"]) == ("change", str(channel.pk))
    [section] = plan["sections"]
    assert [each["name"] for each in section["questions"]] == [
        *("name", "handle", "tier", "public_purpose", "change_reason")
    ]
    answers = {"handle": "@newname", "change_reason": "Our name is new."}
    written = send(lead, "patch", f"plans/{plan['id']}", answers)
    assert written.status_code == 200
    assert written.json()["handle"] == "newname"
    outsider = caller("plans:write", person=cast.outsider)
    assert send(outsider, "post", "plans", wanted).status_code == 403
    renewal = send(lead, "post", "plans", wanted | {"kind": "renewal"}).json()
    refused = send(lead, "patch", f"plans/{renewal['id']}", {"handle": "@newname"})
    assert refused.status_code == 400
    assert "Write a change plan" in refused.json()["errors"]["handle"][0]


@pytest.mark.parametrize("kind", ["new", "grand"])
def test_kind_that_does_not_fit_is_told(cast: Cast, lead: Client, kind: str) -> None:
    channel = given.live_channel(cast)
    refused = send(lead, "post", "plans", {"channel": str(channel.pk), "kind": kind})
    said = {"kind": ["A plan for a channel is a renewal or a change."]}
    assert (refused.status_code, refused.json()["errors"]) == (400, said)
    refused = send(lead, "post", "plans", NEW | {"kind": "change"})
    said = {"kind": ["Say in channel which channel the plan is for."]}
    assert (refused.status_code, refused.json()["errors"]) == (400, said)


def test_plan_for_another_team_is_forbidden(caller: Caller, cast: Cast) -> None:
    outsider = caller("plans:write", person=cast.outsider)
    refused = send(outsider, "post", "plans", NEW)
    assert refused.status_code == 403
    assert "Only a member of the team" in refused.json()["detail"]


def test_step_without_a_body(cast: Cast, lead: Client) -> None:
    plan = given.draft(cast)
    path = f"{BASE}/plans/{plan.pk}/steps/withdraw"
    assert lead.post(path, "", content_type="application/x-www-form-urlencoded").status_code == 200
    assert send(lead, "post", f"plans/{plan.pk}/steps/reopen").json()["state"] == "draft"
