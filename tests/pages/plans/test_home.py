"""The landing page: what waits for whom."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from governance.models import Channel
from governance.obligations import checking
from governance.plans import acts as plans
from governance.plans import consultations, writing
from tests.cast import (
    REASON,
    TODAY,
    Cast,
    approved_channel,
    draft,
    live_channel,
    policy,
    submitted,
    suspended_channel,
    under_consideration,
)
from tests.governance.builders import retire
from tests.pages.conftest import SignIn


def home(cast: Cast, sign_in: SignIn, name: str) -> str:
    return sign_in(cast.everybody[name]).get("/").content.decode()


def waits_for(cast: Cast, sign_in: SignIn, words: str) -> set[str]:
    return {name for name in cast.everybody if words in home(cast, sign_in, name)}


@pytest.mark.django_db
def test_visitor_is_shown_the_official_channels(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/official/"


def test_nothing_waits(cast: Cast, sign_in: SignIn) -> None:
    for name in cast.everybody:
        assert "Nothing waits for you." in home(cast, sign_in, name)


def test_policy_waits_for_everybody_until_it_is_read(cast: Cast, sign_in: SignIn) -> None:
    version = policy(cast)
    words = "Social media policy, version 1"
    assert waits_for(cast, sign_in, words) == set(cast.everybody)
    sign_in(cast.lead).post(f"/policy/{version.pk}/acknowledge")
    assert words not in home(cast, sign_in, "lead")


def test_policy_is_to_be_looked_at_again(cast: Cast, sign_in: SignIn) -> None:
    version = policy(cast)
    type(version).objects.update(review_on=TODAY + datetime.timedelta(days=7))
    checking.rebuild(TODAY)
    assert waits_for(cast, sign_in, "Look at the policy again") == {"officer", "officer2", "head"}


def test_draft_waits_for_those_who_write_it(cast: Cast, sign_in: SignIn) -> None:
    draft(cast, by=cast.member)
    assert waits_for(cast, sign_in, "Finish your plan") == {"lead", "member"}


def test_consultation_waits_for_officers(cast: Cast, sign_in: SignIn) -> None:
    consultations.ask(draft(cast), by=cast.lead, today=TODAY, question="May we?")
    officers = {"officer", "officer2", "head"}
    assert waits_for(cast, sign_in, "Hold a consultation") == officers


def test_plan_waits_for_those_who_may_take_it_up(cast: Cast, sign_in: SignIn) -> None:
    submitted(cast)
    assert waits_for(cast, sign_in, "Take up a plan") == {"officer", "officer2", "head"}


def test_plan_waits_for_the_officer_in_charge(cast: Cast, sign_in: SignIn) -> None:
    plan = under_consideration(cast)
    assert waits_for(cast, sign_in, "Decide a plan") == {"officer"}
    plans.approve(plan, by=cast.officer, today=TODAY, second_sign_off=True, **REASON)
    assert waits_for(cast, sign_in, "Sign off a plan") == {"executive"}
    plans.request_changes(plan, by=cast.executive, today=TODAY, changes_wanted="More.")
    assert waits_for(cast, sign_in, "Change your plan") == {"lead"}


def test_channels_wait_for_officers(cast: Cast, sign_in: SignIn) -> None:
    officers = {"officer", "officer2", "head"}
    approved_channel(cast)
    assert waits_for(cast, sign_in, "Set it up: Children") == officers
    suspended_channel(cast, name="Sleep", answers={"handle": "sleep"})
    assert (
        waits_for(cast, sign_in, "Put it right and reinstate it, or retire it: Sleep") == officers
    )


def test_life_span_that_ends(cast: Cast, sign_in: SignIn) -> None:
    channel = live_channel(cast)
    Channel.objects.filter(pk=channel.pk).update(ends_on=TODAY + datetime.timedelta(days=20))
    checking.rebuild(TODAY)
    answering = {"lead", "administrator"}
    coming = {"manager", "officer", "officer2", "head"}
    assert waits_for(cast, sign_in, "Renew it or let it end") == answering | coming
    assert "24 January 2027" in home(cast, sign_in, "manager")
    writing.start_renewal(channel, by=cast.lead, today=TODAY)
    said = waits_for(cast, sign_in, "Renew it or let it end")
    assert said == answering | coming, "a draft is no renewal"


def test_what_is_overdue_is_its_owners_and_others_see_that_they_are_late(
    cast: Cast, sign_in: SignIn
) -> None:
    channel = live_channel(cast)
    Channel.objects.filter(pk=channel.pk).update(ends_on=TODAY - datetime.timedelta(days=1))
    checking.rebuild(TODAY)
    assert waits_for(cast, sign_in, "Overdue") == {"lead", "administrator"}
    asking = {"manager", "officer", "officer2", "head"}
    assert waits_for(cast, sign_in, "Others are late with 1 thing") == asking
    channel.refresh_from_db()
    retire(channel, cast)
    assert waits_for(cast, sign_in, "Overdue") == set()


def test_queries_do_not_grow(cast: Cast, sign_in: SignIn) -> None:
    policy(cast)

    def queries(name: str) -> int:
        client = sign_in(cast.everybody[name])
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/").status_code == 200
        return len(seen)

    before = {name: queries(name) for name in ("lead", "officer", "head", "executive")}
    for number in range(5):
        draft(cast, name=f"Plan {number}")
        submitted(cast, name=f"Other {number}", answers={"handle": f"other{number}"})
        live = live_channel(cast, name=f"Live {number}", answers={"handle": f"live{number}"})
        Channel.objects.filter(pk=live.pk).update(ends_on=TODAY + datetime.timedelta(days=9))
    after = {name: queries(name) for name in before}
    assert after == before
    assert max(after.values()) <= 12
