"""What each state of a channel says: in words, what comes next, its colour and its verdict."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from governance.channels import acts as channels
from governance.channels import states
from governance.channels.states import MEANINGS, Verdict
from governance.models import Channel
from tests import cast as given
from tests.cast import SET_UP, TODAY, Cast
from tests.governance.builders import LAPSES, lapsed_channel, retired_channel
from tests.governance.reviews.days import after

CSS = Path(__file__).resolve().parents[3] / "static" / "keyholder" / "keyholder.css"
EVERY = [state.value for state in Channel.State]
MADE: dict[str, Callable[[Cast], Channel]] = {
    "approved": given.approved_channel,
    "live": given.live_channel,
    "suspended": given.suspended_channel,
    "lapsed": lapsed_channel,
    "retired": retired_channel,
}
IN_WORDS = {
    "approved": "It is approved, but it is not official yet: it is not on the public list.",
    "live": "It is live: an official channel, and on the public list.",
    "lapsed": "Its life span ended and nobody renewed it. It does not count as official any more.",
    "retired": "It was retired on 4 January 2027. Closed on the platform.",
}
NEXT = {
    "approved": "An officer confirms the set-up and the address, and then makes it live.",
    "live": "Its life span ends on 4 January 2028. If nobody renews it, it lapses on "
    "19 January 2028.",
    "suspended": "When everything is put right, an officer other than the one who suspended it "
    "reinstates it. Otherwise it is retired.",
    "lapsed": "A renewal plan brings it back. An officer may extend it once, by three months at "
    "most. Otherwise it is retired.",
    "retired": "Nothing more. It stays in the register, so that a reused handle is seen.",
}


@pytest.mark.parametrize("state", EVERY)
def test_every_state_says_what_comes_next(cast: Cast, state: str) -> None:
    channel = MADE[state](cast)
    assert channel.state == state
    assert states.what_next(channel, TODAY) == NEXT[state]
    if state != "suspended":
        assert states.state_in_words(channel, TODAY) == IN_WORDS[state]


@pytest.mark.parametrize("state", EVERY)
def test_every_state_has_its_colour_in_pictures(state: str) -> None:
    assert re.search(rf"^\.keyholder-state-{state} {{ fill: #\w+; }}$", CSS.read_text(), re.M)


@pytest.mark.parametrize("state", EVERY)
def test_every_state_has_a_colour_of_its_own_and_a_verdict(state: str) -> None:
    tags = [each.tag for each in MEANINGS.values()]
    assert tags.count(MEANINGS[state].tag) == 1
    assert isinstance(MEANINGS[state].verdict, Verdict)


def test_what_was_listed_says_why_it_is_no_more() -> None:
    """Live channels are on the list, and an approved one was never there."""
    assert {state for state, each in MEANINGS.items() if each.because} == {
        "suspended",
        "lapsed",
        "retired",
    }
    assert MEANINGS["approved"].verdict is MEANINGS["live"].verdict is Verdict.NOT_LISTED


def test_only_retired_ends_and_what_counts_is_reviewed() -> None:
    assert [state for state, each in MEANINGS.items() if each.ends] == ["retired"]
    assert states.REVIEWED == ("live", "suspended")


def test_suspension_says_since_when_and_why(cast: Cast) -> None:
    channel = given.live_channel(cast)
    Channel.objects.filter(pk=channel.pk).update(
        state="suspended", suspended_at=given.NOON, suspension_cause="locked_out"
    )
    channel.refresh_from_db()
    assert states.state_in_words(channel, TODAY) == (
        "It is suspended since 4 January 2027: we cannot get in. It does not count as official. "
        "On Instagram itself nothing has changed by that."
    )
    channel.suspended_at = None
    assert states.state_in_words(channel, TODAY).startswith("It is suspended: we cannot get in.")


def test_retired_one_says_to_whom_it_went(cast: Cast) -> None:
    channel = retired_channel(cast)
    channel.ending, channel.transferred_to, channel.retired_on = "transferred", "The charity", None
    assert states.state_in_words(channel, TODAY) == (
        "It was retired. Transferred to somebody else (The charity)."
    )


def test_closed_group_is_official_and_not_listed(cast: Cast) -> None:
    channel = given.live_channel(cast)
    channel.platform.public = False
    assert states.state_in_words(channel, TODAY).endswith("so the public list does not show it.")


def test_set_up_channel_waits_to_go_live(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    channels.confirm_set_up(channel, by=cast.officer, today=TODAY, url=channel.url, **SET_UP)
    assert states.what_next(channel, TODAY) == "The set-up is confirmed. An officer makes it live."


def test_life_span_that_is_over_is_told_in_the_past(cast: Cast) -> None:
    channel = given.live_channel(cast)
    assert states.what_next(channel, after(-1, LAPSES)) == (
        "Its life span ended on 4 January 2028. If nobody renews it, it lapses on 19 January 2028."
    )
    channel.ends_on = None
    assert states.what_next(channel, TODAY) == (
        "It has no end date yet. It needs an approved plan."
    )


def test_suspended_one_past_its_end_is_renewed_or_extended_first(cast: Cast) -> None:
    channel = given.suspended_channel(cast)
    said = states.what_next(channel, LAPSES)
    assert said.startswith(
        "Its life span ended on 4 January 2028, so a renewal plan or an extension comes first."
    )
    assert said.endswith(NEXT["suspended"])


def test_agreed_handle_is_awaited(cast: Cast) -> None:
    channel = given.live_channel(cast)
    channel.agreed_handle = "newname"
    assert states.what_next(channel, TODAY) == (
        f"{NEXT['live']} Its handle is to be newname: when that is changed on Instagram, an "
        "officer confirms it. Until then childrenstherapies counts."
    )
    channel = retired_channel(cast, answers={"handle": "@other"})
    channel.agreed_handle = "newname"
    assert states.what_next(channel, TODAY) == NEXT["retired"]


def test_live_at_an_address_that_nobody_can_ask_about(cast: Cast) -> None:
    channel = given.live_channel(cast)
    channel.url = "https://linktr.ee/trust"
    said = states.state_in_words(channel, TODAY)
    assert said.startswith("It is live, but the public list cannot show it. ")
