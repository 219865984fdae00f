"""Steps of channels by token, with the permissions of its person."""

import pytest

from tests import cast as given
from tests.api.conftest import BASE, Caller
from tests.api.test_plans import send
from tests.cast import Cast

SUSPEND = {"cause": "content", "reason": "Outside policy."}


def test_officer_suspends(cast: Cast, caller: Caller) -> None:
    channel = given.live_channel(cast)
    officer = caller("channels:write", person=cast.officer)
    offered = officer.get(f"{BASE}/channels/{channel.pk}/steps").json()["steps"]
    suspend = next(each for each in offered if each["name"] == "suspend")
    assert suspend["allowed"] is True
    assert [each["name"] for each in suspend["inputs"]] == ["cause", "reason"]
    assert suspend["inputs"][0]["choices"] == ["content", "compromised", "locked_out", "other"]
    taken = send(officer, "post", f"channels/{channel.pk}/steps/suspend", SUSPEND)
    assert taken.status_code == 200
    assert taken.json()["state"] == "suspended"
    assert "lead" not in taken.json()


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({}, {"cause", "reason"}),
        (SUSPEND | {"cause": "boredom"}, {"cause"}),
        (SUSPEND | {"cause": ["content"]}, {"cause"}),
        (SUSPEND | {"reason": ""}, {"reason"}),
        (SUSPEND | {"reason": None}, {"reason"}),
        (SUSPEND | {"reason": "a\x00b"}, {"reason"}),
        (SUSPEND | {"until": "2028-01-01"}, {"until"}),
    ],
)
def test_wrong_inputs_are_told_by_field(
    cast: Cast, caller: Caller, body: dict[str, object], named: set[str]
) -> None:
    channel = given.live_channel(cast)
    officer = caller("channels:write", person=cast.officer)
    refused = send(officer, "post", f"channels/{channel.pk}/steps/suspend", body)
    assert refused.status_code == 400
    assert set(refused.json()["errors"]) == named


def test_lead_may_not_suspend(cast: Cast, caller: Caller) -> None:
    channel = given.live_channel(cast)
    lead = caller("channels:write", person=cast.lead)
    bodies: tuple[dict[str, object], ...] = (dict(SUSPEND), {"cause": []})
    for body in bodies:
        refused = send(lead, "post", f"channels/{channel.pk}/steps/suspend", body)
        assert refused.status_code == 403
        assert "officer" in refused.json()["detail"]


def test_state_that_does_not_know_the_step_is_409(cast: Cast, caller: Caller) -> None:
    channel = given.live_channel(cast)
    officer = caller("channels:write", "register:read", person=cast.officer)
    refused = send(officer, "post", f"channels/{channel.pk}/steps/go_live")
    assert refused.status_code == 409
    [said] = refused.json()["refusals"]
    assert said.startswith("This channel is live; to go live, it must be approved. Officer made it")
    clock = send(officer, "post", f"channels/{channel.pk}/steps/lapse")
    assert clock.status_code == 403
