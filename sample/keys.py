"""How access to the sample's channels is held: keys in the vault, roles, or a phone in a drawer."""

from __future__ import annotations

import datetime
import secrets

from django.utils import timezone

from governance.access import acts as access
from governance.access import custody
from governance.keys import acts as keys_acts
from governance.keys.reading import password_rules
from governance.models import Channel, Tool
from governance.models.platform import AccessMethod
from people.models import User
from sample.organisation import MAILBOX
from sample.people import Cast
from vault import fields, grants, keytests, reveals, rotations
from vault.generator import generate
from vault.models import Custodian, Grant
from vault.secret import Secret, expose_text

CODES = 4
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
SEED_LENGTH = 32
# Found elsewhere in the open, so nobody could tell from it whether a secret has leaked.
NOT_PRINTED = {fields.RECOVERY_MAILBOX}
YES = {"sessions_ended": "yes", "tools_disconnected": "yes", "posts_paused": "yes"}


def hold(channel: Channel, cast: Cast, *, tool: str, today: datetime.date) -> None:
    """Hold access as the channel's method wants it, and test it, before it goes live."""
    officer = cast["officer"]
    if tool:
        _run_through(tool, channel, cast, today)
    match channel.access_method:
        case AccessMethod.KEYS:
            keys_acts.deposit(channel, _sealed(_made(channel)), by=officer, today=today)
            _test(channel, cast, today)
        case AccessMethod.ROLES:
            for key in ("officer", "officer2"):
                _add(channel, officer, today, kind="person", email=cast[key].email)
        case AccessMethod.PARENT:
            if tool:
                return
            own = channel.team.channels.filter(access_method=AccessMethod.KEYS).first()
            through = {"method": AccessMethod.PARENT, "parent": str(own.pk) if own else ""}
            access.set_method(channel, by=officer, today=today, **through)
        case AccessMethod.DEVICE:
            _add(
                channel,
                officer,
                today,
                kind="device",
                name="The grey phone",
                where="Communications office, second drawer",
            )
    channel.refresh_from_db()


def deposit_afresh(
    channels: list[Channel], cast: Cast, *, today: datetime.date
) -> list[dict[str, str]]:
    """New keys for these channels, and every new value: the only time that it is shown."""
    printed = []
    for channel in channels:
        made = _made(channel)
        _replace(channel, made, cast, today)
        printed += [
            {"channel": str(channel.pk), "field": name, "value": value}
            for name, values in made.items()
            if name not in NOT_PRINTED
            for value in values
        ]
    return printed


def _run_through(tool: str, channel: Channel, cast: Cast, today: datetime.date) -> None:
    """A scheduling tool, whose own keys open every channel that it runs."""
    officer = cast["officer"]
    made, _ = Tool.objects.get_or_create(name=tool)
    through = {"method": AccessMethod.PARENT, "tool": str(made.pk)}
    access.set_method(channel, by=officer, today=today, **through)
    _add(channel, officer, today, kind="tool", tool=str(made.pk))
    channel.refresh_from_db()
    keys_acts.deposit(channel, _sealed(_made(channel)), by=officer, today=today)
    _test(channel, cast, today)


def _replace(
    channel: Channel, made: dict[str, list[str]], cast: Cast, today: datetime.date
) -> None:
    officer = cast["officer"]
    waiting = custody.rotation_of(custody.custodian_of(channel))
    if waiting is not None and waiting.state == waiting.State.PROPOSED:
        reason = "The sample is restored."
        rotations.abandon(waiting, by=officer, today=today, reason=reason)
    _, rotation = keys_acts.deposit(channel, _sealed(made), by=officer, today=today)
    if rotation is not None:
        rotations.confirm(rotation, by=officer, today=today, **YES)
    channel.refresh_from_db()
    _test(channel, cast, today)


def _test(channel: Channel, cast: Cast, today: datetime.date) -> None:
    """By the other officer, who opens them for it; the head approves."""
    channel.refresh_from_db()
    custodian = custody.custodian_of(channel)
    if custodian is not None:
        tester = cast["officer2"]
        _open_for_a_test(custodian, tester, cast["head"], today)
        keytests.record(custodian, by=tester, today=today)
    channel.refresh_from_db()


def _open_for_a_test(custodian: Custodian, by: User, approver: User, today: datetime.date) -> None:
    _end_earlier(custodian, by, today)
    wish = grants.Wish(reason="Do the keys work?", purpose=Grant.Purpose.TEST)
    grant = grants.request(custodian, wish, in_hours=True, by=by, today=today)
    grants.approve(grant, by=approver, today=today)
    for name in (fields.USERNAME, fields.PASSWORD, fields.TOTP_SEED):
        now = timezone.now()
        reveals.reveal(grant, name, by=by, today=today, signed_in_at=now)
    grants.end(grant, by=by, today=today)
    custodian.refresh_from_db()


def _end_earlier(custodian: Custodian, by: User, today: datetime.date) -> None:
    """What somebody who tried the program left open."""
    mine = custodian.grants.filter(person=by, what=Grant.What.KEYS)
    for grant in mine.filter(state=Grant.State.REQUESTED):
        grants.withdraw(grant, by=by, today=today)
    for grant in mine.filter(state=Grant.State.ACTIVE):
        grants.end(grant, by=by, today=today)


def _add(channel: Channel, officer: User, today: datetime.date, **answers: str) -> None:
    holder = access.add(channel, by=officer, today=today, **{"level": "full", **answers})
    access.confirm(holder, by=officer, today=today)


def _made(channel: Channel) -> dict[str, list[str]]:
    """Keys as a team would deposit them; no two values are ever the same."""
    return {
        fields.USERNAME: [f"{channel.handle.lstrip('@').lower()}.{secrets.token_hex(4)}"],
        fields.PASSWORD: [expose_text(generate(password_rules(channel)))],
        fields.RECOVERY_MAILBOX: [MAILBOX],
        fields.TOTP_SEED: ["".join(secrets.choice(ALPHABET) for _ in range(SEED_LENGTH))],
        fields.BACKUP_CODES: [secrets.token_hex(5) for _ in range(CODES)],
        fields.NOTES: [f"Support knows us by the reference {secrets.token_hex(6).upper()}."],
    }


def _sealed(made: dict[str, list[str]]) -> dict[str, Secret]:
    return {name: Secret("\n".join(values)) for name, values in made.items()}
