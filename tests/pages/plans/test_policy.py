"""Reading, acknowledging and publishing the policy."""

import pytest
from django.test import Client

from governance.models import PolicyVersion
from tests.cast import Cast, live_channel, policy
from tests.pages.conftest import SignIn

SENT = {
    "number": "2",
    "title": "Social media policy",
    "changes": "Pictures need words.",
    "text": "Be kind.\n\nBe clear.",
    "review_on_day": "4",
    "review_on_month": "1",
    "review_on_year": "2028",
}


@pytest.mark.django_db
def test_there_is_none_yet(client: Client) -> None:
    assert "No policy has been published" in client.get("/policy/").content.decode()


def test_visitor_reads_it_without_a_button(cast: Cast, client: Client) -> None:
    version = policy(cast)
    page = client.get("/policy/").content.decode()
    assert "Social media policy" in page
    assert "I have read this policy" not in page
    assert client.post(f"/policy/{version.pk}/acknowledge").status_code == 302
    assert not version.acknowledgements.exists()


def test_officer_publishes_and_people_are_asked_again(cast: Cast, sign_in: SignIn) -> None:
    version, lead = policy(cast), sign_in(cast.lead)
    lead.post(f"/policy/{version.pk}/acknowledge")
    assert "You said on 4 January 2027" in lead.get("/policy/").content.decode()
    assert sign_in(cast.officer).post("/policy/publish", SENT).status_code == 302
    page = lead.get("/policy/").content.decode()
    assert "Pictures need words." in page
    assert "4 January 2028" in page
    assert "I have read this policy" in page
    old = lead.get(f"/policy/{version.pk}").content.decode()
    assert "This is not the current policy" in old


def test_only_officers_publish(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.lead).post("/policy/publish", SENT).status_code == 403
    assert not PolicyVersion.objects.exists()


def test_number_is_used_once(cast: Cast, sign_in: SignIn) -> None:
    policy(cast)
    answer = sign_in(cast.officer).post("/policy/publish", SENT | {"number": "1"})
    assert answer.status_code == 400
    assert "There is a version 1 already." in answer.content.decode()
    assert "Be clear." in answer.content.decode()


def test_acknowledging_twice_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    version, lead = policy(cast), sign_in(cast.lead)
    for _ in range(2):
        lead.post(f"/policy/{version.pk}/acknowledge")
    assert version.acknowledgements.count() == 1


def test_officers_see_who_has_not_read_it(cast: Cast, sign_in: SignIn) -> None:
    live_channel(cast)
    policy(cast)
    page = sign_in(cast.officer).get("/policy/").content.decode()
    assert "have not read it: 2" in page
    assert "Administrator" in page
    assert "Administrator" not in sign_in(cast.member).get("/policy/").content.decode()
