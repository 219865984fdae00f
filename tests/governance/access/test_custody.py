"""Which keys a channel is acted on by: its own, those of a tool, or those of the channel above."""

from governance.access import acts as access
from governance.access import custody
from governance.keys import acts as keys_acts
from governance.models import Channel, Tool
from tests import cast as given
from tests.cast import TODAY, Cast
from vault.models import Cause, Rotation


def test_own_keys_unless_it_is_run_through_something(linkedin: Channel, instagram: Channel) -> None:
    assert custody.keyed(instagram) == instagram
    instagram.access_method, instagram.parent = "parent", linkedin
    assert custody.keyed(instagram) == linkedin
    linkedin.access_method, linkedin.tool = "parent", Tool(name="Postplanner")
    assert custody.keyed(instagram) == linkedin.tool


def test_own_keys_where_nobody_said_through_what(linkedin: Channel) -> None:
    linkedin.access_method = "parent"
    assert custody.keyed(linkedin) == linkedin


def test_a_circle_ends_somewhere(linkedin: Channel, instagram: Channel) -> None:
    for one, other in ((linkedin, instagram), (instagram, linkedin)):
        one.access_method, one.parent = "parent", other
    assert custody.keyed(linkedin) in (linkedin, instagram)


def test_nothing_is_held_and_nothing_rotates_without_a_custodian(instagram: Channel) -> None:
    assert custody.custodian_of(instagram) is None
    assert custody.held(None) is None
    assert custody.rotation_of(None) is None
    assert custody.of(instagram) == []


def test_held_says_which_fields_and_since_when(cast: Cast, instagram: Channel) -> None:
    keys = given.keys()
    keys_acts.deposit(instagram, keys, by=cast.lead, today=TODAY)
    held = custody.held(custody.custodian_of(instagram))
    assert held is not None
    assert set(held.fields) == set(keys)
    assert (held.version, held.tested_on) == (1, None)


def test_nothing_falls_due_where_nothing_is_deposited(cast: Cast, instagram: Channel) -> None:
    keys_acts.opened(instagram, by=cast.lead, today=TODAY)
    custody.fall_due(instagram, Cause.REASON, by=cast.officer, today=TODAY)
    assert not Rotation.objects.exists()


def test_who_knows_the_keys(cast: Cast, instagram: Channel) -> None:
    assert not custody.knows(cast.lead, instagram)
    keys_acts.deposit(instagram, given.keys(), by=cast.lead, today=TODAY)
    assert custody.knows(cast.lead, instagram)
    assert custody.knows(cast.administrator, instagram)  # whoever is on the access list
    assert not custody.knows(cast.member, instagram)


def test_two_channels_of_a_tool_have_its_keys(cast: Cast, linkedin: Channel) -> None:
    other = given.approved_channel(cast, platform="facebook", answers={"handle": "vale"})
    for channel in (linkedin, other):
        through = {"method": "parent", "new_tool": "Postplanner"}
        access.set_method(channel, by=cast.officer, today=TODAY, **through)
    keys_acts.deposit(linkedin, given.keys(), by=cast.officer, today=TODAY)
    other.refresh_from_db()
    assert custody.custodian_of(other) == custody.custodian_of(linkedin)
    assert custody.custodian_of(other) is not None
