"""Every page is closed to visitors unless its view says that it is open."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver, path

from tests.house.test_routes import routes


def undeclared(request: HttpRequest) -> HttpResponse:
    raise AssertionError("A visitor got in.")


urlpatterns = [path("new", undeclared), path("sign-in", undeclared, name="account_login")]


@pytest.mark.urls("tests.house.test_closed")
@pytest.mark.django_db
def test_a_view_that_forgot_its_door_lets_no_visitor_in(client: Client) -> None:
    answer = client.get("/new")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in?next=")


def test_what_is_open_says_so() -> None:
    """By hand: a page that opens to everybody is a change that somebody must see."""
    opened = {
        address
        for address, view in routes(get_resolver())
        if view.__module__.startswith(("governance", "config"))
        and not getattr(view, "login_required", True)
    }
    assert opened == {
        "",
        "accessibility",
        "health/live",
        "health/ready",
        "official.atom",
        "official/",
        "official/check",
        "official/print",
        "policy/",
        "policy/<uuid:pk>",
        "reviews/calendar/<str:token>.ics",
    }
    assert "LoginRequiredMiddleware" in " ".join(settings.MIDDLEWARE)
