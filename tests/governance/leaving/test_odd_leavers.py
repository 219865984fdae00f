"""Leavers who were in the middle of something."""

from governance import leaving
from governance.access import custody
from governance.channels import acts as channels
from governance.keys import acts as keys
from ledger.actors import OPERATOR
from ledger.models import Entry
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.outcomes import refused
from vault.models import Rotation


def test_who_suspended_it_leaves_and_another_officer_reinstates(cast: Cast) -> None:
    channel = given.suspended_channel(cast)
    leaving.leave(cast.officer, by=OPERATOR, today=TODAY)
    put_right = {"put_right": "It is gone."}
    channel.refresh_from_db()
    channels.reinstate(channel, by=cast.officer2, today=TODAY, **put_right)
    assert channel.state == "live"


def test_the_head_reinstates_where_no_officer_is_left(cast: Cast) -> None:
    channel = given.suspended_channel(cast)
    for officer in (cast.officer, cast.officer2):
        leaving.leave(officer, by=OPERATOR, today=TODAY)
    channel.refresh_from_db()
    channels.reinstate(channel, by=cast.head, today=TODAY, put_right="It is gone.")
    assert channel.state == "live"


def test_who_has_left_is_not_let_go_again(cast: Cast) -> None:
    """Two say it at once: the second one is told, and nothing is recorded twice."""
    channel = given.approved_channel(cast)
    keys.deposit(channel, given.keys(), by=cast.officer2, today=TODAY)
    leaving.leave(cast.lead, by=cast.manager, today=TODAY)
    said = {"This person has left already.": None}
    assert refused(leaving.leave, cast.lead, cast.steward) == said
    assert Entry.objects.filter(act="person.lose_access").count() == 1
    assert Rotation.objects.count() == 1


def test_who_proposed_new_keys_leaves(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    keys.deposit(channel, given.keys(), by=cast.officer2, today=TODAY)
    keys.deposit(channel, given.keys(), by=cast.lead, today=TODAY)
    leaving.leave(cast.lead, by=OPERATOR, today=TODAY)
    rotation = custody.rotation_of(custody.custodian_of(channel))
    assert rotation is not None
    assert rotation.cause == "leaver"
