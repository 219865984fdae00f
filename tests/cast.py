"""A small cast: who is who, and plans and channels brought to a state by real acts."""

import base64
import datetime
import secrets
from dataclasses import dataclass, fields
from typing import Any
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from governance.access import acts as access
from governance.channels import acts as channels
from governance.keys import acts as keys_acts
from governance.models import Channel, Mailbox, Plan, Platform, PolicyVersion
from governance.models.platform import AccessMethod
from governance.plans import acts as plans
from governance.plans import consultations, writing
from governance.policy import acts as policies
from governance.policy import reading
from people.models import Appointment, Duty, Membership, Team, User
from people.roles import Role
from tests.originals import copied, originals
from vault import keytests
from vault.models import Custodian
from vault.secret import Secret

TODAY = datetime.date(2027, 1, 4)
NOON = datetime.datetime(2027, 1, 4, 12, tzinfo=datetime.UTC)
MAILBOX = "social@riverside.invalid"
SET_UP = {"two_step": True, "recovery": True, "branding": True, "monitoring": True}
PASSWORD = "correct horse battery staple"
REASON = {"reason": "It is needed."}
"""Why a plan is approved or signed off."""
SECOND_STEP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


@dataclass
class Cast:
    """`lead` leads the therapies team, `officer` and `officer2` are of communications."""

    team: Team
    communications: Team
    other_team: Team
    lead: User
    member: User
    administrator: User
    manager: User
    outsider: User
    officer: User
    officer2: User
    head: User
    executive: User
    on_call: User
    auditor: User
    steward: User

    @property
    def everybody(self) -> dict[str, User]:
        return {name: each for name, each in vars(self).items() if isinstance(each, User)}


