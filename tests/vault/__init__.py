"""The vault's tests: what vault.md says must be refused is refused."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from people.models import User
from vault import grants
from vault.grants import AtOnce, Wish
from vault.models import Custodian, Grant
from vault.secret import Secret

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


def asked(custodian: Custodian, by: User, **wish: Any) -> Grant:
    wanted = Wish(reason="A post has to go.", **wish)
    return grants.request(custodian, wanted, in_hours=True, by=by, today=TODAY)


def approved(custodian: Custodian, by: User, approver: User, **wish: Any) -> Grant:
    grant = asked(custodian, by, **wish)
    grants.approve(grant, by=approver, today=TODAY)
    return grant


def at_once(custodian: Custodian, by: User, **wish: Any) -> Grant:
    return grants.immediate(
        custodian,
        Wish(reason="A post has to go.", **wish),
        AtOnce(signed_in_at=now(), account_by=TODAY + timedelta(days=1)),
        in_hours=False,
        by=by,
        today=TODAY,
    )
