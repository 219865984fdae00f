"""Who sees which reviews, who may do what, and what a page says to nonsense."""

import uuid

import pytest
from django.test import Client

from governance.models import Channel, Finding, Review
from governance.obligations import checking
from governance.reviews import acts as reviews
from tests import cast as given
from tests.cast import Cast
from tests.governance.reviews.days import SECURITY_OPENS, run_sweep
from tests.pages.reviews.conftest import SignIn

READERS = {"lead", "member", "administrator", "manager", "officer", "officer2", "head"}
READERS |= {"executive", "auditor"}
YES = dict.fromkeys(["people_right", "two_step", "recovery", "monitored", "needed"], "yes")
NONSENSE = {
    "nothing": "",
    "long": "x" * 100_000,
    "null": "\x00",
    "hidden": "\u202eevil",
    "markup": "<script>",
    "emoji": "💥",
    "negative": "-1",
    "large": "9" * 40,
    "no day": "9999-99-99",
}


@pytest.fixture
def review(cast: Cast) -> Review:
    channel = given.live_channel(cast)
    run_sweep(SECURITY_OPENS)
    return channel.reviews.get(kind="security")


def test_who_reads_a_review(cast: Cast, review: Review, sign_in: SignIn) -> None:
    for name, user in cast.everybody.items():
        answer = sign_in(user).get(f"/reviews/{review.pk}")
        assert answer.status_code == (200 if name in READERS else 404), name
        listed = f"/reviews/{review.pk}" in sign_in(user).get("/reviews/").content.decode()
        assert listed == (name in READERS), name


def test_visitor_signs_in_first(review: Review) -> None:
    for path in ("", str(review.pk), f"{review.pk}/steps/answer", "calendar.ics", "calendar"):
        answer = Client().get(f"/reviews/{path}")
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/login/")


def test_who_answers(cast: Cast, review: Review, sign_in: SignIn) -> None:
    path = f"/reviews/{review.pk}/steps/answer"
    for name in sorted(READERS - {"lead", "administrator", "manager"}):
        assert sign_in(cast.everybody[name]).post(path, YES).status_code == 403, name
    assert sign_in(cast.outsider).post(path, YES).status_code == 404
    assert sign_in(cast.administrator).post(path, YES).status_code == 302
    assert sign_in(cast.lead).post(path, YES).status_code == 409


def test_filters(cast: Cast, review: Review, sign_in: SignIn) -> None:
    officer = sign_in(cast.officer)

    def shows(query: str) -> bool:
        answer = officer.get(f"/reviews/?{query}")
        assert answer.status_code == 200
        return f'href="/reviews/{review.pk}"' in answer.content.decode()

    assert shows("")
    assert shows("state=open&kind=security")
    assert not shows("kind=life_span")
    assert not shows("state=overdue")
    assert not shows("whose=mine")
    assert not shows("state=closed&page=7")


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_named_and_changes_nothing(
    cast: Cast, review: Review, sign_in: SignIn, text: str
) -> None:
    officer, lead = sign_in(cast.officer), sign_in(cast.lead)
    here = f"/reviews/{review.pk}"
    for name in ("state", "kind", "whose"):
        assert officer.get("/reviews/", {name: text}).status_code == (400 if text else 200)
    assert officer.get("/reviews/", {"page": text}).status_code == 200
    wrong = {"people_right": text, "remarks": text}
    assert lead.post(f"{here}/steps/answer", wrong).status_code == 400
    reviews.answer(review, by=cast.lead, today=SECURITY_OPENS, **YES)
    closing = {"outcome": "findings", "finding": "Off.", "deadline": text, "remarks": text}
    assert officer.post(f"{here}/steps/close", closing).status_code == 400
    assert officer.post(f"{here}/steps/close", {"outcome": text}).status_code == 400
    assert Review.objects.get(pk=review.pk).state == "answered"


def test_unknown_ids_and_steps(cast: Cast, review: Review, sign_in: SignIn) -> None:
    officer, nobody = sign_in(cast.officer), uuid.uuid4()
    for path in (
        f"{nobody}",
        f"{nobody}/steps/close",
        f"{review.pk}/steps/retire",
        f"{review.pk}/steps/save",
        f"findings/{nobody}",
        f"findings/{nobody}/fix",
        f"{nobody}/findings/add",
        "calendar/nonsense.ics",
        f"calendar/{nobody.hex}:x.ics",
        "not-an-id",
    ):
        assert officer.get(f"/reviews/{path}").status_code == 404, path
        assert officer.post(f"/reviews/{path}").status_code in {404, 405}, path


def test_the_owner_of_another_team_reads_it_and_says_that_it_is_done(
    cast: Cast, review: Review, sign_in: SignIn
) -> None:
    reviews.answer(review, by=cast.lead, today=SECURITY_OPENS, **YES)
    found = {"outcome": "findings", "finding": "Off.", "deadline": "2027-08-01"}
    reviews.close(review, by=cast.officer, today=SECURITY_OPENS, **found)
    Finding.objects.update(owner=cast.outsider)
    checking.rebuild(SECURITY_OPENS)
    path, owner = f"/reviews/findings/{review.findings.get().pk}", sign_in(cast.outsider)
    assert path in owner.get("/obligations/").content.decode()
    page = owner.get(path).content.decode()
    assert "Say that it was put right" in page
    assert f"/reviews/{review.pk}" not in page  # the answers of the review are not theirs
    assert f"/reviews/{review.pk}" in sign_in(cast.lead).get(path).content.decode()
    assert "Outsider, the lead or an administrator" in (
        sign_in(cast.member).get(path).content.decode()
    )
    assert owner.post(f"{path}/fix", {"what_was_done": "Switched on."}).status_code == 302
    assert path not in owner.get("/obligations/").content.decode()


def test_finding_of_another_team_is_not_there(cast: Cast, review: Review, sign_in: SignIn) -> None:
    reviews.answer(review, by=cast.lead, today=SECURITY_OPENS, **YES)
    reviews.close(
        review,
        by=cast.officer,
        today=SECURITY_OPENS,
        outcome="findings",
        finding="Off.",
        deadline="2027-08-01",
    )
    path = f"/reviews/findings/{review.findings.get().pk}"
    assert sign_in(cast.outsider).get(path).status_code == 404
    assert sign_in(cast.outsider).post(f"{path}/fix", {"what_was_done": "x"}).status_code == 404
    assert sign_in(cast.member).get(path).status_code == 200
    assert sign_in(cast.member).post(f"{path}/fix", {"what_was_done": "x"}).status_code == 403


def test_review_of_a_channel_without_a_lead(cast: Cast, review: Review, sign_in: SignIn) -> None:
    Channel.objects.filter(pk=review.channel_id).update(lead=None)
    review.channel.administrators.clear()
    path = f"/reviews/{review.pk}"
    assert "Nobody" in sign_in(cast.officer).get(path).content.decode()
    assert sign_in(cast.lead).post(f"{path}/steps/answer", YES).status_code == 302
