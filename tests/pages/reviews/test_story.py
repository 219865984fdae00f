"""A review from its day to its end, through the pages alone."""

from django.test import Client

from governance.models import Channel, Finding, Review, Rules
from tests import cast as given
from tests.cast import Cast
from tests.governance.reviews.days import ENDS, SECURITY_OPENS, after, run_sweep
from tests.pages.reviews.conftest import SetDay, SignIn

ANSWERS = {
    "people_right": "yes",
    "two_step": "no",
    "recovery": "yes",
    "monitored": "not_sure",
    "needed": "yes",
    "remarks": "The <b>tool</b> asks again.",
}


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def tag_of(page: str, what: str) -> str:
    """The first tag that has this in it."""
    before, _, behind = page.partition(what)
    return before.rpartition("<")[2] + what + behind.partition(">")[0]


def opened(cast: Cast) -> Review:
    channel = given.live_channel(cast)
    run_sweep(SECURITY_OPENS)
    return channel.reviews.get(kind="security")


def answered(cast: Cast, sign_in: SignIn) -> Review:
    review = opened(cast)
    answer = sign_in(cast.lead).post(f"/reviews/{review.pk}/steps/answer", ANSWERS)
    assert answer.status_code == 302, answer.content.decode()
    return review


def test_from_its_day_to_a_finding_that_is_put_right(
    cast: Cast, sign_in: SignIn, set_day: SetDay
) -> None:
    review = opened(cast)
    lead, officer = sign_in(cast.lead), sign_in(cast.officer)
    here = f"/reviews/{review.pk}"
    assert here in read(lead, "/reviews/")
    assert "Answer the review" in read(lead, here)
    assert "The lead has not answered yet." in read(officer, here)

    assert "Is two-step sign-in on?" in read(lead, f"{here}/steps/answer")
    missing = lead.post(f"{here}/steps/answer", ANSWERS | {"needed": ""})
    assert missing.status_code == 400
    assert "There is a problem" in missing.content.decode()
    assert lead.post(f"{here}/steps/answer", ANSWERS).headers["Location"] == here

    page = read(officer, here)
    assert "Not sure" in page
    assert "The &lt;b&gt;tool&lt;/b&gt; asks again." in page
    found = {
        "outcome": "findings",
        "finding": "Two-step sign-in is off.",
        "deadline": "3 March 2027",
    }
    late = officer.post(f"{here}/steps/close", found | {"deadline": "1 February 2027"})
    assert late.status_code == 400
    assert "must lie ahead" in late.content.decode()
    assert officer.post(f"{here}/steps/close", found).headers["Location"] == here
    assert "something must be put right" in read(lead, here)

    finding = Finding.objects.get()
    assert finding.text in read(lead, "/reviews/")
    there = f"/reviews/findings/{finding.pk}"
    assert "3 March 2027" in read(lead, there)
    set_day(after(60, SECURITY_OPENS))
    lead, officer = sign_in(cast.lead), sign_in(cast.officer)
    assert "Overdue" in read(lead, "/reviews/")
    done = lead.post(f"{there}/fix", {"what_was_done": "Switched on."})
    assert done.headers["Location"] == there
    assert "Switched on." in read(officer, there)
    assert lead.post(f"{there}/fix", {"what_was_done": "Again."}).status_code == 409


def test_officer_adds_a_second_finding(cast: Cast, sign_in: SignIn) -> None:
    review = answered(cast, sign_in)
    officer, lead = sign_in(cast.officer), sign_in(cast.lead)
    here = f"/reviews/{review.pk}"
    more = {"finding": "The picture is old.", "deadline": "2027-08-30"}
    assert officer.post(f"{here}/findings/add", more).status_code == 409
    first = {"outcome": "findings", "finding": "First.", "deadline": "2027-08-03"}
    officer.post(f"{here}/steps/close", first)
    assert "Add a finding" in read(officer, here)
    assert "Add a finding" not in read(lead, here)
    assert officer.post(f"{here}/findings/add", {"finding": "", "deadline": ""}).status_code == 400
    assert officer.post(f"{here}/findings/add", more).status_code == 302
    assert lead.post(f"{here}/findings/add", more).status_code == 403
    assert "The picture is old." in read(lead, here)


