"""What a button, an action of the API or a page is told of an act before it happens."""

import pytest

from ledger import acts
from ledger.actors import Actor
from ledger.acts import Door
from ledger.models import Entry
from ledger.questions import Guard, Permission
from people.models import User
from tests.cast import TODAY, Cast
from tests.ledger.trying import Tried, renamed
from vault.models import Custodian

officers: Permission[object] = Permission("an officer", lambda thing, asked: officer(asked.by))
never: Guard[object] = Guard(lambda thing, asked: False, "Never.", "custodian.help")
not_now: Guard[object] = Guard(
    lambda thing, asked: False, lambda thing, asked: f"Not {asked.today}."
)


def officer(by: Actor) -> bool:
    return isinstance(by, User) and by.is_officer


@pytest.fixture
def act(thing: Custodian) -> Tried:
    return renamed(who=officers, guards=[never, not_now])


def test_whoever_may_not_hears_that_alone(act: Tried, thing: Custodian, cast: Cast) -> None:
    offer = act.offer(thing, by=cast.lead, today=TODAY)
    assert (offer.permitted, offer.in_state, offer.allowed) == (False, True, False)
    assert [str(each) for each in offer.refusals] == ["Only an officer can do this: try it."]
    assert not act.permits(thing, by=cast.lead, today=TODAY)


def test_whoever_may_hears_every_guard(act: Tried, thing: Custodian, cast: Cast) -> None:
    assert act.permits(thing, by=cast.officer, today=TODAY)
    found = act.refusals(thing, by=cast.officer, today=TODAY)
    assert [str(each) for each in found] == ["Never.", "Not 2027-01-04."]


def test_a_refusal_carries_its_guard_and_the_act_that_helps(
    act: Tried, thing: Custodian, cast: Cast
) -> None:
    first, second = act.refusals(thing, by=cast.officer, today=TODAY)
    assert (first.guard, first.helps) == (never, "custodian.help")
    assert (second.guard, second.helps) == (not_now, None)


def test_where_nothing_says_no_it_is_allowed(thing: Custodian, cast: Cast) -> None:
    offer = renamed().offer(thing, by=cast.lead, today=TODAY)
    assert offer.allowed
    assert offer.permitted


def test_asking_changes_and_records_nothing(act: Tried, thing: Custodian, cast: Cast) -> None:
    act.offer(thing, by=cast.officer, today=TODAY)
    assert Custodian.objects.get().name == "Instagram"
    assert not Entry.objects.exists()


def test_an_offer_has_the_address_of_its_page(act: Tried, thing: Custodian, cast: Cast) -> None:
    assert act.offer(thing, by=cast.officer, today=TODAY).href == ""
    acts.opens(Door("api", "custodian-try"), act)
    acts.opens(Door("page", "custodians"), act)
    assert act.address(thing) == "", "a list is no page of its own"
    acts.opens(Door("page", "custodian_try", lambda thing: f"/{thing.name}/try"), act)
    assert act.offer(thing, by=cast.officer, today=TODAY).href == "/Instagram/try"
