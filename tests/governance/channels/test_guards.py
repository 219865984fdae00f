"""Guards of channels at their edges: the day itself, no day at all, platforms that differ."""

import datetime

import pytest

from governance.channels import guards
from governance.models import Channel, Platform, Rules
from governance.models.platform import AccessMethod
from ledger.actors import CLOCK
from ledger.acts import asking
from ledger.questions import Guard
from tests import cast as given
from tests.cast import Cast
from tests.governance.builders import ENDS, LAPSES
from tests.governance.reviews.days import after


def allows(rule: Guard[Channel], channel: Channel, day: datetime.date = ENDS) -> bool:
    return rule.refusal(channel, asking(by=CLOCK, today=day)) is None


@pytest.mark.parametrize(
    ("ends_on", "day", "goes_on"),
    [
        pytest.param(ENDS, after(-1, ENDS), True, id="before"),
        pytest.param(ENDS, ENDS, True, id="its last day"),
        pytest.param(ENDS, after(1, ENDS), False, id="after"),
        pytest.param(None, after(9_999, ENDS), True, id="no end"),
    ],
)
def test_life_span_ends_with_its_last_day(
    ends_on: datetime.date | None, day: datetime.date, goes_on: bool
) -> None:
    assert allows(guards.life_span_not_over, Channel(ends_on=ends_on), day) is goes_on


@pytest.mark.django_db
def test_it_lapses_on_the_day_after_the_grace() -> None:
    assert guards.lapses_on(Channel(ends_on=ENDS)) == LAPSES
    assert guards.lapses_on(Channel(ends_on=ENDS), Rules(lapse_grace_days=0)) == after(1, ENDS)
    assert guards.lapses_on(Channel(ends_on=None)) is None


@pytest.mark.django_db
def test_grace_is_over_on_that_day() -> None:
    channel = Channel(ends_on=ENDS)
    assert not allows(guards.grace_over, channel, after(-1, LAPSES))
    assert allows(guards.grace_over, channel, LAPSES)


def test_closing_notice_was_shown_or_it_says_why_not() -> None:
    assert not allows(guards.closing_notice, Channel())
    assert allows(guards.closing_notice, Channel(closing_notice_on=ENDS))
    assert allows(guards.closing_notice, Channel(no_closing_notice="Nobody followed it."))


@pytest.mark.django_db
def test_address_is_read_and_compared_as_the_platform_reads_it() -> None:
    channel = Channel(address_key="instagram.com/sleep", url="https://instagram.com/Sleep/")
    assert allows(guards.address_agreed, channel)
    channel.url = "https://example.org/sleep"
    assert not allows(guards.address_agreed, channel)


@pytest.mark.parametrize("method", [each for each in AccessMethod if each != AccessMethod.KEYS])
def test_only_keys_have_a_second_step_to_pass(method: AccessMethod) -> None:
    channel = Channel(access_method=method, platform=Platform(totp=True))
    assert allows(guards.second_step_passable, channel)


def test_nor_where_the_platform_has_none() -> None:
    channel = Channel(access_method=AccessMethod.KEYS, platform=Platform(totp=False))
    assert allows(guards.second_step_passable, channel)


def test_keys_without_seed_or_codes_cannot_be_used_at_night(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    assert not allows(guards.second_step_passable, channel)
    given.hold_access(cast, channel)
    assert allows(guards.second_step_passable, channel)
