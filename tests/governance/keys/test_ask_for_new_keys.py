"""Asking for new keys: they are due because somebody says so, and why."""

import pytest

from governance.access import custody
from governance.keys import acts as keys
from governance.models import Channel
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.outcomes import OFFICERS, refused, who_may, wrong
from tests.ledger.reading import last, told

WHY = "The phone with the app was lost."


@pytest.fixture
def held(cast: Cast, channel: Channel) -> Channel:
    keys.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    return channel


def test_own_people_and_officers(cast: Cast, held: Channel) -> None:
    assert who_may(keys.rotation_wanted, held, cast) == {*OFFICERS, "lead", "administrator"}


def test_keys_must_be_held(cast: Cast, channel: Channel) -> None:
    assert refused(keys.rotation_wanted, channel, cast.lead, reason=WHY) == {
        "No keys are held yet.": "custodian.deposit"
    }


def test_it_says_why(cast: Cast, held: Channel) -> None:
    said = {"reason": ["Say why new keys are due."]}
    assert wrong(keys.rotation_wanted, held, cast.lead, reason="") == said


def test_they_fall_due_with_the_reason(cast: Cast, held: Channel) -> None:
    rotation = keys.rotation_wanted(held, by=cast.lead, today=TODAY, reason=WHY)
    assert (rotation.state, rotation.cause, rotation.reason) == ("due", "reason", WHY)
    assert rotation == custody.rotation_of(custody.custodian_of(held))


def test_everybody_else_responsible_is_told(cast: Cast, held: Channel) -> None:
    keys.rotation_wanted(held, by=cast.lead, today=TODAY, reason=WHY)
    assert told("keys_due") == ["Administrator", "Head", "Officer", "Officer2"]
    assert last("channel.ask_for_new_keys").words == {"reason": WHY}


def test_what_is_due_is_not_due_twice(cast: Cast, held: Channel) -> None:
    first = keys.rotation_wanted(held, by=cast.lead, today=TODAY, reason=WHY)
    again = keys.rotation_wanted(held, by=cast.officer, today=TODAY, reason="Another phone.")
    assert again == first
    assert again.reason == WHY
