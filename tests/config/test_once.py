"""A form or a call that comes twice at the same moment, and one that comes again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from config.once import FIELD
from governance.models import Plan
from ledger import once
from ledger.models import Entry, Sent
from people import tokens
from people.models import Scope
from tests import cast as given
from tests.api.conftest import BASE
from tests.cast import Cast
from tests.house.leading import BACKEND

RACERS = 4
PLAN = {"name": "Little Talkers", "platform": "instagram", "team": "therapies"}


def at_once(send: Any) -> list[Any]:
    start = Barrier(RACERS)

    def one(number: int) -> Any:
        try:
            start.wait()
            return send()
        finally:
            connection.close()

    with ThreadPoolExecutor(RACERS) as pool:
        return list(pool.map(one, range(RACERS)))


@pytest.fixture
def lead(cast: Cast) -> dict[str, str]:
    _, text = tokens.issue("test", scopes=Scope.values, days=1, person=cast.lead)
    return {"Authorization": f"Api-Key {text}"}


def start(lead: dict[str, str], key: str, **other: str) -> Any:
    headers = lead | {"Idempotency-Key": key}
    return Client(headers=headers).post(
        f"{BASE}/plans", data=PLAN | other, content_type="application/json"
    )


@pytest.mark.django_db(transaction=True)
def test_one_form_from_several_threads_does_one_thing(cast: Cast) -> None:
    plan = given.draft(cast)
    client = Client()
    client.force_login(cast.lead, backend=BACKEND)
    cookies = client.cookies
    sent = {"question": "May we?", FIELD: "of-one-form"}
    before = Entry.objects.count()

    def send() -> tuple[int, str]:
        other = Client()
        other.cookies = cookies
        answer = other.post(f"/plans/{plan.pk}/consultation", sent)
        return answer.status_code, answer.get("Location", "")

    answers = set(at_once(send))
    assert len(answers) == 1
    assert {status for status, _ in answers} == {302}
    assert plan.consultations.count() == 1
    assert Entry.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_one_call_from_several_threads_does_one_thing(lead: dict[str, str]) -> None:
    answers = at_once(lambda: start(lead, "of-one-call"))
    assert {(each.status_code, each.content, each["Location"]) for each in answers} == {
        (201, answers[0].content, answers[0]["Location"])
    }
    assert Plan.objects.count() == 1


def test_a_call_again_is_answered_as_the_first(cast: Cast, lead: dict[str, str]) -> None:
    first, second = start(lead, "one"), start(lead, "one")
    assert (second.status_code, second.content) == (201, first.content)
    assert second["Location"] == first["Location"]
    assert start(lead, "two").json()["id"] != first.json()["id"]
    assert Plan.objects.count() == 2


def test_one_key_for_two_things_is_refused(cast: Cast, lead: dict[str, str]) -> None:
    start(lead, "one")
    refused = start(lead, "one", name="Another")
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    assert start(lead, "x" * 201).status_code == 400


def test_a_key_is_of_whoever_gave_it(cast: Cast, lead: dict[str, str]) -> None:
    _, text = tokens.issue("other", scopes=Scope.values, days=1, person=cast.member)
    start(lead, "one")
    assert start({"Authorization": f"Api-Key {text}"}, "one").status_code == 201
    assert Plan.objects.count() == 2


def test_what_was_refused_can_be_tried_again(cast: Cast, lead: dict[str, str]) -> None:
    assert start(lead, "one", team="nowhere").status_code == 400
    assert start(lead, "one").status_code == 201


def test_keys_are_kept_for_a_day(cast: Cast, lead: dict[str, str]) -> None:
    start(lead, "one")
    now = Sent.objects.get().at
    assert once.forget(now=now + once.KEPT_FOR) == 0
    assert once.forget(now=now + once.KEPT_FOR * 1.01) == 1
    assert not Sent.objects.exists()


def test_nothing_that_was_sent_stands_in_the_row_of_a_form(cast: Cast) -> None:
    plan = given.draft(cast)
    client = Client()
    client.force_login(cast.lead, backend=BACKEND)
    client.post(f"/plans/{plan.pk}/consultation", {"question": "May we?", FIELD: "a-key"})
    row = Sent.objects.get()
    assert (bytes(row.body), set(row.headers)) == (b"", {"Location"})
    assert "a-key" not in row.key + row.content
