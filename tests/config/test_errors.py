"""What is answered when no page can be: a page to people, problem+json to programs."""

from unittest.mock import patch

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config import errors

pytestmark = pytest.mark.django_db


def test_people_get_a_page(client: Client) -> None:
    answer = client.get("/no-such-page")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "<h1" in answer.content.decode()


def test_programs_get_a_problem(client: Client) -> None:
    answer = client.get("/api/v1/no-such-thing")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json().keys() >= {"type", "title", "status", "detail"}


def test_a_form_without_its_token_is_refused_with_a_page() -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@b.invalid"})
    assert answer.status_code == 403
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/api/v1/channels"])
def test_an_error_of_ours_says_nothing_of_its_cause(path: str) -> None:
    answer: HttpResponse = errors.server_error(RequestFactory().get(path))
    assert answer.status_code == 500
    assert "Traceback" not in answer.content.decode()


def test_a_page_that_cannot_be_made_is_answered_all_the_same() -> None:
    with patch("config.errors.render_to_string", side_effect=RuntimeError("no database")):
        answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "no database" not in answer.content.decode()
