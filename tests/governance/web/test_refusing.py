"""A refusal leads to the act that helps, where this person may do it."""

from typing import Any

import pytest

from governance.channels import acts as channels
from governance.models import Channel, Plan, Review
from governance.plans import acts as plans
from governance.reviews import acts as reviews
from governance.web.refusing import Shown, shown
from ledger.acts import Declared
from ledger.refusals import Refusal
from people.models import User
from tests import cast as given
from tests.cast import TODAY, Cast
from tests.governance.plans.conftest import joins
from tests.governance.web.conftest import SignIn, asked_by
from vault import grants
from vault.models import Grant


def links(act: Declared[Any], thing: Any, user: User) -> dict[str, str]:
    """The labels and addresses to which the refusals lead; what leads nowhere is left out."""
    found = shown(act.refusals(thing, by=user, today=TODAY), thing, asked_by(user))
    return {each.label: each.href for each in found if each.href}


@pytest.fixture
def channel(cast: Cast) -> Channel:
    return given.approved_channel(cast)


def test_each_sentence_has_the_page_of_its_act(cast: Cast, channel: Channel) -> None:
    here = f"/channels/{channel.pk}"
    assert links(channels.go_live, channel, cast.officer) == {
        "Confirm the set-up": f"{here}/set-up",
        "Deposit keys": f"{here}/keys/deposit",
    }


def test_whoever_may_not_help_is_not_led_there(cast: Cast) -> None:
    live = given.live_channel(cast)
    review = live.reviews.get(kind="security")
    reviews.open_(review, by=cast.officer, today=TODAY)
    assert links(reviews.close, review, cast.officer) == {}
    Channel.objects.filter(pk=live.pk).update(lead=cast.officer)
    review = Review.objects.get(pk=review.pk)
    answer = {"Answer the review": f"/reviews/{review.pk}/steps/answer"}
    assert links(reviews.close, review, cast.officer) == answer


def test_what_everybody_may_do_is_linked_for_everybody(cast: Cast) -> None:
    given.policy(cast)
    plan = given.draft(cast)
    found = links(plans.submit, plan, cast.lead)
    assert found["Acknowledge the policy"] == "/policy/"
    assert found["Ask for a consultation"] == f"/plans/{plan.pk}/consultation"


def test_officer_who_may_not_write_is_not_led_to_writing(cast: Cast) -> None:
    plan = given.draft(cast)
    sentences = plans.submit.refusals(plan, by=cast.lead, today=TODAY)
    for_officer = shown(sentences, plan, asked_by(cast.officer))
    assert [each for each in for_officer if each.href] == []
    joins(cast.officer, cast.team, leads=True)
    assert any(each.href for each in shown(sentences, plan, asked_by(cast.officer)))


def test_opening_that_timed_out_leads_to_the_keys_of_its_channel(cast: Cast) -> None:
    channel = given.live_channel(cast)
    assert channel.custodian is not None
    wish = grants.Wish(reason="A post must come down.")
    grant = grants.request(channel.custodian, wish, in_hours=True, by=cast.officer, today=TODAY)
    Grant.objects.update(times_out_at=grant.requested_at)
    found = links(grants.approve, Grant.objects.get(), cast.head)
    assert found == {"Ask for an opening": f"/channels/{channel.pk}/keys/ask"}


def test_sentence_that_nothing_helps_stands_alone(cast: Cast) -> None:
    for refusal in (Refusal("No."), Refusal("No.", helps="no.such_act")):
        assert shown([refusal], Plan(), asked_by(cast.lead)) == [Shown("No.")]
    assert str(Shown("No.")) == "No."


def test_page_has_the_link(cast: Cast, channel: Channel, sign_in: SignIn) -> None:
    here = f"/channels/{channel.pk}"
    page = sign_in(cast.officer).get(here).text
    assert f'href="{here}/set-up">Confirm the set-up</a>' in page
    assert f'href="{here}/set-up"' not in sign_in(cast.lead).get(here).text


def test_page_that_would_not_open_is_not_linked(cast: Cast, doors_are_made: None) -> None:
    """The act is about another kind of thing, so only its page can be asked."""
    plan = given.draft(cast)
    record = Refusal("Nothing is recorded.", helps="plan.record_consultation")
    other = given.approved_channel(cast)
    assert shown([record], other, asked_by(cast.lead)) == [Shown("Nothing is recorded.")]
    [for_officer] = shown([record], other, asked_by(cast.officer))
    assert for_officer.href.endswith("/record")
    assert plan is not None
