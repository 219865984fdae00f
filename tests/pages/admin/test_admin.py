"""The admin: stewards only, settings and people only, and every change in the ledger."""

import json
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from governance.models import Mailbox, Platform, Rules
from ledger import verification
from ledger.models import Entry, Words
from people import tokens
from people.models import Team, User
from tests.cast import Cast
from tests.pages.conftest import SignIn

NO_ROWS = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
EXPECTED = {"Mailbox", "Platform", "PolicyVersion", "Rules", "Team", "Token", "User"}


@pytest.fixture
def steward(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.steward)


def test_nothing_else_can_be_edited() -> None:
    assert {model.__name__ for model in admin.site._registry} == EXPECTED


@pytest.mark.parametrize("who", ["member", "officer", "head", "auditor", "executive"])
def test_others_do_not_enter(cast: Cast, sign_in: SignIn, who: str) -> None:
    client = sign_in(cast.everybody[who])
    for page in ("/admin/", "/admin/people/user/"):
        assert client.get(page).status_code == 302


def test_staff_without_the_role_does_not_enter(cast: Cast, sign_in: SignIn) -> None:
    User.objects.filter(pk=cast.member.pk).update(is_staff=True, is_superuser=True)
    assert sign_in(User.objects.get(pk=cast.member.pk)).get("/admin/").status_code == 302


def test_every_page_opens(cast: Cast, steward: Client) -> None:
    platform = Platform.objects.get(slug="x")
    for page in (
        "",
        "people/user/",
        "people/user/add/",
        f"people/user/{cast.lead.pk}/change/",
        "people/team/",
        "people/team/add/",
        f"people/team/{cast.team.pk}/change/",
        "people/token/",
        "governance/platform/",
        "governance/platform/add/",
        f"governance/platform/{platform.pk}/change/",
        "governance/mailbox/",
        f"governance/mailbox/{Mailbox.objects.get().pk}/delete/",
        "governance/rules/1/change/",
        "governance/policyversion/",
        f"people/user/{cast.lead.pk}/history/",
    ):
        answer = steward.get(f"/admin/{page}")
        assert answer.status_code == 200, page
        assert "argon2" not in answer.text
        assert "md5$" not in answer.text


def test_new_person_is_recorded(cast: Cast, steward: Client) -> None:
    assert steward.post("/admin/people/user/add/", person(cast, "new")).status_code == 302
    made = User.objects.get(email="new@riverside.invalid")
    assert not made.has_usable_password()
    assert not made.is_staff
    entry = last("user.add")
    assert (entry.subject_id, entry.actor_id) == (made.pk, cast.steward.pk)


def test_giving_a_role_is_recorded_in_words(cast: Cast, steward: Client) -> None:
    sent = person(cast, "member", groups=roles("officer", "steward"))
    steward.post(f"/admin/people/user/{cast.member.pk}/change/", sent)
    member = User.objects.get(pk=cast.member.pk)
    assert member.roles == {"officer", "steward"}
    assert member.is_staff
    assert words("user.change")["groups"] == "nothing → officer, steward"
    assert verification.verify().in_order


def test_saving_without_a_change_records_nothing(cast: Cast, steward: Client) -> None:
    sent = person(cast, "member", name="Member", phone="")
    steward.post(f"/admin/people/user/{cast.member.pk}/change/", sent)
    assert not Entry.objects.filter(act="user.change").exists()


def test_last_steward_stays(cast: Cast, steward: Client) -> None:
    answer = steward.post(f"/admin/people/user/{cast.steward.pk}/change/", person(cast, "steward"))
    assert "This is the last steward." in answer.text
    assert User.objects.get(pk=cast.steward.pk).roles == {"steward"}


def test_same_address_in_capitals_is_refused(cast: Cast, steward: Client) -> None:
    answer = steward.post("/admin/people/user/add/", person(cast, "LEAD"))
    assert "Somebody has this e-mail address already." in answer.text


def test_member_joins_a_team(cast: Cast, steward: Client) -> None:
    sent = team(cast) | row(0, cast.outsider)
    steward.post(f"/admin/people/team/{cast.team.pk}/change/", sent)
    assert cast.outsider.memberships.filter(team=cast.team).exists()
    assert "Outsider in Children's Therapies" in words("team.change")["memberships"]


def test_member_twice_is_answered_in_words(cast: Cast, steward: Client) -> None:
    sent = team(cast) | row(0, cast.outsider) | row(1, cast.outsider)
    sent["memberships-TOTAL_FORMS"] = "2"
    answer = steward.post(f"/admin/people/team/{cast.team.pk}/change/", sent, follow=True)
    assert answer.status_code == 200
    assert not cast.outsider.memberships.filter(team=cast.team).exists()


def test_rules_are_recorded_without_an_id(cast: Cast, steward: Client) -> None:
    sent = rules(lapse_grace_days="21")
    assert steward.post("/admin/governance/rules/1/change/", sent).status_code == 302
    assert Rules.current().lapse_grace_days == 21
    assert words("rules.change")["lapse_grace_days"] == "14 → 21"
    assert last("rules.change").subject_id is None
    assert verification.verify().in_order


@pytest.mark.parametrize("months", ["0", "99999", "-1", "", "x"])
def test_rules_that_would_stop_the_clock(cast: Cast, steward: Client, months: str) -> None:
    answer = steward.post("/admin/governance/rules/1/change/", rules(security_review_months=months))
    assert answer.status_code == 200
    assert Rules.current().security_review_months == 6


