"""Performing an act: what is gone, who was quicker, acts inside of acts, and who acts."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from ledger.actors import CLOCK, OPERATOR
from ledger.acts import Act, one_transaction
from ledger.models import Entry
from ledger.performing import AT_THE_SAME_MOMENT
from ledger.questions import Guard
from ledger.refusals import ForbiddenError, RefusedError
from people.models import Team
from tests.cast import TODAY, Cast
from tests.ledger.reading import acts, last
from tests.ledger.trying import Tried, renamed, trying
from vault.models import Custodian


def quicker(name: str = "custodian.try", **facts: Any) -> Tried:
    """An act that meets a team which somebody else has just added."""

    @trying(name, **facts)
    def add_team(thing: Custodian, act: Act) -> None:
        Team.objects.create(slug="therapies", name="Therapies")

    return add_team


def test_what_is_gone_is_refused(thing: Custodian, cast: Cast) -> None:
    Custodian.objects.get().delete()
    with pytest.raises(RefusedError, match="It is no longer there"):
        renamed()(thing, by=cast.lead, today=TODAY)


def test_where_somebody_was_quicker_the_guards_say_what(thing: Custodian, cast: Cast) -> None:
    asked: list[bool] = []

    def allows(thing: Custodian, _: object) -> bool:
        asked.append(True)
        return len(asked) == 1

    add = quicker(guards=[Guard(allows, "The team is there already.")])
    with pytest.raises(RefusedError) as refused:
        add(thing, by=cast.lead, today=TODAY)
    assert refused.value.sentences == ["The team is there already."]


def test_where_no_guard_knows_it_says_try_again(thing: Custodian, cast: Cast) -> None:
    with pytest.raises(RefusedError) as refused:
        quicker()(thing, by=cast.lead, today=TODAY)
    assert refused.value.sentences == [AT_THE_SAME_MOMENT]
    assert not Entry.objects.exists()


def test_that_somebody_was_quicker_is_recorded_where_it_matters(
    thing: Custodian, cast: Cast
) -> None:
    with pytest.raises(RefusedError):
        quicker(refusals_matter=True)(thing, by=cast.lead, today=TODAY)
    assert last("custodian.try.refused").words == {"refusal": AT_THE_SAME_MOMENT}


def test_of_an_act_inside_another_only_the_outer_could_ask(thing: Custodian, cast: Cast) -> None:
    inner = quicker("custodian.inner")

    @trying("custodian.outer", refusals_matter=True)
    def outer(thing: Custodian, act: Act) -> None:
        inner(thing, by=act.by, today=act.today)

    with pytest.raises(RefusedError) as refused:
        outer(thing, by=cast.lead, today=TODAY)
    assert refused.value.sentences == [AT_THE_SAME_MOMENT]
    assert acts() == ["custodian.outer.refused"]


def test_acts_inside_of_acts_are_recorded_after_them(thing: Custodian, cast: Cast) -> None:
    first, second = renamed("custodian.first"), renamed("custodian.second")

    @trying("custodian.outer")
    def outer(thing: Custodian, act: Act) -> None:
        first(thing, by=act.by, today=act.today)
        second(thing, by=act.by, today=act.today)

    outer(thing, by=cast.lead, today=TODAY)
    assert acts() == ["custodian.outer", "custodian.first", "custodian.second"]


@pytest.mark.parametrize("matters", [True, False], ids=["it matters", "it does not"])
def test_a_refusal_is_recorded_once_and_where_it_matters(
    thing: Custodian, cast: Cast, matters: bool
) -> None:
    guard: Guard[object] = Guard(lambda thing, asked: False, "Not now.")
    inner = renamed("custodian.inner", guards=[guard], refusals_matter=True)

    @trying("custodian.outer", refusals_matter=matters)
    def outer(thing: Custodian, act: Act) -> None:
        inner(thing, by=act.by, today=act.today)

    with pytest.raises(RefusedError, match="Not now"):
        outer(thing, by=cast.lead, today=TODAY)
    assert acts() == ["custodian.outer.refused"] * matters


def test_a_refusal_says_whether_it_was_the_person(thing: Custodian, cast: Cast) -> None:
    act = renamed(refusals_matter=True)
    cast.lead.is_active = False
    with pytest.raises(ForbiddenError):
        act(thing, by=cast.lead, today=TODAY)
    refused = last("custodian.try.refused")
    assert (refused.facts, refused.refused) == ({"forbidden": True}, True)
    assert refused.words == {"refusal": "Only anybody can do this: try it."}


def test_nobody_is_no_actor(thing: Custodian) -> None:
    with pytest.raises(TypeError, match="names who does it"):
        renamed()(thing, by=AnonymousUser(), today=TODAY)


def test_the_clock_and_an_operator_are_named_without_an_id(thing: Custodian) -> None:
    act = renamed()
    for by, name in ((CLOCK, "the clock"), (OPERATOR, "an operator at the command line")):
        act(thing, by=by, today=TODAY)
        assert last("custodian.try").actor == name
    assert not Entry.objects.exclude(actor_id=None).exists()


def test_what_only_a_person_does_is_not_the_clocks(thing: Custodian, cast: Cast) -> None:
    @trying()
    def sign(thing: Custodian, act: Act) -> None:
        act.facts["signed"] = str(act.person_id)

    sign(thing, by=cast.lead, today=TODAY)
    assert last("custodian.try").facts == {"signed": str(cast.lead.pk)}
    with pytest.raises(TypeError, match="Only a person does this"):
        sign(thing, by=CLOCK, today=TODAY)


def test_an_act_knows_what_it_follows_from(thing: Custodian, cast: Cast) -> None:
    @trying()
    def follow(thing: Custodian, act: Act) -> None:
        act.facts["because"] = str(act.because)

    follow(thing, by=cast.lead, today=TODAY, because=cast.team)
    assert last("custodian.try").facts == {"because": "Children's Therapies"}


def test_a_transaction_without_acts_writes_nothing(thing: Custodian) -> None:
    with one_transaction() as outer, one_transaction() as inner:
        assert inner is outer
    assert not Entry.objects.exists()
