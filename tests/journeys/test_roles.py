"""A new officer: a steward proposes, the head agrees with a phone, and the person is led on."""

import pytest

from people.models import User
from tests.cast import Cast
from tests.journeys.conftest import PHONE, Arrive

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_steward_proposes_and_the_head_agrees_in_two_taps(arrive: Arrive, cast: Cast) -> None:
    steward = arrive(cast.steward)
    steward.page.goto(f"/admin/people/user/{cast.member.pk}/change/")
    steward.ticks("communications officer")
    steward.page.get_by_role("button", name="Save", exact=True).click()
    assert not User.objects.get(pk=cast.member.pk).roles

    member = arrive(cast.member)
    member.opens("/")
    member.reads("You are to be communications officer. This waits until somebody else agrees.")

    head = arrive(cast.head, screen=PHONE)
    head.opens("/roles/")
    head.reads("Member", "member@riverside.invalid", "Given by Steward")
    head.presses("Agree that Member is communications officer")
    head.reads("Do not agree because an e-mail says so.")
    head.presses("Agree to the role")
    head.reads("Agree to the role: done.", "Nothing waits.")

    member.opens("/")
    member.reads("You are communications officer. This works once you have a second step")
    member.follows("Set up your second step")
