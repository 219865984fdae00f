"""Doors: who may open a page, what it says to others, and where the page of an act is."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from governance.channels import acts as channels
from governance.models import Channel, Finding, PolicyVersion
from governance.policy import acts as policies
from governance.web import doors
from ledger import acts
from ledger.refusals import ForbiddenError
from people.models import User
from people.roles import Role
from tests import cast as given
from tests.cast import Cast
from tests.governance.web.conftest import SignIn
from tests.house import things
from vault import grantpolicies, requests, rotations


def open_door(door: doors.Door, user: Any, view: Any = lambda request: HttpResponse("in")) -> Any:
    request = RequestFactory().get("/somewhere?a=b")
    request.user = user
    return door(view)(request)


DOORS = {
    "signed in": (doors.signed_in, None),
    "officers": (doors.officers, {"officer", "officer2", "head"}),
    "auditors": (doors.auditors, {"auditor"}),
    "stewards": (doors.stewards, {"steward"}),
    "roles": (doors.roles("an executive", Role.EXECUTIVE), {"executive"}),
}


@pytest.mark.parametrize("name", DOORS)
def test_who_may_open_it(cast: Cast, name: str) -> None:
    door, may = DOORS[name]
    for who, user in cast.everybody.items():
        if may is None or who in may:
            assert open_door(door, user).content == b"in"
            continue
        with pytest.raises(PermissionDenied) as denied:
            open_door(door, user)
        assert str(denied.value) == f"Only {door.phrase} can open this page."


def test_whoever_is_not_signed_in_is_asked_to_and_comes_back() -> None:
    answer = open_door(doors.signed_in, AnonymousUser())
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/accounts/login/?next=/somewhere%3Fa%3Db"


def test_refusal_of_an_act_is_a_refusal_of_the_page() -> None:
    def view(request: Any) -> HttpResponse:
        raise ForbiddenError("Only the lead can do this.")

    with pytest.raises(PermissionDenied, match="Only the lead can do this"):
        open_door(doors.signed_in, User(), view)


def test_door_is_written_on_the_page() -> None:
    def view(request: Any) -> HttpResponse:
        return HttpResponse("in")

    assert doors.officers(view).who_may == "a communications officer"  # type: ignore[attr-defined]
    assert doors.public(view).who_may == "anybody"  # type: ignore[attr-defined]


def test_page_of_a_step_has_its_verb(cast: Cast) -> None:
    channel = given.approved_channel(cast)
    assert channels.suspend.address(channel) == f"/channels/{channel.pk}/steps/suspend"
    assert channels.confirm_set_up.address(channel) == f"/channels/{channel.pk}/set-up"


def test_page_that_belongs_to_no_one_thing_has_its_address_too() -> None:
    assert policies.say_read.address(PolicyVersion()) == "/policy/"
    assert policies.put_out.address(PolicyVersion()) == "/policy/publish"


def test_act_without_a_page_has_no_address() -> None:
    assert channels.lapse.address(Channel()) == ""


def test_every_address_leads_to_a_page_about_the_thing(cast: Cast, sign_in: SignIn) -> None:
    """Somebody is led there by a button or by a refusal, so it must be there."""
    own = things.make(cast).own
    own[Finding].save()
    head = sign_in(cast.head)
    lost = {}
    for act in acts.every():
        of_a_channel = act.name in {"plan.start_renewal", "plan.start_change"}
        thing = own[Channel] if of_a_channel else own[act.model]
        address = act.address(thing)
        if address and head.get(address).status_code == 404:
            lost[act.name] = address
    assert lost == {}


def test_keys_of_no_channel_have_no_page(cast: Cast) -> None:
    own = things.make(cast).own
    Channel.objects.update(custodian=None)
    for act in (requests.ask, rotations.confirm, grantpolicies.change):
        thing: Any = own[act.model]
        assert act.address(thing) == ""
