"""The vault's tests: what vault.md says must be refused is refused."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from people.models import User
from vault import custodians, deposits, grants, reveals, rotations
from vault.grants import AtOnce, Wish
from vault.models import Custodian, Grant, Rotation
from vault.reveals import Revealed
from vault.secret import Secret, expose_text

TODAY = date(2027, 1, 4)
SEED = "JBSWY3DPEHPK3PXP"
KEYS = {
    "username": "marker-username",
    "password": "marker-password",
    "recovery_mailbox": "marker-mailbox@example.invalid",
    "totp_seed": SEED,
    "backup_codes": "marker-code-1\nmarker-code-2\nmarker-code-3\nmarker-code-4",
    "notes": "marker-notes",
}


@dataclass
class People:
    """Anna asks, Ben approves, Carol is a third, Dan is responsible and told."""

    anna: User
    ben: User
    carol: User
    dan: User


def secrets(**given: str) -> dict[str, Secret]:
    return {name: Secret(value) for name, value in given.items()}


def now() -> datetime:
    return datetime.now(UTC)


def ago(minutes: int) -> datetime:
    return now() - timedelta(minutes=minutes)


def registered(by: User, name: str = "X") -> Custodian:
    """Without keys."""
    return custodians.register(name, path="/x", by=by, today=TODAY)


def holding(by: User, name: str = "X", **given: str) -> Custodian:
    """Another custodian, with a password unless something else is given."""
    made = registered(by, name)
    deposits.deposit(made, secrets(**(given or {"password": "p"})), by=by, today=TODAY)
    return made


def asked(custodian: Custodian, by: User, **wish: Any) -> Grant:
    wanted = Wish(reason="A post has to go.", **wish)
    return grants.request(custodian, wanted, in_hours=True, by=by, today=TODAY)


def approved(custodian: Custodian, by: User, approver: User, **wish: Any) -> Grant:
    grant = asked(custodian, by, **wish)
    grants.approve(grant, by=approver, today=TODAY)
    return grant


def at_once(custodian: Custodian, by: User, today: date = TODAY, **wish: Any) -> Grant:
    return grants.immediate(
        custodian,
        Wish(reason="A post has to go.", **wish),
        AtOnce(signed_in_at=now(), account_by=today + timedelta(days=1)),
        in_hours=False,
        by=by,
        today=today,
    )


def show(grant: Grant, field: str = "password", by: User | None = None, **more: Any) -> Revealed:
    given: dict[str, Any] = {"by": by or grant.person, "today": TODAY, "signed_in_at": now()} | more
    return reveals.reveal(grant, field, **given)


def value(grant: Grant, field: str = "password", **more: Any) -> str:
    return expose_text(show(grant, field, **more).value)


def proposed(custodian: Custodian, by: User, **given: str) -> Rotation:
    """New keys beside the old ones: another password unless something else is given."""
    new = secrets(**(given or {"password": "new"}))
    return rotations.propose(custodian, new, by=by, today=TODAY)


ANOTHER = {
    "password": "new",
    "totp_seed": "KRSXG5CTMVRXEZLUKRSXG5CT",
    "backup_codes": "other-1\nother-2\nother-3\nother-4",
}
"""Another value for everything that lets somebody in."""


def seen(custodian: Custodian, by: User, approver: User, *names: str) -> Grant:
    """What one signs in with, shown in an opening for a test that is over then."""
    grant = approved(custodian, by, approver, purpose=Grant.Purpose.TEST)
    for name in names or ("username", "password", "totp_seed"):
        show(grant, name)
    grants.end(grant, by=by, today=TODAY)
    custodian.refresh_from_db()
    return grant


def confirmed(rotation: Rotation, by: User) -> Rotation:
    answers = {"sessions_ended": "yes", "tools_disconnected": "yes", "posts_paused": "not_possible"}
    rotations.confirm(rotation, by=by, today=TODAY, **answers)
    return rotation
