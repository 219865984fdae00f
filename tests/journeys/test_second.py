"""Keys, the night and the clock, told as they are seen in a browser."""

import datetime
import io
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.test import override_settings

from governance.models import Channel, Finding, Plan, Review
from ledger.models import Entry, Notice
from people.models import User
from tests import cast as given
from tests.cast import MAILBOX, PASSWORD, Cast, code
from tests.governance.reviews.days import ENDS, LAPSES, SECURITY_OPENS, after, told
from tests.journeys.conftest import PHONE, Arrive, Travel
from tests.journeys.keys import signs_in_with_the_keys
from tests.journeys.somebody import Somebody
from vault.models import Grant, Rotation, Version
from vault.secret import Secret, expose_text

pytestmark = pytest.mark.journey

LONDON = ZoneInfo("Europe/London")
NIGHT = datetime.datetime(2027, 1, 5, 2, tzinfo=LONDON)
MORNING = datetime.datetime(2027, 1, 6, 10, tzinfo=LONDON)
ROLES_MISSING = "two officers must have full control on LinkedIn through their own sign-ins"


def test_access_is_held_before_a_channel_goes_live(arrive: Arrive, cast: Cast) -> None:
    channel = set_up(cast, given.approved_channel(cast))
    lead, officer = arrive(cast.lead, by_form=True), arrive(cast.officer, by_form=True)
    cannot_go_live(officer, channel, "the keys of the channel are not deposited")
    deposits_the_keys(lead, channel)
    cannot_go_live(officer, channel, "an officer must test the deposited keys")
    signs_in_with_the_keys(officer, channel, cast)
    officer.presses("The keys work")
    officer.reads("Access is held and tested, last on 4 January 2027.")
    goes_live(officer, channel)


def test_a_page_of_linkedin_is_held_by_the_roles_of_two_officers(
    arrive: Arrive, cast: Cast
) -> None:
    channel = set_up(cast, approved_on(cast, "linkedin", "company/riverside"))
    officer = arrive(cast.officer)
    officer.opens(f"/channels/{channel.pk}/keys")
    officer.reads("This channel has no password of its own.")
    assert not officer.has_button("Deposit keys")
    for user in (cast.officer, cast.officer2):
        cannot_go_live(officer, channel, ROLES_MISSING)
        adds_to_the_access_list(officer, channel, "Person", {"For a person": user.email})
        officer.presses(f"Confirm {user}")
    officer.reads("Officer", "Officer2", "Access is held and tested")
    goes_live(officer, channel)


def test_a_channel_on_a_phone_in_a_drawer(arrive: Arrive, cast: Cast) -> None:
    channel = set_up(cast, approved_on(cast, "whatsapp-channel", "0029VaRiverside"))
    officer = arrive(cast.officer)
    cannot_go_live(officer, channel, "the device, and where it is kept")
    device = {"For anything else": "The team's phone", "For a device": "Drawer 2, room 14"}
    adds_to_the_access_list(officer, channel, "Device", device)
    officer.presses("Confirm The team's phone")
    officer.reads("Drawer 2, room 14", "Access is held and tested")
    goes_live(officer, channel)