def test_mailbox_comes_and_goes(cast: Cast, steward: Client) -> None:
    steward.post("/admin/governance/mailbox/add/", {"address": "b@riverside.invalid"})
    made = Mailbox.objects.get(address="b@riverside.invalid")
    steward.post(f"/admin/governance/mailbox/{made.pk}/delete/", {"post": "yes"})
    assert not Mailbox.objects.filter(pk=made.pk).exists()
    assert words("mailbox.remove")["subject"] == "b@riverside.invalid"
    assert verification.verify().in_order


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("hosts", '["not a host"]', "is not a host"),
        ("patterns", '[{"path": "/(?P<handle>.*"}]', "attern 1"),
        ("patterns", "{", "Enter a valid JSON."),
        ("patterns", "null", "atterns"),
        ("reserved", '["\\u0000"]', "Remove the invisible characters."),
        ("url_template", "http://x", "https://"),
    ],
)
def test_wrong_rules_of_a_platform(
    cast: Cast, steward: Client, field: str, value: str, said: str
) -> None:
    x = Platform.objects.get(slug="x")
    answer = steward.post(
        f"/admin/governance/platform/{x.pk}/change/", platform(x) | {field: value}
    )
    assert answer.status_code == 200
    assert said in answer.text
    assert not Entry.objects.filter(act="platform.change").exists()


def test_platform_is_closed(cast: Cast, steward: Client) -> None:
    x = Platform.objects.get(slug="x")
    sent = platform(x)
    sent.pop("active")
    assert steward.post(f"/admin/governance/platform/{x.pk}/change/", sent).status_code == 302
    assert not Platform.objects.get(slug="x").active
    assert words("platform.change")["active"] == "True → False"


def test_token_is_revoked_and_its_hash_never_shown(cast: Cast, steward: Client) -> None:
    token, _ = tokens.issue("Website", scopes=["register:read"], days=None, person=None)
    page = steward.get("/admin/people/token/").text
    assert token.hashed_key not in page
    assert token.pk not in page
    at = f"/admin/people/token/{token.prefix}/revoke/"
    assert "Website" in steward.get(at).text
    assert steward.post(at).status_code == 302
    token.refresh_from_db()
    assert token.revoked
    assert words("token.revoke")["subject"] == "Website"


def test_nothing_can_be_deleted(cast: Cast, steward: Client) -> None:
    for page in (f"people/user/{cast.lead.pk}", f"people/team/{cast.team.pk}"):
        assert steward.post(f"/admin/{page}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("nasty", ["\0", "x" * 5_000, "\u202egpj", "<script>alert(1)</script>"])
def test_nasty_input(cast: Cast, steward: Client, nasty: str) -> None:
    for page, sent in (
        ("people/user/add/", person(cast, "new", name=nasty, phone=nasty)),
        ("people/team/add/", {"name": nasty, "slug": nasty, "kind": nasty, **NO_ROWS}),
        ("governance/mailbox/add/", {"address": nasty, "purpose": nasty}),
        ("governance/rules/1/change/", rules(speak_up_guardian=nasty)),
    ):
        answer = steward.post(f"/admin/{page}", sent, follow=True)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def person(cast: Cast, who: str, **other: Any) -> dict[str, Any]:
    facts = {"email": f"{who}@riverside.invalid", "name": who.title(), "is_active": "on"}
    return {**NO_ROWS, **facts, **other} | memberships(who)


def memberships(name: str) -> dict[str, str]:
    """What the page sends of the memberships that somebody has."""
    user = User.objects.filter(email=f"{name}@riverside.invalid").first()
    found = list(user.memberships.all()) if user else []
    sent = {f"memberships-{key}_FORMS": str(len(found)) for key in ("TOTAL", "INITIAL")}
    for number, each in enumerate(found):
        at = f"memberships-{number}"
        sent |= {f"{at}-id": str(each.pk), f"{at}-team": str(each.team_id)}
        sent |= {f"{at}-user": str(each.user_id)} | (
            {f"{at}-is_lead": "on"} if each.is_lead else {}
        )
    return sent


def team(cast: Cast) -> dict[str, str]:
    facts = {"name": cast.team.name, "kind": "service", "manager": str(cast.manager.pk)}
    return {**facts, "memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0"}


def row(number: int, user: User) -> dict[str, str]:
    return {f"memberships-{number}-user": str(user.pk)}


def roles(*names: str) -> list[str]:
    from django.contrib.auth.models import Group

    return [str(pk) for pk in Group.objects.filter(name__in=names).values_list("pk", flat=True)]


def rules(**other: str) -> dict[str, str]:
    facts = Rules.objects.values().get(pk=1)
    sent = {name: str(value) for name, value in facts.items() if value not in (False, None)}
    return sent | other


def platform(row: Platform) -> dict[str, str]:
    facts: Any = Platform.objects.values().get(pk=row.pk)
    return {
        name: json.dumps(value) if isinstance(value, list) else str(value)
        for name, value in facts.items()
        if value not in (False, None)
    }


def last(act: str) -> Entry:
    entry = Entry.objects.filter(act=act).order_by("-seq").first()
    assert entry is not None
    return entry


def words(act: str) -> dict[str, str]:
    return dict(Words.objects.filter(entry=last(act)).values_list("name", "text"))


def test_teams_change_what_is_listed(cast: Cast, steward: Client) -> None:
    sent = team(cast) | {"name": "Therapies for children", "memberships-TOTAL_FORMS": "0"}
    steward.post(f"/admin/people/team/{cast.team.pk}/change/", sent)
    assert Team.objects.get(pk=cast.team.pk).name == "Therapies for children"
