"""Leaving beside whatever gives the same person something new, on each engine."""

import pytest

from governance import leaving
from governance.access import acts as access
from governance.access import custody
from governance.keys import acts as keys
from governance.models import Channel, Holder
from ledger import verification
from ledger.models import Entry
from people.models import User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.vault.racing import race
from vault import grants
from vault.models import Grant, Rotation

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

RACERS = 6
SOMETHING_ELSE = "Something else changed at the same moment"


def test_several_say_it_at_once_and_one_lets_them_go(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    keys.deposit(channel, given.keys(), by=cast.officer2, today=TODAY)

    def say(number: int) -> str:
        by = (cast.manager, cast.steward)[number % 2]
        leaving.leave(User.objects.get(pk=cast.lead.pk), by=by, today=TODAY)
        return "gone"

    outcomes = race(RACERS, say)
    assert outcomes == {"gone": 1, "This person has left already.": RACERS - 1}
    assert Entry.objects.filter(act="person.lose_access").count() == 1
    assert Rotation.objects.count() == 1
    assert verification.verify().in_order


def test_a_line_or_an_opening_that_comes_meanwhile_ends_as_well(cast: Cast) -> None:
    """Either it came before and is ended, or it is refused: nobody who left can act on anything."""
    channels = [given.approved_channel(cast, answers={"handle": f"@c{n}"}) for n in range(3)]
    for channel in channels:
        keys.deposit(channel, given.keys(), by=cast.officer2, today=TODAY)
    custodian = custody.custodian_of(channels[0])
    assert custodian is not None
    wish = grants.Wish(reason="To look.")
    grant = grants.request(custodian, wish, in_hours=True, by=cast.officer, today=TODAY)

    def run(number: int) -> str:
        if number == 0:
            leaving.leave(User.objects.get(pk=cast.officer.pk), by=cast.steward, today=TODAY)
            return "gone"
        if number == 1:
            grants.approve(Grant.objects.get(pk=grant.pk), by=cast.head, today=TODAY)
            return "approved"
        channel = Channel.objects.get(pk=channels[number % 3].pk)
        line = {"kind": "person", "email": cast.officer.email, "level": "full"}
        access.add(channel, by=cast.head, today=TODAY, **line)
        return "listed"

    outcomes = race(5, run)
    assert outcomes["gone"] == 1
    mine = Holder.objects.filter(user=cast.officer, removed_on=None)
    assert not mine.filter(removal_wanted_on=None).exists()
    assert mine.count() == outcomes["listed"]
    assert verification.verify().in_order
