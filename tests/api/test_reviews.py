"""Reviews over REST: soonest first, for those who may read the register."""

import pytest
import time_machine
from django.test import Client

from governance.reviews import acts as reviews
from tests import cast as given
from tests.api.conftest import BASE, Caller
from tests.cast import Cast
from tests.governance.reviews.days import SECURITY_OPENS, after, run_sweep

YES = dict.fromkeys(["people_right", "two_step", "recovery", "monitored", "needed"], "yes")


def test_scope(cast: Cast, caller: Caller, anybody: Client) -> None:
    assert anybody.get(f"{BASE}/reviews").status_code == 401
    assert caller("channels:read").get(f"{BASE}/reviews").status_code == 403
    empty: dict[str, object] = {"next": None, "previous": None, "results": []}
    assert caller("register:read").get(f"{BASE}/reviews").json() == empty


def test_what_is_due_and_overdue(cast: Cast, caller: Caller) -> None:
    channel = given.live_channel(cast)
    run_sweep(SECURITY_OPENS)
    program = caller("register:read")
    first, second = program.get(f"{BASE}/reviews").json()["results"]
    assert (first["kind"], second["kind"]) == ("security", "life_span")
    assert second["state"] == "scheduled"
    review = channel.reviews.get(kind="security")
    expected = {
        "id": str(review.pk),
        "channel": str(channel.pk),
        "kind": "security",
        "state": "open",
        "opened_on": "2027-02-01",
        "due_on": "2027-02-15",
        "overdue": False,
        "closed_on": None,
        "outcome": None,
    }
    for day, overdue in ((15, False), (16, True)):
        with time_machine.travel(f"2027-02-{day}T12:00:00Z"):
            found = caller("register:read").get(f"{BASE}/reviews?due_before=2027-02-16").json()
        assert found["results"] == [expected | {"overdue": overdue}]
    assert not program.get(f"{BASE}/reviews?due_before=2027-02-15").json()["results"]


def test_closed_ones_say_what_came_of_them(cast: Cast, caller: Caller) -> None:
    channel = given.live_channel(cast)
    run_sweep(SECURITY_OPENS)
    review = channel.reviews.get(kind="security")
    reviews.answer(review, by=cast.lead, today=SECURITY_OPENS, **YES)
    reviews.close(review, by=cast.officer, today=after(3, SECURITY_OPENS), outcome="fine")
    (found,) = caller("register:read").get(f"{BASE}/reviews?state=closed").json()["results"]
    assert (found["outcome"], found["closed_on"]) == ("fine", "2027-02-04")


def test_pages_there_and_back(cast: Cast, caller: Caller) -> None:
    for number in range(3):
        given.live_channel(cast, name=f"Channel {number}", answers={"handle": f"@c{number}"})
    program = caller("register:read")
    whole = [each["id"] for each in program.get(f"{BASE}/reviews").json()["results"]]
    pages, address = [], f"{BASE}/reviews?page_size=2"
    while address:
        page = program.get(address).json()
        pages.append([each["id"] for each in page["results"]])
        address = page["next"]
    assert pages == [whole[:2], whole[2:4], whole[4:]]
    back = program.get(page["previous"]).json()
    assert [each["id"] for each in back["results"]] == whole[2:4]
    assert program.get(back["previous"]).json()["previous"] is None


def test_unchanged_list_is_not_sent_again(cast: Cast, caller: Caller) -> None:
    given.live_channel(cast)
    program = caller("register:read")
    tag = program.get(f"{BASE}/reviews").headers["ETag"]
    again = program.get(f"{BASE}/reviews", headers={"If-None-Match": tag})
    assert again.status_code == 304
    run_sweep(SECURITY_OPENS)
    assert program.get(f"{BASE}/reviews", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "due_before=",
        "due_before=2027-13-01",
        "due_before=4/1/2027",
        "due_before=%00",
        "state=overdue",
        "kind=x",
        "page_size=201",
        "cursor=x",
        "due=2027-01-01",
    ],
)
def test_wrong_parameters_are_named(db: None, caller: Caller, query: str) -> None:
    answer = caller("register:read").get(f"{BASE}/reviews?{query}")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [query.partition("=")[0]]
