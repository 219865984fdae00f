"""Of two acts at once each is listed with what the other has done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from governance.channels import acts as channels
from governance.models import Review
from governance.published import listings
from governance.reviews import acts as reviews
from ledger.acts import performing
from people.admin import acts as organisation
from people.models import Team, User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.obligations.meeting import Do, at_once
from vault import rotations
from vault.models import Cause

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

Pair = Callable[[Cast], tuple[Do, Do]]
PAIRS: dict[str, Pair] = {}
EXTENDED: dict[str, Any] = {"ends_on": "2028-02-04", "reason": "It goes on."}
SUSPENDED: dict[str, Any] = {"cause": "content", "reason": "Outside policy."}


def pair(made: Pair) -> Pair:
    PAIRS[made.__name__] = made
    return made


@pair
def a_review_is_opened_and_its_channel_extended(cast: Cast) -> tuple[Do, Do]:
    channel = given.live_channel(cast)
    review = Review.objects.select_related("channel").get(kind=Review.Kind.SECURITY)
    return (
        lambda: channels.extend(channel, by=cast.officer, today=TODAY, **EXTENDED),
        lambda: reviews.open_(review, by=cast.officer, today=TODAY),
    )


@pair
def a_team_is_renamed_and_its_channel_suspended(cast: Cast) -> tuple[Do, Do]:
    channel = given.live_channel(cast)

    def rename() -> None:
        with performing(organisation.change_team, cast.team, by=cast.steward, today=TODAY):
            team = Team.objects.get(pk=cast.team.pk)
            team.name = "Therapies"
            team.save()

    return rename, lambda: channels.suspend(channel, by=cast.officer, today=TODAY, **SUSPENDED)


@pair
def a_lead_is_renamed_and_their_channel_suspended(cast: Cast) -> tuple[Do, Do]:
    channel = given.live_channel(cast)

    def rename() -> None:
        with performing(organisation.change_user, cast.lead, by=cast.steward, today=TODAY):
            lead = User.objects.get(pk=cast.lead.pk)
            lead.name = "Another"
            lead.save()

    return rename, lambda: channels.suspend(channel, by=cast.officer, today=TODAY, **SUSPENDED)


@pair
def keys_fall_due_and_their_channel_is_extended(cast: Cast) -> tuple[Do, Do]:
    channel = given.live_channel(cast)
    custodian = channel.custodian
    assert custodian is not None
    return (
        lambda: channels.extend(channel, by=cast.officer, today=TODAY, **EXTENDED),
        lambda: rotations.fall_due(custodian, Cause.REASON, by=cast.officer, today=TODAY),
    )


@pytest.mark.parametrize("name", PAIRS)
def test_the_lists_are_right_after_two_acts_at_once(cast: Cast, name: str) -> None:
    pair = PAIRS[name](cast)
    assert listings.stale() == []
    assert at_once(*pair) == ["0: done", "1: done"]
    assert listings.stale() == []
