"""A steward changes somebody: their address, whether they may sign in, and their roles."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client

from ledger import verification
from ledger.models import Entry
from ledger.refusals import RefusedError
from people import appointments
from people.models import User
from people.roles import Role
from tests.cast import Cast, appoint
from tests.ledger.reading import acts, last
from tests.pages.admin.forms import memberships, person
from tests.pages.conftest import SignIn


def change(client: Client, cast: Cast, who: str, **other: Any) -> Any:
    user = cast.everybody[who]
    return client.post(f"/admin/people/user/{user.pk}/change/", person(cast, who, **other))


def test_a_tick_proposes_and_gives_nothing(cast: Cast, steward: Client) -> None:
    change(steward, cast, "member", give=["officer", "steward"])
    member = User.objects.get(pk=cast.member.pk)
    assert not member.roles
    assert {each.role for each in member.waiting_roles} == {"officer", "steward"}
    assert last("person.give_role").actor == "Steward"
    assert last("user.change").words["give"] == "nothing → officer, steward"
    assert verification.verify().in_order


def test_old_ticks_give_nothing(cast: Cast, steward: Client) -> None:
    groups = [str(pk) for pk in Group.objects.values_list("pk", flat=True)]
    change(steward, cast, "member", groups=groups)
    assert not User.objects.get(pk=cast.member.pk).standing_roles


def test_taking_a_role_ends_it(cast: Cast, steward: Client) -> None:
    change(steward, cast, "officer", take_away=["officer"])
    assert not User.objects.get(pk=cast.officer.pk).roles
    assert last("appointment.take_away").facts["role"] == "officer"


def test_what_they_hold_is_not_offered_again(cast: Cast, steward: Client) -> None:
    answer = change(steward, cast, "officer", give=["officer"])
    assert "Select a valid choice" in answer.content.decode()
    answer = change(steward, cast, "officer", take_away=["head"])
    assert "Select a valid choice" in answer.content.decode()


def test_with_a_new_address_what_decides_waits_again(cast: Cast, steward: Client) -> None:
    """Or a steward would send the link for a new password to an address of their own."""
    change(steward, cast, "officer", email="elsewhere@outside.invalid")
    officer = User.objects.get(pk=cast.officer.pk)
    assert officer.email == "elsewhere@outside.invalid"
    assert not officer.roles
    assert [each.waits_for for each in officer.waiting_roles] == ["agreement"]
    assert acts()[-4:] == [
        "user.change",
        "appointment.take_away",
        "person.lose_access",
        "person.give_role",
    ]


def test_with_a_new_address_an_auditor_goes_on(cast: Cast, steward: Client) -> None:
    change(steward, cast, "auditor", email="elsewhere@outside.invalid")
    assert User.objects.get(pk=cast.auditor.pk).roles == {"auditor"}


def test_what_somebody_else_did_meanwhile_is_said(
    cast: Cast, steward: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quicker(*_: Any, **__: Any) -> None:
        raise RefusedError("Somebody was quicker.")

    monkeypatch.setattr(appointments, "give", quicker)
    answer = steward.post(
        f"/admin/people/user/{cast.member.pk}/change/",
        person(cast, "member", name="Other", give=["auditor"]),
        follow=True,
    )
    assert "Nothing was saved. Somebody was quicker." in answer.text
    assert User.objects.get(pk=cast.member.pk).name == "Member"


def test_saving_without_a_change_records_nothing(cast: Cast, steward: Client) -> None:
    change(steward, cast, "member", name="Member", phone="")
    assert not Entry.objects.filter(act="user.change").exists()


def test_last_steward_stays(cast: Cast, steward: Client) -> None:
    answer: HttpResponse = change(steward, cast, "steward", take_away=["steward"])
    assert "This is the last steward." in answer.content.decode()
    assert User.objects.get(pk=cast.steward.pk).roles == {"steward"}


def test_another_steward_may_go(cast: Cast, steward: Client) -> None:
    appoint(cast.member, Role.STEWARD)
    change(steward, cast, "steward", take_away=["steward"])
    assert not User.objects.get(pk=cast.steward.pk).roles


def test_an_ended_membership_is_recorded_in_words(cast: Cast, steward: Client) -> None:
    rows = memberships("member") | {"memberships-0-ended_on": "2027-01-04"}
    change(steward, cast, "member", **rows)
    assert cast.member.memberships.get().ended_on is not None
    said = last("user.change").words["memberships"]
    assert said == "changed Member in Children's Therapies: ended_on"


def test_nobody_else_changes_anybody(cast: Cast, sign_in: SignIn) -> None:
    assert change(sign_in(cast.head), cast, "member", name="Other").status_code == 302
    assert User.objects.get(pk=cast.member.pk).name == "Member"


def test_membership_is_not_moved_to_another_team(cast: Cast, steward: Client) -> None:
    """They would have left the first one, and nothing of theirs there would have ended."""
    mine = cast.administrator.memberships.get()
    sent = person(cast, "administrator") | {"memberships-0-team": str(cast.other_team.pk)}
    steward.post(f"/admin/people/user/{cast.administrator.pk}/change/", sent)
    mine.refresh_from_db()
    assert mine.team == cast.team
