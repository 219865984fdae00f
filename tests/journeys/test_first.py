"""From a plan to an official channel that programs can find, told as it is seen in a browser."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from governance.models import Channel, Plan
from governance.policy import acts as policies
from ledger import triggers
from people.models import User
from people.roles import Role
from tests import cast as given
from tests.cast import MAILBOX, PASSWORD, TODAY, Cast
from tests.journeys.conftest import Arrive
from tests.journeys.keys import signs_in_with_the_keys
from tests.journeys.somebody import Somebody

pytestmark = pytest.mark.journey

HANDLE = "childrenstherapies"
SPELLINGS = (
    f"https://www.instagram.com/{HANDLE}/",
    f"http://instagram.com/{HANDLE}",
    f"instagram.com/{HANDLE}",
    f"https://m.instagram.com/{HANDLE}",
    f"https://www.instagram.com/{HANDLE.upper()}/?hl=en",
    f"https://instagram.com/@{HANDLE}",
)
SECTIONS = {
    "Reason and objectives": {
        "Why do you need the channel?": "Parents ask us where to find exercises.",
        "What do you want it to do?": "Two hundred families follow it in a year.",
        "Who is it for?": "Families.",
        "What good will it do?": "Fewer calls, more practice at home.",
        "What could go wrong?": "Somebody asks for help at night. We say where to ring.",
    },
    "How its security is kept": {
        "Which mailbox will be used to get back in?": "lead@elsewhere.invalid",
        "How will people sign in to it?": "On the team's own tablet.",
        "What will be the second step of signing in?": "A code from an app.",
    },
}
REASONS = (
    "No consultation with a communications officer is recorded for this plan.",
    "A channel needs two administrators at least",
    "The recovery mailbox is not on the organisation's list of mailboxes.",
)


def test_a_plan_becomes_an_official_channel(arrive: Arrive, cast: Cast) -> None:
    given_a_policy_that_the_administrator_has_read(cast)
    lead = arrive(cast.lead, by_form=True)
    acknowledges_the_policy(lead)
    plan = starts_a_plan(lead)
    asks_for_a_consultation(lead)
    answers_the_first_section(lead)
    leaves_and_comes_back(lead, plan)
    answers_the_other_sections(lead)
    is_refused_with_every_reason_at_once(lead)

    officer = arrive(cast.officer, by_form=True)
    records_the_consultation(officer, plan)
    mends_the_rest_and_submits(lead, plan)

    takes_it_up_and_asks_for_a_change(officer, plan)
    answers_the_change(lead, plan)
    sees_why_not_of_a_plan_by_their_own_team(arrive(officer_of_the_team(cast)), plan)
    approves(officer, plan)
    channel = Channel.objects.get()
    is_approved_but_not_official(lead, channel)

    deposits_the_keys(lead, channel)
    tries_the_keys_and_makes_it_live(officer, channel, cast)
    visitor = arrive()
    programs_find_it(visitor)
    its_handle_cannot_be_registered_again(arrive(cast.outsider), cast)

    suspends_it_with_the_keyboard_alone(signs_in_with_the_keyboard_alone(arrive(), cast), channel)
    cannot_reinstate_what_they_suspended(officer, channel)
    reinstates_it(arrive(cast.officer2), channel)
    prepares_the_closing_and_retires_it(officer, channel)
    programs_find_it_no_more(visitor)

    the_ledger_is_in_order()
    an_edited_row_is_named()


def test_communications_own_corporate_plan_goes_to_the_head(arrive: Arrive, cast: Cast) -> None:
    plan = given.submitted(
        cast,
        by=cast.officer,
        team=cast.communications,
        tier="corporate",
        name="Riverside",
        answers={"handle": "@riverside"},
    )
    other = arrive(cast.officer2)
    other.opens(f"/plans/{plan.pk}")
    other.presses("Take the plan up")
    other.reads("Approve the plan: why you cannot", "for communications' own plans: the head")
    other.presses("Release the plan")
    head = arrive(cast.head)
    head.opens(f"/plans/{plan.pk}")
    head.presses("Take the plan up")
    head.presses("Approve the plan")
    head.writes("Why do you approve it?", "It is the trust's own voice.")
    head.presses("Approve the plan")
    executive = arrive(cast.executive)
    executive.opens(f"/plans/{plan.pk}")
    executive.presses("Sign off the plan")
    executive.writes("Why do you agree?", "We need one voice.")
    executive.presses("Sign off the plan")
    assert Channel.objects.get().state == "approved"


def given_a_policy_that_the_administrator_has_read(cast: Cast) -> None:
    policies.acknowledge(given.policy(cast), by=cast.administrator, today=TODAY)


def acknowledges_the_policy(lead: Somebody) -> None:
    lead.opens("/")
    lead.follows("Read the policy")
    lead.presses("I have read this policy")
    lead.reads("You said on 4 January 2027 that you have read this version.")


def starts_a_plan(lead: Somebody) -> Plan:
    lead.opens("/plans/")
    lead.follows("Start a plan")
    lead.writes("What will the channel be called?", "Children's Therapies")
    lead.selects("Where will it be?", "Instagram")
    lead.ticks("Children's Therapies")
    lead.presses("Start the plan")
    return Plan.objects.get()


def asks_for_a_consultation(lead: Somebody) -> None:
    lead.follows("Ask for a consultation")
    lead.writes("What would you like to talk about?", "Exercises for families.")
    lead.presses("Ask for a consultation")
    lead.reads("You have asked for a consultation. An officer is told.")


def answers_the_first_section(lead: Somebody) -> None:
    lead.follows("The channel")
    lead.writes("Which handle or address will the channel have?", f"@{HANDLE}")
    lead.presses("Save and continue")
    lead.writes("What is the channel for?", "Exercises for families, in films of a minute.")
    lead.presses("Save and continue")


def leaves_and_comes_back(lead: Somebody, plan: Plan) -> None:
    lead.presses("Sign out")
    lead.signs_in()
    lead.follows("Finish your plan")
    assert lead.path == f"/plans/{plan.pk}"


def answers_the_other_sections(lead: Somebody) -> None:
    for section, answers in SECTIONS.items():
        lead.follows(section)
        for question, answer in answers.items():
            lead.writes(question, answer)
            lead.presses("Save and continue")
    says_how_it_is_managed(lead)
    lead.follows("Expected life span")
    lead.writes_day(4, 1, 2028)
    lead.presses("Save and continue")
    lead.writes("How will you close it?", "We say goodbye and keep the posts.")
    lead.presses("Save and continue")
    lead.reads("Ready to check")


def says_how_it_is_managed(lead: Somebody) -> None:
    lead.follows("How it will be managed")
    lead.reads("question 3 of 7")  # whoever leads the team is lead and administrator already
    for question, answer in {
        "How many hours a week will it take?": "3",
        "What will you publish, and when?": "One exercise a week.",
        "When will you look at it?": "Monday to Friday, 9am to 5pm",
        "What happens out of hours?": "It says where to ring.",
        "How will everybody be able to use it?": "Every film has captions.",
    }.items():
        lead.writes(question, answer)
        lead.presses("Save and continue")


def is_refused_with_every_reason_at_once(lead: Somebody) -> None:
    lead.follows("Check your answers and submit the plan")
    lead.reads("Fewer calls, more practice at home.")
    lead.presses("Submit the plan")
    lead.reads("There is a problem", *REASONS)


def records_the_consultation(officer: Somebody, plan: Plan) -> None:
    officer.opens(f"/plans/{plan.pk}")
    officer.follows("Record a consultation")
    officer.reads("Exercises for families.")
    officer.ticks("Go ahead and write the plan")
    officer.writes("Your advice", "Show hands, not faces.")
    officer.presses("Record the consultation")
    officer.reads("The consultation is recorded. The team is told.")


def mends_the_rest_and_submits(lead: Somebody, plan: Plan) -> None:
    lead.opens(f"/plans/{plan.pk}/check")
    lead.follows("Change Who will be its administrators?")
    lead.ticks("Administrator (")
    lead.presses("Save and continue")
    lead.follows("Change Which mailbox will be used to get back in?")
    lead.writes("Which mailbox will be used to get back in?", MAILBOX)
    lead.presses("Save and continue")
    lead.presses("Submit the plan")
    plan.refresh_from_db()
    lead.reads("Plan submitted", plan.reference, "Who decides", "Officer", "What happens next")


def takes_it_up_and_asks_for_a_change(officer: Somebody, plan: Plan) -> None:
    officer.opens(f"/plans/{plan.pk}")
    officer.presses("Take the plan up")
    officer.presses("Ask for changes")
    officer.writes("What should be changed?", "Say who answers in August.")
    officer.presses("Ask for changes")


def answers_the_change(lead: Somebody, plan: Plan) -> None:
    lead.opens("/")
    lead.follows("Change your plan")
    lead.reads("Say who answers in August.")
    lead.opens(f"/plans/{plan.pk}/questions/out_of_hours?check")
    lead.writes("What happens out of hours?", "It says where to ring. In August Fern answers.")
    lead.presses("Save and continue")
    lead.presses("Submit the plan")
    lead.reads("Plan submitted")


def officer_of_the_team(cast: Cast) -> User:
    return given.person("fern", cast.team, roles=[Role.OFFICER])


def sees_why_not_of_a_plan_by_their_own_team(officer: Somebody, plan: Plan) -> None:
    officer.opens(f"/plans/{plan.pk}")
    officer.reads(": why you cannot", "neither the author nor of the team that proposes")
    assert not officer.has_button("Take the plan up")


def approves(officer: Somebody, plan: Plan) -> None:
    officer.opens(f"/plans/{plan.pk}")
    officer.reads("Changes that were asked for", "Say who answers in August.", "Changed")
    officer.reads("In August Fern answers.")
    officer.presses("Approve the plan")
    officer.writes("Why do you approve it?", "Families asked for it.")
    officer.writes("Conditions", "Show the opening hours, by 1 February 2027")
    officer.presses("Approve the plan")
    officer.reads("Approved", "Families asked for it.", "(by 1 February 2027)")


def is_approved_but_not_official(lead: Somebody, channel: Channel) -> None:
    lead.opens(f"/channels/{channel.pk}")
    lead.reads("It is approved, but it is not official yet", "What happens next")


def deposits_the_keys(lead: Somebody, channel: Channel) -> None:
    lead.follows("Keys, and opening them")
    lead.presses("Deposit keys")
    lead.writes("User name", HANDLE)
    lead.writes("Password", "a password of the channel's own")
    lead.writes("Authenticator seed", "JBSWY3DPEHPK3PXP")
    lead.presses("Deposit keys")
    lead.reads("The keys are deposited.", "User name, Password, Authenticator seed")


def tries_the_keys_and_makes_it_live(officer: Somebody, channel: Channel, cast: Cast) -> None:
    officer.opens(f"/channels/{channel.pk}")
    officer.reads("Make it live: not possible yet", "The set-up checklist is not confirmed.")
    signs_in_with_the_keys(officer, channel, cast)
    officer.presses("The keys work")
    officer.opens(f"/channels/{channel.pk}")
    officer.presses("Confirm the set-up")
    for each in ("Two-step", "The recovery address", "Name, picture", "The description"):
        officer.ticks(each)
    officer.presses("Confirm the set-up")
    officer.presses("Make it live")
    officer.presses("Make it live")
    officer.reads("It is live: an official channel, and on the public list.")


def programs_find_it(visitor: Somebody) -> None:
    listed = visitor.asks_the_api("channels")["results"]
    assert [each["name"] for each in listed] == ["Children's Therapies"]
    for spelling in SPELLINGS:
        found = visitor.asks_the_api("verify", url=spelling)
        assert found["verdict"] == "official", spelling
    neighbour = visitor.asks_the_api("verify", url=f"https://instagram.com/{HANDLE}x")
    assert neighbour["verdict"] == "not_listed"
    visitor.opens("/official/")
    visitor.reads("Children's Therapies")
    visitor.opens(f"/official/check?q=instagram.com/{HANDLE}")


def its_handle_cannot_be_registered_again(outsider: Somebody, cast: Cast) -> None:
    plan = given.ready(cast, by=cast.outsider, team=cast.other_team, name="Pharmacy")
    outsider.opens(f"/plans/{plan.pk}/check")
    outsider.presses("Submit the plan")
    outsider.reads(f"{HANDLE} on Instagram is in the register already: Children's Therapies")


def signs_in_with_the_keyboard_alone(officer: Somebody, cast: Cast) -> Somebody:
    officer.opens("/accounts/login/")
    officer.tabs_to("Email")
    officer.page.keyboard.type(cast.officer.email)
    officer.tabs_to("Password")
    officer.page.keyboard.type(PASSWORD)
    with officer.goes_on():
        officer.uses_keys("Enter")
    officer.reads("Your second step")
    officer.tabs_to("Code")
    officer.page.keyboard.type(given.code())
    with officer.goes_on():
        officer.uses_keys("Enter")
    officer.reads("Sign out")
    return officer


def suspends_it_with_the_keyboard_alone(officer: Somebody, channel: Channel) -> None:
    officer.opens(f"/channels/{channel.pk}")
    officer.tabs_to("Suspend it")
    with officer.goes_on():
        officer.uses_keys("Enter")
    officer.tabs_to("Its content falls outside policy")
    officer.uses_keys("Space")
    officer.tabs_to("What has happened?")
    officer.page.keyboard.type("A post names a patient.")
    officer.tabs_to("Suspend it")
    with officer.goes_on():
        officer.uses_keys("Enter")
    officer.reads("Instagram is unchanged. Now do this:")


def cannot_reinstate_what_they_suspended(officer: Somebody, channel: Channel) -> None:
    officer.opens(f"/channels/{channel.pk}")
    officer.reads("A post names a patient.")
    assert not officer.has_button("Reinstate it")


def reinstates_it(officer: Somebody, channel: Channel) -> None:
    officer.opens(f"/channels/{channel.pk}")
    officer.presses("Reinstate it")
    officer.writes("What was put right?", "The post is gone, the family has been told.")
    officer.presses("Reinstate it")
    officer.reads("It is live: an official channel, and on the public list.")


def prepares_the_closing_and_retires_it(officer: Somebody, channel: Channel) -> None:
    officer.opens(f"/channels/{channel.pk}")
    officer.presses("Prepare the closing")
    officer.ticks("Its records are captured and filed")
    officer.writes("Since when has the closing notice been shown?", "4 January 2027")
    officer.presses("Prepare the closing")
    officer.presses("Retire it")
    officer.reads("Retiring Children's Therapies is for good")
    officer.presses("Go on")
    officer.ticks("Closed on the platform")
    officer.writes("Where is the archive kept?", "Records, box 7")
    officer.writes("Reason", "The service has moved.")
    officer.presses("Retire it")
    officer.reads("It was retired on 4 January 2027.")


def programs_find_it_no_more(visitor: Somebody) -> None:
    assert visitor.asks_the_api("channels")["results"] == []
    found = visitor.asks_the_api("verify", url=SPELLINGS[0])
    assert (found["verdict"], found["channel"]) == ("retired", None)


def the_ledger_is_in_order() -> None:
    said = io.StringIO()
    call_command("ledger", "verify", stdout=said)
    assert "all in order" in said.getvalue()


def an_edited_row_is_named() -> None:
    triggers.remove(connection)
    try:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE ledger_entry SET act = 'plan.approve' WHERE seq = 7")
        with pytest.raises(CommandError, match="Entry 7 "):
            call_command("ledger", "verify")
    finally:
        triggers.install(connection)