def test_closing_leads_on_to_what_was_decided(cast: Cast, sign_in: SignIn) -> None:
    review = answered(cast, sign_in)
    officer = sign_in(cast.officer)
    close = f"/reviews/{review.pk}/steps/close"
    assert officer.post(close, {"outcome": "suspend"}).status_code == 400
    done = officer.post(close, {"outcome": "suspend", "remarks": "Nobody can get in."})
    assert done.headers["Location"] == f"/channels/{review.channel_id}/suspended"
    channel = Channel.objects.get()
    assert (channel.state, channel.suspension_reason) == ("suspended", "Nobody can get in.")


def test_missing_access_is_offered_as_a_finding(cast: Cast, sign_in: SignIn) -> None:
    review = answered(cast, sign_in)
    Channel.objects.update(custodian=None)
    officer, close = sign_in(cast.officer), f"/reviews/{review.pk}/steps/close"
    words = "Access is not held: the keys of the channel are not deposited."
    page = read(officer, close)
    assert f"{words}</textarea>" in page
    assert "checked" in tag_of(page, 'value="findings"')
    assert f"{words} It is filled in as a finding." in page
    assert 'value="1 March 2027"' in page
    refused = officer.post(close, {"outcome": "fine"})
    assert refused.status_code == 400
    assert f"{words} Say why all is well" in refused.content.decode()
    sent = {"outcome": "findings", "finding": words, "deadline": "1 March 2027"}
    assert officer.post(close, sent).status_code == 302
    finding = Finding.objects.get()
    assert (finding.text, finding.owner) == (words, cast.lead)


def test_what_is_to_be_put_right_already_is_not_offered_again(cast: Cast, sign_in: SignIn) -> None:
    review = answered(cast, sign_in)
    Channel.objects.update(custodian=None)
    words = "Access is not held: the keys of the channel are not deposited."
    facts = {"channel": review.channel, "review": review, "text": words}
    Finding.objects.create(deadline=after(60), **facts)
    page = read(sign_in(cast.officer), f"/reviews/{review.pk}/steps/close")
    assert f"{words} It is to be put right already." in page
    assert f"{words}</textarea>" not in page
    assert "checked" not in tag_of(page, 'value="findings"')


def test_a_test_that_grows_old_is_offered_as_a_finding(cast: Cast, sign_in: SignIn) -> None:
    review = answered(cast, sign_in)
    Rules.objects.update_or_create(pk=1, defaults={"access_test_months": 1})
    officer, close = sign_in(cast.officer), f"/reviews/{review.pk}/steps/close"
    said = "Access was last tested on 4 January 2027: test it by 4 February 2027."
    assert f"{said}</textarea>" in read(officer, close)
    assert officer.post(close, {"outcome": "fine"}).status_code == 302  # it is held until then


def test_where_access_is_held_nothing_is_offered(cast: Cast, sign_in: SignIn) -> None:
    review = answered(cast, sign_in)
    page = read(sign_in(cast.officer), f"/reviews/{review.pk}/steps/close")
    assert "filled in" not in page
    assert "checked" not in tag_of(page, 'value="findings"')


def test_retiring_leads_to_the_closing(cast: Cast, sign_in: SignIn) -> None:
    review = answered(cast, sign_in)
    done = sign_in(cast.officer).post(f"/reviews/{review.pk}/steps/close", {"outcome": "retire"})
    assert done.headers["Location"] == f"/channels/{review.channel_id}/closing"
    assert Channel.objects.get().state == "live"


def test_life_span_review_leads_to_a_renewal_plan(
    cast: Cast, sign_in: SignIn, set_day: SetDay
) -> None:
    channel = given.live_channel(cast)
    day = after(-50, ENDS)
    set_day(day)
    run_sweep(day)
    review = channel.reviews.get(kind="life_span")
    lead = sign_in(cast.lead)
    page = read(lead, f"/reviews/{review.pk}")
    assert f"/plans/renew/{channel.pk}" in page
    assert f"/channels/{channel.pk}/steps/extend" in page
    assert "4 January 2028" in page
    assert lead.post(f"/plans/renew/{channel.pk}").status_code == 302
    assert channel.plans.get(kind="renewal").objectives == "Our objectives."


def test_picture_and_table_say_the_same(cast: Cast, sign_in: SignIn) -> None:
    opened(cast)
    page = read(sign_in(cast.officer), "/reviews/")
    assert "<svg" in page
    assert "February 2027" in page
    assert page.count("January 2028") == 2
