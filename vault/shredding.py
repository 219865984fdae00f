"""Owns the end of old keys: without its data key a version is gone, but for backups."""

from datetime import date, timedelta

from django.db import connection, models

from ledger import acts
from ledger.actors import CLOCK, Actor
from vault import holdings
from vault.models.custodian import Custodian
from vault.models.keys import DataKey
from vault.models.version import Version
from vault.permissions import anybody

RETENTION = timedelta(days=90)


def due(*, today: date) -> models.QuerySet[Version]:
    """Old ones after retention; every one of what is retired, once its platform's time is over."""
    old = models.Q(standing=Version.Standing.OLD, replaced_on__lte=today - RETENTION)
    closed = models.Q(custodian__recoverable_until__lt=today)
    held = ~models.Q(standing=Version.Standing.SHREDDED)
    return Version.objects.filter(old | closed).filter(held).select_related("custodian")


def shred_due(*, today: date) -> int:
    """The clock's act. Says how many versions are gone."""
    versions = list(due(today=today))
    for version in versions:
        shred(version, by=CLOCK, today=today)
    if versions and connection.vendor == "sqlite":
        _empty_the_journal()
    return len(versions)


def shred(version: Version, *, by: Actor, today: date) -> None:
    with acts.performing(
        "custodian.shred",
        version.custodian,
        by=by,
        today=today,
        who=anybody,
        label="shred old keys",
    ) as act:
        fresh: Custodian = act.subject
        holding = holdings.of(fresh)
        for standing in (Version.Standing.CURRENT, Version.Standing.PROPOSED):
            known = holding[standing]
            if known and known["version"] == version.number:
                holding[standing] = None
        _overwrite_what_is_deleted()
        gone = list(DataKey.objects.filter(version__pk=version.pk).values_list("pk", flat=True))
        Version.objects.filter(pk=version.pk).update(
            standing=Version.Standing.SHREDDED,
            data_key=None,
            replaced_on=version.replaced_on or today,
        )
        version.sealed.all().delete()
        DataKey.objects.filter(pk__in=gone).delete()
        holdings.note(fresh, act.asked, holding, version=version.number)
        fresh.save()


def _overwrite_what_is_deleted() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _empty_the_journal() -> None:
    """The write-ahead log keeps pages as they were; not inside anybody's transaction."""
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
