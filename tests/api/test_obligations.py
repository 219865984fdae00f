"""What is owed over REST: soonest due first, by whom and where it is discharged."""

import pytest
from django.test import Client

from governance.channels import acts as channels
from governance.models import Obligation
from tests import cast as given
from tests.api.conftest import BASE, Caller
from tests.cast import Cast
from tests.governance.reviews.days import ENDS, SECURITY_OPENS, after, run_sweep

OWED = f"{BASE}/obligations"


def test_scope(cast: Cast, caller: Caller, anybody: Client) -> None:
    assert anybody.get(OWED).status_code == 401
    assert caller("channels:read").get(OWED).status_code == 403
    empty: dict[str, object] = {"next": None, "previous": None, "results": []}
    assert caller("register:read").get(OWED).json() == empty


def test_a_document(cast: Cast, caller: Caller) -> None:
    channel = given.live_channel(cast)
    run_sweep(SECURITY_OPENS)
    Obligation.objects.filter(kind="review", stage="open").update(since="2026-11-01")
    [found] = caller("register:read").get(f"{OWED}?kind=review").json()["results"]
    review = channel.reviews.get(kind="security")
    row = Obligation.objects.get(subject_id=review.pk)
    assert found == {
        "id": str(row.pk),
        "kind": "review",
        "subject": {
            "kind": "review",
            "id": str(review.pk),
            "words": "security review: Children's Therapies on Instagram",
        },
        "channel": str(channel.pk),
        "since": "2026-11-01",
        "due_on": "2027-02-15",
        "rung": 0,
        "next_on": "2027-02-08",
        "owed_by": [{"name": "Lead", "email": "lead@riverside.invalid"}],
        "act": {"name": "review.close", "url": f"http://testserver/reviews/{review.pk}"},
    }


def test_what_only_comes_is_not_owed_yet(cast: Cast, caller: Caller) -> None:
    given.live_channel(cast)
    assert Obligation.objects.filter(kind="renewal").exists()
    assert caller("register:read").get(f"{OWED}?kind=renewal").json()["results"] == []


def test_filters(cast: Cast, caller: Caller) -> None:
    channel = given.live_channel(cast)
    channels.suspend(channel, by=cast.officer, today=SECURITY_OPENS, cause="other", reason="x")
    Obligation.objects.update(since="2026-11-01")
    program = caller("register:read")

    def kinds(query: str) -> list[str]:
        return [each["kind"] for each in program.get(f"{OWED}?{query}").json()["results"]]

    everything = kinds("")
    assert "renewal" in everything
    # Tested again by officers, who reinstate it as well; the lead looks at its access list.
    assert set(kinds("owed_by=lead@riverside.invalid")) == set(everything) - {"access"}
    assert sorted(kinds("owed_by=officer@riverside.invalid")) == ["access", "access_confirmation"]
    assert kinds("owed_by=LEAD@riverside.invalid&kind=renewal") == ["renewal"]
    assert kinds("owed_by=outsider@riverside.invalid") == []
    assert kinds("owed_by=nobody@riverside.invalid") == []
    assert kinds(f"due_before={after(1, ENDS)}&kind=renewal") == ["renewal"]
    assert kinds(f"due_before={ENDS}&kind=renewal") == []


@pytest.mark.parametrize("query", ["kind=none", "due_before=soon", "who=me", "page_size=0"])
def test_wrong_parameters_are_named(cast: Cast, caller: Caller, query: str) -> None:
    answer = caller("register:read").get(f"{OWED}?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.json()["errors"]


def test_pages_there_and_back(cast: Cast, caller: Caller) -> None:
    given.live_channel(cast)
    Obligation.objects.update(since="2026-11-01")
    program = caller("register:read")
    first = program.get(f"{OWED}?page_size=1").json()
    second = program.get(first["next"]).json()
    assert program.get(second["previous"]).json()["results"] == first["results"]
    assert second["results"] != first["results"]


def test_unchanged_is_304(cast: Cast, caller: Caller) -> None:
    given.live_channel(cast)
    program = caller("register:read")
    tag = program.get(OWED)["ETag"]
    assert program.get(OWED, headers={"If-None-Match": tag}).status_code == 304
