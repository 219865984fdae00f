"""The admin: for stewards only, settings and people only, and whatever is typed into it."""

import pytest
from django.contrib import admin
from django.test import Client

from governance.models import Mailbox, Platform
from people.models import User
from tests.cast import Cast
from tests.pages.admin.forms import NO_ROWS, person, rules
from tests.pages.conftest import SignIn

EXPECTED = {"Mailbox", "Platform", "PolicyVersion", "Rules", "Team", "Token", "User"}


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


def test_nothing_can_be_deleted(cast: Cast, steward: Client) -> None:
    for page in (f"people/user/{cast.lead.pk}", f"people/team/{cast.team.pk}"):
        assert steward.post(f"/admin/{page}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    "nasty",
    ["\0", "x" * 5_000, "\u202egpj", "<script>alert(1)</script>"],
    ids=["nothing", "much", "backwards", "script"],
)
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
