"""Conditions of an approval on the channel's page, with the tick for whoever may."""

from governance.models import Channel, Finding
from governance.plans import acts as plans
from tests.cast import REASON, TODAY, Cast, live_channel, under_consideration
from tests.governance.builders import renewal
from tests.pages.conftest import SignIn


def with_conditions(cast: Cast) -> Channel:
    plan = under_consideration(cast)
    two = "Name a second person.\nAdd captions, by 4 March 2027"
    plans.approve(plan, by=cast.officer, today=TODAY, conditions=two, **REASON)
    return Channel.objects.get()


def test_everybody_reads_them_and_whoever_may_ticks(cast: Cast, sign_in: SignIn) -> None:
    channel = with_conditions(cast)
    here, condition = f"/channels/{channel.pk}", Finding.objects.get(text="Add captions")
    there = f"/reviews/findings/{condition.pk}"
    page = sign_in(cast.outsider).get(here).content.decode()
    assert "By 4 March 2027" in page
    assert "By 3 February 2027" in page
    assert there not in page
    assert sign_in(cast.outsider).get(there).status_code == 404
    lead = sign_in(cast.lead)
    assert there in lead.get(here).content.decode()
    assert "A condition of its approval" in lead.get(there).content.decode()
    assert lead.post(f"{there}/fix", {"what_was_done": "They are there."}).status_code == 302
    assert "Said to be met: an officer looks" in lead.get(here).content.decode()
    assert lead.post(f"{there}/tick", {"what_was_seen": "They are."}).status_code == 403
    officer = sign_in(cast.officer)
    assert "Tick it off" in officer.get(there).content.decode()
    assert officer.post(f"{there}/send-back", {"reason": "Not all."}).status_code == 302
    assert "By 4 March 2027" in lead.get(here).content.decode()
    assert lead.post(f"{there}/fix", {"what_was_done": "They are there."}).status_code == 302
    assert officer.post(f"{there}/tick", {"what_was_seen": "They are."}).status_code == 302
    assert "Met on 4 January 2027" in lead.get(here).content.decode()
    assert "What the officer saw" in lead.get(there).content.decode()


def test_words_of_an_older_approval_are_still_shown(cast: Cast, sign_in: SignIn) -> None:
    channel = live_channel(cast)
    Channel.objects.update(conditions="Be kind.")
    page = sign_in(cast.lead).get(f"/channels/{channel.pk}").content.decode()
    assert "Be kind." in page
    assert "Conditions of the approval" in page


def test_what_is_owed_stands_on_the_next_plan(cast: Cast, sign_in: SignIn) -> None:
    channel = live_channel(cast)
    Finding.objects.create(
        channel=channel, plan=channel.plans.get(), text="Add captions", deadline=TODAY
    )
    plan = renewal(cast, channel)
    page = sign_in(cast.officer).get(f"/plans/{plan.pk}").content.decode()
    assert "Not put right yet on this channel" in page
    assert "Add captions" in page