@pytest.fixture(scope="session")
def first_cast(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Made before any test can move the clock or change a rule; nothing of it stays."""
    begun = transaction.atomic()
    begun._from_testcase = True  # type: ignore[attr-defined]  # acts may end in it, as in a test
    with django_db_blocker.unblock(), begun:
        originals.record(_new_cast, suspended_channel)
        transaction.set_rollback(True)


@pytest.fixture
def cast(first_cast: None, db: None) -> Cast:
    assert originals.people is not None
    originals.people.copy()
    return _copied_cast()


def _copied_cast() -> Cast:
    people = {user.email.partition("@")[0]: user for user in User.objects.all()}
    teams = {team.slug: team for team in Team.objects.all()}
    return Cast(
        team=teams["therapies"],
        communications=teams["communications"],
        other_team=teams["pharmacy"],
        **{each.name: people[each.name] for each in fields(Cast) if each.name in people},
    )


def _new_cast() -> Cast:
    team = Team.objects.create(slug="therapies", name="Children's Therapies")
    communications = Team.objects.create(
        slug="communications", name="Communications", kind=Team.Kind.COMMUNICATIONS
    )
    other_team = Team.objects.create(slug="pharmacy", name="Pharmacy")
    made = Cast(
        team=team,
        communications=communications,
        other_team=other_team,
        lead=person("lead", team, leads=True),
        member=person("member", team),
        administrator=person("administrator", team),
        manager=person("manager"),
        outsider=person("outsider", other_team, leads=True),
        officer=person("officer", communications, roles=[Role.OFFICER]),
        officer2=person("officer2", communications, roles=[Role.OFFICER]),
        head=person("head", communications, roles=[Role.HEAD]),
        executive=person("executive", roles=[Role.EXECUTIVE]),
        on_call=person("on_call", roles=[Role.ON_CALL]),
        auditor=person("auditor", roles=[Role.AUDITOR]),
        steward=person("steward", roles=[Role.STEWARD], is_staff=True),
    )
    Team.objects.filter(pk=team.pk).update(manager=made.manager)
    team.refresh_from_db()
    Mailbox.objects.create(address=MAILBOX)
    return made


def person(
    name: str, team: Team | None = None, *, leads: bool = False, roles: Any = (), **facts: Any
) -> User:
    user = User.objects.create_user(
        f"{name}@riverside.invalid", PASSWORD, name=name.replace("_", " ").title(), **facts
    )
    appoint(user, *roles)
    if team:
        Membership.objects.create(team=team, user=user, is_lead=leads)
    return user


def appoint(user: User, *roles: Role, since: datetime.datetime = LONG_AGO) -> None:
    """The role works since then: it is theirs, and there is a second step where it needs one."""
    for role in roles:
        held = {"state": "held", "basis": "before", "given_at": since, "since": since}
        Appointment.objects.create(person=user, role=role, **held)
        if role.decides_or_opens:
            second_step(user, since=since)
    user.__dict__.pop("_standing", None)


def second_step(user: User, since: datetime.datetime = LONG_AGO) -> None:
    """The authenticator app of everybody here has the same secret."""
    if not Authenticator.objects.filter(user=user, type="totp").exists():
        made = totp.TOTP.activate(user, SECOND_STEP)
        Authenticator.objects.filter(pk=made.instance.pk).update(created_at=since)
    user.__dict__.pop("_standing", None)


def dismiss(user: User) -> None:
    """Every role ends."""
    now = datetime.datetime.now(datetime.UTC)
    ended = {"state": "ended", "ended_at": now}
    Appointment.objects.standing().filter(person=user).update(**ended)
    user.__dict__.pop("_standing", None)


def code() -> str:
    """What the authenticator app shows now, as if nobody had used it yet."""
    caches["default"].clear()  # a code counts once, and a test's clock may stand still
    counter = next(totp.yield_hotp_counters_from_time())
    return str(totp.format_hotp_value(totp.hotp_value(SECOND_STEP, counter)))


def sign_in_by_form(client: Client, user: User) -> Any:
    """The answer to the last step: the password, and the code where there is a second step."""
    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    if answer.headers.get("Location", "").startswith(reverse("mfa_authenticate")):
        answer = client.post(reverse("mfa_authenticate"), {"code": code()})
    return answer


def on_duty(user: User, now: datetime.datetime = NOON) -> Duty:
    """On duty for the eight hours around `now`."""
    four = datetime.timedelta(hours=4)
    return Duty.objects.create(user=user, starts_at=now - four, ends_at=now + four)


def policy(cast: Cast, today: datetime.date = TODAY) -> PolicyVersion:
    version = PolicyVersion(
        number="1", title="Social media policy", changes="New.", text="…", published_on=today
    )
    return policies.publish(version, by=cast.officer, today=today)


def draft(cast: Cast, *, by: User | None = None, platform: str = "instagram", **facts: Any) -> Plan:
    """An empty draft for the lead's team."""
    return writing.start(
        by=by or cast.lead,
        today=TODAY,
        team=facts.pop("team", cast.team),
        platform=Platform.objects.get(slug=platform),
        name=facts.pop("name", "Children's Therapies"),
        **facts,
    )


def answers(cast: Cast, **other: Any) -> dict[str, Any]:
    texts = [
        "public_purpose",
        "reason",
        "objectives",
        "audience",
        "benefits",
        "risks",
        "content",
        "out_of_hours",
        "accessibility",
    ]
    return {
        **{name: f"Our {name}." for name in [*texts, "sign_in", "second_step", "closing"]},
        "handle": "@childrenstherapies",
        "lead": str(cast.lead.pk),
        "administrators": [str(cast.lead.pk), str(cast.administrator.pk)],
        "hours_a_week": "3",
        "monitored": "Monday to Friday, 9am to 5pm",
        "recovery_mailbox": MAILBOX,
        "ends_on": "2028-01-04",
    } | other


@copied
def ready(cast: Cast, **facts: Any) -> Plan:
    """A draft that could be submitted."""
    given = facts.pop("answers", {})
    plan = draft(cast, **facts)
    author = plan.author
    writing.write(plan, by=author, today=TODAY, answers=answers(cast, **given))
    consultations.record(
        plan,
        by=cast.officer2 if author == cast.officer else cast.officer,
        today=TODAY,
        held_on="2027-01-04",
        outcome="go_ahead",
        advice="Go ahead.",
    )
    current = reading.current(TODAY)
    if current:
        for user in (cast.lead, cast.administrator):
            policies.acknowledge(current, by=user, today=TODAY)
    return plan


@copied
def submitted(cast: Cast, **facts: Any) -> Plan:
    plan = ready(cast, **facts)
    plans.submit(plan, by=plan.author, today=TODAY)
    return plan


@copied
def under_consideration(cast: Cast, **facts: Any) -> Plan:
    plan = submitted(cast, **facts)
    plans.take_up(plan, by=cast.officer, today=TODAY)
    return plan


@copied
def approved_channel(cast: Cast, **facts: Any) -> Channel:
    plan = under_consideration(cast, **facts)
    plans.approve(plan, by=cast.officer, today=TODAY, **REASON)
    assert plan.channel is not None
    return plan.channel


@copied
def set_up_channel(cast: Cast, **facts: Any) -> Channel:
    channel = approved_channel(cast, **facts)
    checks = {"url": channel.url, **SET_UP}
    channels.confirm_set_up(channel, by=cast.officer, today=TODAY, **checks)
    hold_access(cast, channel)
    return channel


def hold_access(cast: Cast, channel: Channel) -> None:
    """In the way of the channel's platform: keys that are tested, two officers, a device."""
    if channel.access_method == AccessMethod.KEYS:
        keys_acts.deposit(channel, keys(), by=cast.officer, today=TODAY)
        assert channel.custodian is not None
        tested(channel.custodian, cast)
        return
    holders = [{"kind": "person", "email": user.email} for user in (cast.officer, cast.officer2)]
    if channel.access_method == AccessMethod.DEVICE:
        holders = [{"kind": "device", "name": "Phone", "where": "Drawer 2"}]
    for each in holders:
        answers = {"level": "full", **each}
        holder = access.add(channel, by=cast.head, today=TODAY, **answers)
        access.confirm(holder, by=cast.head, today=TODAY)


def tested(custodian: Custodian, cast: Cast) -> None:
    """By the other officer. Signing in on the platform is not done here, nor the opening for it."""
    with patch("vault.keytests.unseen", return_value=[]):
        keytests.record(custodian, by=cast.officer2, today=TODAY)


def keys() -> dict[str, Secret]:
    """New keys, random each time, so that no test finds one of another."""
    return {
        "username": Secret("riverside"),
        "password": Secret(secrets.token_urlsafe(18)),
        "recovery_mailbox": Secret(MAILBOX),
        "totp_seed": Secret(base64.b32encode(secrets.token_bytes(20)).decode()),
        "backup_codes": Secret("\n".join(secrets.token_hex(4) for _ in range(5))),
    }


@copied
def live_channel(cast: Cast, **facts: Any) -> Channel:
    channel = set_up_channel(cast, **facts)
    channels.go_live(channel, by=cast.officer, today=TODAY)
    return channel


@copied
def suspended_channel(cast: Cast, **facts: Any) -> Channel:
    channel = live_channel(cast, **facts)
    channels.suspend(
        channel, by=cast.officer, today=TODAY, cause="content", reason="Outside policy."
    )
    return channel
