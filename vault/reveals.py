"""Owns the one function that shows a key. A record may lack its reveal, never the reverse."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.utils import timezone

from ledger import acts
from ledger.actors import Actor
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
    totp,
    versions,
)
from vault.cipher import CannotOpen
from vault.clock import now_after_locks
from vault.models.custodian import Policy
from vault.models.grant import Grant, Use, holder
from vault.models.rotation import Cause
from vault.models.version import Sealed, Version
from vault.secret import Secret

NOT_HELD = "This is not among the keys that are held."
NOT_IN_THIS_OPENING = "This opening is not for that: the authenticator seed needs one of its own."
NO_CODES = "All backup codes are spent. New ones are due."
DOES_NOT_OPEN = (
    "This could not be opened. It is recorded and does not count as a use. Tell the head of"
    " communications and whoever runs this program."
)


@dataclass(frozen=True, slots=True)
class Revealed:
    """A value, for a page that nobody keeps. Codes of a seed hold for `seconds` more."""

    field: str
    value: Secret
    seconds: int | None = None
    codes_left: int | None = None


@dataclass(frozen=True, slots=True)
class _Charged:
    key: keyring.OpenKey
    sealed: Sealed
    turn: int
    codes_left: int | None


def reveal(
    grant: Grant,
    field: str,
    *,
    by: Actor,
    today: date,
    signed_in_at: datetime,
    standing: Version.Standing = Version.Standing.CURRENT,
) -> Revealed:
    """One field to the holder of an active grant, of the current keys or of the proposed ones.

    Never call it in a transaction: the entry has to be committed before anything is decrypted.
    """
    freshness.check(signed_in_at, now=timezone.now(), further=True)
    version, key = _unlock(grant, standing)
    charged = _charge(
        grant, field, standing, version, key, by=by, today=today, signed_in_at=signed_in_at
    )
    value = _opened(charged)
    if value is None:
        _give_back(grant, charged, by=by, today=today)
        raise RefusedError(DOES_NOT_OPEN)
    if field == fields.TOTP_SEED and grant.what == Grant.What.KEYS:
        return _code(value)
    return Revealed(field, value, codes_left=charged.codes_left)


def _unlock(
    grant: Grant, standing: Version.Standing
) -> tuple[Version | None, keyring.OpenKey | None]:
    """Outside any transaction: the provider may be slow. What does not open is refused later."""
    found = grant.custodian.versions.select_related("data_key")
    version = found.filter(standing=standing).first()
    if version is None or version.data_key is None:
        return version, None
    try:
        return version, keyring.unlock(version.data_key, grant.custodian_id, version.number)
    except CannotOpen:
        return version, None


def _charge(
    grant: Grant,
    field: str,
    standing: Version.Standing,
    version: Version | None,
    key: keyring.OpenKey | None,
    *,
    by: Actor,
    today: date,
    signed_in_at: datetime,
) -> _Charged:
    """The durable transaction: ask everything again under the locks, charge, record, tell."""
    person = permissions.row_of(by)
    with acts.performing(
        "grant.reveal",
        grant,
        by=by,
        today=today,
        who=holder,
        label="show a key",
        lock=[grant.custodian, person],
        refusals_matter=True,
    ) as act:
        fresh: Grant = act.subject
        fresh.custodian = custodian = act.fresh(grant.custodian)
        act.asked.by = cast(Actor, act.fresh(person))
        if not permissions.may_ask.permits(custodian, act.asked):
            raise ForbiddenError(permissions.may_ask.sentence("show a key"))
        act.asked.at = now = now_after_locks()
        proved = proof.of(fresh, now=now)
        freshness.check(signed_in_at, now=now, further=proved.uses > 0)
        holding = holdings.of(custodian)
        if version is None:
            raise RefusedError(NOT_HELD)
        sealed = _choose(fresh, field, version, holding)
        if key is None or not holdings.agrees(holding[standing], _again(version, standing), sealed):
            raise evidence.tampered()
        fresh.note(
            act.asked,
            custodian=str(custodian.pk),
            field=sealed.field,
            version=version.number,
            data_key=str(version.data_key_id),
        )
        fresh.save(update_fields=["turn"])
        if fields.name_of(field) == fields.BACKUP_CODES:
            spending.spend(custodian, version, sealed.field, by=by, today=today)
        _follow_up(act, fresh, version, sealed, first=proved.uses == 0)
        left = len(spending.unspent(version, holding)) - 1 if sealed.field != field else None
    return _Charged(key, sealed, fresh.turn, left)


def _again(version: Version, standing: Version.Standing) -> Version:
    """As it stands under the lock."""
    version.refresh_from_db(fields=["standing", "number", "data_key"])
    if version.standing != standing:
        raise RefusedError(versions.CHANGED_MEANWHILE)
    return version


def _choose(grant: Grant, field: str, version: Version, holding: dict[str, Any]) -> Sealed:
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


def _follow_up(
    act: acts.Act, grant: Grant, version: Version, sealed: Sealed, *, first: bool
) -> None:
    """Who opened what, whom to tell, and the rotation that an opening from outside makes due."""
    by, today, custodian = act.asked.by, act.asked.today, grant.custodian
    outside = grant.purpose != Grant.Purpose.TEST and not permissions.on_access_list(custodian, by)
    Use.objects.create(
        grant=grant, version=version, field=sealed.field, at=act.asked.at, makes_due=outside
    )
    if outside:
        rotations.fall_due(custodian, Cause.OPENING, by=by, today=today)
    if first and grant.policy == Policy.DUAL:
        act.tell("keys_opened", custodian.responsible.all(), **grant.told())


def _give_back(grant: Grant, charged: _Charged, *, by: Actor, today: date) -> None:
    with acts.performing(
        "grant.give_back",
        grant,
        by=by,
        today=today,
        who=permissions.anybody,
        label="give a use back",
        lock=[grant.custodian],
    ) as act:
        fresh: Grant = act.subject
        fresh.note(act.asked, custodian=str(fresh.custodian_id), gives_back=charged.turn)
        fresh.save()


def _opened(charged: _Charged) -> Secret | None:
    try:
        return charged.key.unseal(charged.sealed.field, bytes(charged.sealed.value))
    except CannotOpen:
        return None


def _code(seed: Secret) -> Revealed:
    found = totp.parameters(seed)
    if found is None:
        raise RefusedError(DOES_NOT_OPEN)
    code, seconds = totp.code(found, timezone.now())
    return Revealed(fields.TOTP_SEED, code, seconds=seconds)
