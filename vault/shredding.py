"""Owns the end of old keys: without its data key a version is gone, but for backups."""

import logging
from datetime import date, timedelta

from django.db import connection, models

from ledger.actors import CLOCK, Actor
from ledger.acts import Act, act
from ledger.refusals import RefusedError
from vault import holdings
from vault.models.custodian import Custodian
from vault.models.keys import DataKey
from vault.models.version import Version
from vault.permissions import anybody

RETENTION = timedelta(days=90)
GONE = "Somebody else has shredded it."

logger = logging.getLogger(__name__)


def due(*, today: date) -> models.QuerySet[Version]:
    """Old ones after retention; every one of what is retired, once its platform's time is over."""
    held = Version.objects.filter(data_key__isnull=False).order_by()  # what is shredded has none
    old = held.filter(standing=Version.Standing.OLD, replaced_on__lte=today - RETENTION)
    closed = held.filter(custodian__recoverable_until__lt=today)
    found = [*old.values_list("pk", flat=True), *closed.values_list("pk", flat=True)]
    return Version.objects.filter(pk__in=found).select_related("custodian")


def shred_due(*, today: date) -> int:
    """The clock's act. Says how many versions are gone."""
    gone = sum(_shredded(version, today) for version in list(due(today=today)))
    if gone and connection.vendor == "sqlite":
        _empty_the_journal()
    return gone


def _shredded(version: Version, today: date) -> bool:
    """What the ledger contradicts stays, and stands in no other's way."""
    try:
        shred(version, by=CLOCK, today=today)
    except RefusedError as refusal:
        logger.warning("Version %s is not shredded: %s", version.pk, refusal)
        return False
    return True


def shred(version: Version, *, by: Actor, today: date) -> None:
    end_for_ever(version.custodian, version, by=by, today=today)


@act(
    "custodian.shred",
    Custodian,
    label="Shred old keys",
    who=anybody,
    silent="They open nothing any more; the rotation or the closure was told.",
)
def end_for_ever(custodian: Custodian, act: Act, version: Version) -> None:
    holding = holdings.of(custodian)
    if Version.objects.get(pk=version.pk).standing == Version.Standing.SHREDDED:
        raise RefusedError(GONE)
    for standing in (Version.Standing.CURRENT, Version.Standing.PROPOSED):
        known = holding[standing]
        if known and known["version"] == version.number:
            holding[standing] = None
    _overwrite_what_is_deleted()
    gone = list(DataKey.objects.filter(version__pk=version.pk).values_list("pk", flat=True))
    Version.objects.filter(pk=version.pk).update(
        standing=Version.Standing.SHREDDED,
        data_key=None,
        replaced_on=version.replaced_on or act.today,
    )
    version.sealed.all().delete()
    DataKey.objects.filter(pk__in=gone).delete()
    holdings.note(custodian, act, holding, version=version.number)


def _overwrite_what_is_deleted() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _empty_the_journal() -> None:
    """The write-ahead log keeps pages as they were; not inside anybody's transaction."""
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
