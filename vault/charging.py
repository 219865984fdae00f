"""Owns the durable transaction before a key is shown: asked again under locks, charged, told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db import models

from ledger.actors import Actor
from ledger.acts import Act, act
from ledger.questions import Asked
from ledger.refusals import ForbiddenError, RefusedError
from vault import (
    evidence,
    fields,
    freshness,
    holdings,
    keyring,
    permissions,
    proof,
    rotations,
    spending,
    versions,
)
from vault.clock import now_after_locks
from vault.grantfacts import note
from vault.grantrules import holder
from vault.models.custodian import Policy
from vault.models.grant import Grant, Use
from vault.models.rotation import Cause
from vault.models.version import Sealed, Version

NOT_HELD = "This is not among the keys that are held."
NOT_IN_THIS_OPENING = "This opening is not for that: the authenticator seed needs one of its own."
NO_CODES = "All backup codes are spent. New ones are due."


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field of a version, whose key was unlocked before: the provider may be slow."""

    field: str
    standing: Version.Standing
    version: Version | None
    key: keyring.OpenKey | None
    signed_in_at: datetime


@dataclass(frozen=True, slots=True)
class Charged:
    """What may be decrypted now."""

    key: keyring.OpenKey
    sealed: Sealed
    turn: int
    codes_left: int | None


def _locks(grant: Grant, asked: Asked) -> Iterable[models.Model]:
    return [grant.custodian, *permissions.rows_of(asked.by)]


@act(
    "grant.reveal",
    Grant,
    label="Show a key",
    who=holder,
    tells=["keys_opened"],
    locks=_locks,
    refusals_matter=True,
    saves=False,
)
def charge(grant: Grant, act: Act, wanted: Wanted) -> Charged:
    """Ask everything again under the locks, charge, record, tell."""
    grant.custodian = custodian = act.fresh(grant.custodian)
    act.by = cast(Actor, act.fresh(permissions.row_of(act.by)))
    if not permissions.may_ask.permits(custodian, act):
        raise ForbiddenError(permissions.may_ask.sentence("show a key"))
    act.at = now = now_after_locks()
    proved = proof.of(grant, now=now)
    freshness.check(wanted.signed_in_at, now=now, further=proved.uses > 0)
    holding = holdings.of(custodian)
    version, key, standing = wanted.version, wanted.key, wanted.standing
    if version is None:
        raise RefusedError(NOT_HELD)
    sealed = _choose(grant, wanted.field, version, holding)
    if key is None or not holdings.agrees(holding[standing], _again(version, standing), sealed):
        raise evidence.tampered()
    note(
        grant,
        act,
        custodian=str(custodian.pk),
        field=sealed.field,
        version=version.number,
        data_key=str(version.data_key_id),
    )
    # Of a row that somebody changed behind the program's back nothing else is written again.
    grant.save(update_fields=["turn"])
    if fields.name_of(wanted.field) == fields.BACKUP_CODES:
        spending.spend(custodian, version, sealed.field, by=act.by, today=act.today)
    _follow_up(grant, act, version, sealed, first=proved.uses == 0)
    left = len(spending.unspent(version, holding)) - 1 if sealed.field != wanted.field else None
    return Charged(key, sealed, grant.turn, left)


@act(
    "grant.give_back",
    Grant,
    label="Give a use back",
    who=permissions.anybody,
    locks=permissions.its_custodian,
    silent="Nothing was shown, and the person sees it at once.",
    within="It follows a use that could not be decrypted.",
)
def give_back(grant: Grant, act: Act, turn: int) -> None:
    note(grant, act, custodian=str(grant.custodian_id), gives_back=turn)


def _again(version: Version, standing: Version.Standing) -> Version:
    """As it stands under the lock."""
    version.refresh_from_db(fields=["standing", "number", "data_key"])
    if version.standing != standing:
        raise RefusedError(versions.CHANGED_MEANWHILE)
    return version


def _choose(grant: Grant, field: str, version: Version, holding: holdings.Facts) -> Sealed:
    if field not in fields.LABELS:
        raise RefusedError(NOT_HELD)
    if grant.what == Grant.What.SEED and field != fields.TOTP_SEED:
        raise RefusedError(NOT_IN_THIS_OPENING)
    name = field
    if field == fields.BACKUP_CODES:
        codes = spending.unspent(version, holding)
        if not codes:
            raise RefusedError(NO_CODES)
        name = codes[0]
    sealed = version.sealed.filter(field=name).first()
    if sealed is None:
        raise RefusedError(NOT_HELD)
    return sealed


def _follow_up(grant: Grant, act: Act, version: Version, sealed: Sealed, *, first: bool) -> None:
    """Who opened what, whom to tell, and the rotation that an opening from outside makes due."""
    by, today, custodian = act.by, act.today, grant.custodian
    outside = grant.purpose != Grant.Purpose.TEST and not permissions.on_access_list(custodian, by)
    Use.objects.create(
        grant=grant, version=version, field=sealed.field, at=act.at, makes_due=outside
    )
    if outside:
        rotations.fall_due(custodian, Cause.OPENING, by=by, today=today)
    if first and grant.policy == Policy.DUAL:
        act.tell("keys_opened", custodian.responsible.all(), **grant.told())
