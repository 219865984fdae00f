"""What pages want to know of keys: rules for a password, and the fields that are proposed."""

import pytest

from governance.access import custody
from governance.keys import acts as keys
from governance.keys.reading import password_rules, proposed_fields
from governance.models import Channel, Platform
from tests import cast as given
from tests.cast import TODAY, Cast
from vault.generator import PasswordRules

USUAL = PasswordRules()


@pytest.mark.parametrize(
    ("shortest", "longest", "length"),
    [
        pytest.param(8, 64, USUAL.length, id="usual"),
        pytest.param(8, 10, 10, id="short"),
        pytest.param(40, 64, 40, id="long"),
    ],
)
def test_password_is_as_long_as_the_platform_asks(shortest: int, longest: int, length: int) -> None:
    platform = Platform(password_min=shortest, password_max=longest)
    assert password_rules(Channel(platform=platform)).length == length


def test_symbols_are_those_of_the_platform() -> None:
    assert password_rules(Channel(platform=Platform())).symbols == USUAL.symbols
    assert password_rules(Channel(platform=Platform(password_symbols="-_"))).symbols == "-_"


def test_nothing_is_proposed_at_first(cast: Cast, channel: Channel) -> None:
    assert proposed_fields(None) == ()
    keys.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    assert proposed_fields(custody.custodian_of(channel)) == ()


def test_what_is_carried_over_is_proposed_too(cast: Cast, channel: Channel) -> None:
    keys.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    new = {"password": given.keys()["password"]}
    keys.deposit(channel, new, by=cast.lead, today=TODAY)
    assert proposed_fields(custody.custodian_of(channel)) == tuple(given.keys())
