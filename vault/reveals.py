"""Owns the one function that shows a key. A record may lack its reveal, never the reverse."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from ledger.actors import Actor
from ledger.refusals import RefusedError
from vault import fields, freshness, keyring, totp
from vault.charging import Charged, Wanted, charge, give_back
from vault.cipher import CannotOpen
from vault.models.grant import Grant
from vault.models.version import Version
from vault.secret import Secret

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
    wanted = Wanted(field, standing, version, key, signed_in_at)
    charged = charge(grant, wanted, by=by, today=today)
    value = _opened(charged)
    shown = _shown(grant, field, value, charged) if value is not None else None
    if shown is None:
        give_back(grant, charged.turn, by=by, today=today)
        raise RefusedError(DOES_NOT_OPEN)
    return shown


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


def _opened(charged: Charged) -> Secret | None:
    try:
        return charged.key.unseal(charged.sealed.field, bytes(charged.sealed.value))
    except CannotOpen:
        return None


def _shown(grant: Grant, field: str, value: Secret, charged: Charged) -> Revealed | None:
    """Of a seed its code, unless the opening is for the seed itself."""
    if field == fields.TOTP_SEED and grant.what == Grant.What.KEYS:
        return _code(value)
    return Revealed(field, value, codes_left=charged.codes_left)


def _code(seed: Secret) -> Revealed | None:
    found = totp.parameters(seed)
    if found is None:
        return None
    code, seconds = totp.code(found, timezone.now())
    return Revealed(fields.TOTP_SEED, code, seconds=seconds)