def test_somebody_on_call_acts_at_two_in_the_morning(
    arrive: Arrive, cast: Cast, travel: Travel, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = given.keys()
    monkeypatch.setattr(given, "keys", lambda: keys)
    channel = given.live_channel(cast)
    Notice.objects.all().delete()

    travel(NIGHT)
    duty = arrive(cast.on_call, screen=PHONE)
    says_until_when_they_are_on_call(duty)
    finds_the_channel_and_who_can_act(duty, channel)
    gives_a_reason_and_signs_in_afresh(duty)
    reveals_and_copies_the_password(duty, keys["password"])
    is_shown_the_code_and_never_the_seed(duty, keys["totp_seed"])
    everybody_responsible_is_told(cast)
    the_ledger_tells_of_every_look()
    assert Rotation.objects.get().state == "due"

    travel(MORNING)
    accounts_for_it(arrive(cast.on_call, screen=PHONE))


def test_by_day_the_head_approves_and_nobody_their_own(arrive: Arrive, cast: Cast) -> None:
    channel = given.live_channel(cast)
    officer = arrive(cast.officer, by_form=True)
    officer.opens(f"/channels/{channel.pk}/keys/ask")
    officer.reads("It is office time: another officer approves your request first.")
    officer.writes("Why do you need the keys?", "The lead is ill.")
    officer.presses("Ask for an opening")
    officer.reads("Another officer has to approve this.")
    assert not officer.has_button("Approve it")
    opening = officer.path
    officer.opens(f"{opening}/approve")
    officer.reads("somebody else than the person who asked")

    head = arrive(cast.head)
    head.opens(opening)
    head.presses("Approve it")
    head.reads("Active")
    assert not head.has_button("Show: password")

    officer.opens(opening)
    officer.presses("Show: user name")
    officer.reads("riverside")
    assert Entry.objects.filter(act="grant.reveal").count() == 1


def test_the_lead_puts_a_new_password_in_place(arrive: Arrive, cast: Cast) -> None:
    channel = given.live_channel(cast)
    lead = arrive(cast.lead)
    lead.opens(f"/channels/{channel.pk}/keys")
    lead.presses("Propose new keys")
    lead.presses("Propose new keys")
    made = lead.page.locator(".keyholder-key__value").inner_text()
    assert len(made) >= 12
    assert Version.objects.get(standing="current").number == 1
    lead.presses("The new keys are set")
    for question in ("Did you end all", "Did you disconnect", "Did you look through"):
        lead.ticks("Yes", of=question)
    lead.presses("Confirm that the new keys are set on the platform")
    lead.reads("Held")
    lead.does_not_read(made)
    assert Version.objects.get(standing="current").number == 2
    assert Notice.objects.filter(kind="keys_changed", to=cast.officer).exists()


def test_the_clock_opens_a_review_and_an_officer_closes_it(
    arrive: Arrive, cast: Cast, travel: Travel
) -> None:
    given.live_channel(cast)
    for days in (0, 8, 22, 29, 45):
        day = after(days, SECURITY_OPENS)
        travel(at_noon(day))
        sweeps(day)
    assert {name for _, name in told("digest")} >= {"Lead", "Manager", "Head"}

    lead = arrive(cast.lead)
    lead.opens("/reviews/")
    lead.reads("Overdue")
    lead.follows("Children's Therapies on Instagram")
    lead.presses("Answer the review")
    for question in ("Is the access list right", "Is two-step", "Does the recovery"):
        lead.ticks("Yes", of=question)
    lead.ticks("No", of="Is the channel monitored")
    lead.ticks("Yes", of="Is the channel still needed")
    lead.presses("Answer the review")

    officer = arrive(cast.officer)
    officer.opens(f"/reviews/{Review.objects.get(kind='security').pk}")
    officer.presses("Close the review")
    officer.ticks("Something must be put right")
    officer.writes("What must be put right?", "Nobody looks at it on Fridays.")
    officer.writes("By when?", "1 October 2027")
    officer.presses("Close the review")
    officer.reads("Nobody looks at it on Fridays.", "1 October 2027")

    lead.opens(f"/reviews/findings/{Finding.objects.get().pk}")
    lead.presses("Say that it was put right")
    lead.writes("What was done?", "Fern looks on Fridays.")
    lead.presses("Say that it was put right")
    lead.reads("Fern looks on Fridays.")


def test_a_life_span_ends(arrive: Arrive, cast: Cast, travel: Travel) -> None:
    """A renewal plan starts from the old answers; without one it lapses; once it is extended."""
    channel = given.live_channel(cast)
    travel(at_noon(after(-50, ENDS)))
    sweeps(after(-50, ENDS))
    lead = arrive(cast.lead)
    lead.opens(f"/channels/{channel.pk}")
    lead.presses("Write a renewal plan")
    lead.presses("Start a renewal plan")
    renewal = Plan.objects.get(kind="renewal")
    lead.opens(f"/plans/{renewal.pk}/check")
    lead.reads("Our objectives.")

    travel(at_noon(LAPSES))
    visitor = arrive()
    assert visitor.asks_the_api("channels")["results"] != []
    sweeps(LAPSES)
    assert visitor.asks_the_api("channels")["results"] == []
    assert visitor.asks_the_api("verify", url=channel.url)["verdict"] == "lapsed"

    officer = arrive(cast.officer)
    officer.opens(f"/channels/{channel.pk}")
    officer.reads("Its life span ended and nobody renewed it.")
    officer.presses("Extend its life span")
    officer.writes("New end date", "1 March 2028")
    officer.writes("Reason", "The renewal plan is being written.")
    officer.presses("Extend its life span")
    officer.reads("It is live")
    assert visitor.asks_the_api("channels")["results"] != []
    officer.opens(f"/channels/{channel.pk}/steps/extend")
    officer.reads("It was extended once already in this life span.")


def test_the_lead_leaves(arrive: Arrive, cast: Cast) -> None:
    channel = given.approved_channel(cast)
    lead = arrive(cast.lead)
    deposits_the_keys(lead, channel)
    said = io.StringIO()
    call_command("leave", cast.lead.email, stdout=said)
    assert "New keys are due for" in said.getvalue()
    assert "Without a lead now" in said.getvalue()

    lead.opens("/channels/")
    assert lead.path.startswith("/accounts/login/")
    manager = arrive(cast.manager)
    manager.opens("/")
    manager.reads(f"Name a lead: {channel}")
    assert Notice.objects.filter(kind="channel_without_lead", to=cast.manager).exists()
    officer = arrive(cast.officer)
    officer.opens(f"/channels/{channel.pk}/keys")
    officer.reads("somebody who knew the keys has left")


def set_up(cast: Cast, channel: Channel) -> Channel:
    from governance.channels import acts as channels

    checks = {"url": channel.url, **given.SET_UP}
    channels.confirm_set_up(channel, by=cast.officer, today=given.TODAY, **checks)
    return channel


def approved_on(cast: Cast, platform: str, handle: str) -> Channel:
    return given.approved_channel(cast, platform=platform, answers={"handle": handle})


def cannot_go_live(officer: Somebody, channel: Channel, why: str) -> None:
    officer.opens(f"/channels/{channel.pk}")
    officer.reads("Make it live: not possible yet", why)
    assert not officer.has_button("Make it live")


def goes_live(officer: Somebody, channel: Channel) -> None:
    officer.opens(f"/channels/{channel.pk}")
    officer.presses("Make it live")
    officer.presses("Make it live")
    officer.reads("Live")
    channel.refresh_from_db()
    assert channel.state == "live"


def deposits_the_keys(lead: Somebody, channel: Channel) -> None:
    lead.opens(f"/channels/{channel.pk}/keys/deposit")
    lead.writes("User name", "riverside")
    lead.writes("Password", "a password of the channel's own")
    lead.writes("Recovery mailbox", MAILBOX)
    lead.writes("Authenticator seed", "JBSWY3DPEHPK3PXP")
    lead.writes("Backup codes", "11112222\n33334444\n55556666")
    lead.presses("Deposit keys")
    lead.reads("User name, Password, Recovery mailbox, Authenticator seed, Backup codes")


def adds_to_the_access_list(
    officer: Somebody, channel: Channel, kind: str, facts: dict[str, str]
) -> None:
    officer.opens(f"/channels/{channel.pk}/access/add")
    officer.ticks(kind)
    for label, words in facts.items():
        officer.writes(label, words)
    officer.ticks("Full control")
    officer.presses("Add to the access list")


def says_until_when_they_are_on_call(duty: Somebody) -> None:
    duty.opens("/on-call")
    duty.writes("I am on call until", "7")
    duty.presses("Start")
    duty.reads("You are on call until 5 January 2027 at 7:00am")


def finds_the_channel_and_who_can_act(duty: Somebody, channel: Channel) -> None:
    duty.writes("Which channel?", "therapies")
    duty.presses("Search")
    duty.follows(str(channel))
    duty.reads("Who can act now", "Lead: Lead", "Administrator: Administrator")


def gives_a_reason_and_signs_in_afresh(duty: Somebody) -> None:
    duty.presses("Open the keys")
    duty.reads("The keys open at once, for an hour.")
    duty.writes("Why do you need the keys?", "A post names a patient.")
    duty.presses("Open the keys now")
    duty.reads("Sign in again")
    duty.writes("Password", PASSWORD)
    duty.presses("Continue")
    duty.writes("Code", code())
    duty.presses("Continue")
    assert duty.page.get_by_label("Why do you need the keys?").input_value() == (
        "A post names a patient."
    )
    duty.presses("Open the keys now")
    duty.reads("Opening of the keys", "What to do now")


def reveals_and_copies_the_password(duty: Somebody, password: Secret) -> None:
    duty.presses("Show: password")
    shown = duty.page.locator(".keyholder-key__value")
    assert shown.inner_text() == expose_text(password)
    duty.page.get_by_role("button", name="Copy").click()
    duty.page.get_by_role("button", name="Copied").wait_for()
    assert duty.page.evaluate("navigator.clipboard.readText()") == expose_text(password)


def is_shown_the_code_and_never_the_seed(duty: Somebody, seed: Secret) -> None:
    duty.presses("Show: code from the authenticator")
    duty.reads("more seconds")
    code = duty.page.locator(".keyholder-key__value").inner_text()
    assert code.replace(" ", "").isdigit()
    assert expose_text(seed) not in duty.page.content()


def everybody_responsible_is_told(cast: Cast) -> None:
    names = {name for _, name in told("keys_opened_at_once")}
    people: list[User] = [cast.lead, cast.administrator, cast.officer, cast.officer2, cast.head]
    assert names >= {user.name for user in people}


def the_ledger_tells_of_every_look() -> None:
    acts = Entry.objects.filter(act__startswith="grant.").values_list("act", flat=True)
    assert list(acts.order_by("seq")) == [
        "grant.request",
        "grant.open_at_once",
        "grant.reveal",
        "grant.reveal",
    ]


def accounts_for_it(duty: Somebody) -> None:
    duty.opens("/")
    grant = Grant.objects.get()
    duty.opens(f"/channels/{Channel.objects.get().pk}/keys/openings/{grant.pk}")
    duty.follows("Say what you did with the keys")
    duty.writes("What did you do with the keys?", "I took one post down.")
    duty.presses("Account for the opening")
    duty.reads("Accounted for", "I took one post down.")


def at_noon(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(12), LONDON)


def sweeps(day: datetime.date) -> None:
    with override_settings(DEBUG=True):  # a day can be given in development alone
        call_command("sweep", "--once", today=day.isoformat(), stdout=io.StringIO())
