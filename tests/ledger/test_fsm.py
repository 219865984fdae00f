"""django-fsm's own tools see the same steps as everybody else, and only through declared ones."""

from typing import Any

import pytest
from django_fsm import TransitionNotAllowed, can_proceed, has_transition_perm

from governance.channels import acts as channels
from governance.models import Channel, Plan
from ledger import steps
from ledger.acts import asking
from tests import cast as given
from tests.cast import TODAY, Cast
from vault.models import Grant


@pytest.fixture
def channel(cast: Cast) -> Any:
    """Live; its steps are methods that only django-fsm knows."""
    return given.live_channel(cast)


def test_direct_call_of_a_step_is_refused(channel: Any) -> None:
    with pytest.raises(TransitionNotAllowed):
        channel.suspend(None)
    assert channel.state == "live"


def test_state_cannot_be_assigned(channel: Any) -> None:
    with pytest.raises(AttributeError):
        channel.state = "retired"


def test_refresh_does_not_unprotect_the_state(channel: Any) -> None:
    channel.refresh_from_db()
    assert channel.state == "live"
    assert Channel._meta.get_field("state").protected


def test_nobody_proceeds_outside_of_a_declared_step(channel: Any, cast: Cast) -> None:
    assert not can_proceed(channel.suspend)
    assert not has_transition_perm(channel.suspend, cast.officer)
    assert list(channel.get_available_state_transitions()) == []
    assert list(channel.get_available_user_state_transitions(cast.officer)) == []


def test_while_somebody_asks_it_offers_what_the_table_offers(channel: Any, cast: Cast) -> None:
    channel._asked = asking(by=cast.officer, today=TODAY)
    offers = steps.offers(channel, by=cast.officer, today=TODAY)
    wanted = {each.act.verb for each in offers if each.allowed}
    assert "suspend" in wanted
    found = channel.get_available_user_state_transitions(cast.officer)
    assert {each.name for each in found} == wanted
    assert can_proceed(channel.suspend)
    assert has_transition_perm(channel.suspend, cast.officer)


def test_another_person_than_the_one_who_asks_has_no_permission(channel: Any, cast: Cast) -> None:
    channel._asked = asking(by=cast.officer, today=TODAY)
    assert not has_transition_perm(channel.suspend, cast.officer2)
    assert not has_transition_perm(channel.lapse, cast.officer)


def test_guards_that_were_answered_are_not_asked_again(cast: Cast) -> None:
    plan: Any = given.draft(cast)
    plan._asked = asking(by=cast.lead, today=TODAY)
    assert not can_proceed(plan.submit)
    plan._asked.answered = True
    assert can_proceed(plan.submit)


def test_after_a_step_nothing_is_left_to_proceed_with(channel: Any, cast: Cast) -> None:
    channels.suspend(channel, by=cast.officer, today=TODAY, cause="other", reason="x")
    assert channel._asked is None
    assert not can_proceed(channel.reinstate)


@pytest.mark.parametrize("model", [Channel, Plan, Grant])
def test_it_knows_every_step_with_its_ways(model: Any) -> None:
    state: Any = model._meta.get_field("state")
    table = steps.table(model)
    ways = {(each.name, each.source) for each in state.get_all_transitions(model)}
    assert ways == {(verb, source) for verb, step in table.items() for source in step.sources}


def test_notices_of_a_thing_that_does_not_say_what_they_tell_are_an_error() -> None:
    with pytest.raises(TypeError, match="Grant does not say what its notices tell"):
        steps.Stateful.told(Grant())
