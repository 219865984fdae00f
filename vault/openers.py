"""Who has opened what: so that a leaver's keys are changed and nobody else's."""

from django.db import models

from vault.models.custodian import Custodian
from vault.models.version import Version

IN_FORCE = (Version.Standing.CURRENT, Version.Standing.PROPOSED)


def known_to(person: models.Model) -> models.QuerySet[Custodian]:
    """Custodians whose keys in force this person opened, deposited or proposed."""
    versions = Version.objects.filter(standing__in=IN_FORCE).filter(
        models.Q(uses__grant__person_id=person.pk) | models.Q(made_by_id=person.pk)
    )
    return Custodian.objects.filter(versions__in=versions, retired_on=None).distinct()


def known_to_leavers(custodian: Custodian) -> bool:
    """Whether somebody whose sign-in has ended opened, deposited or proposed the current keys."""
    left = models.Q(uses__grant__person__is_active=False) | models.Q(made_by__is_active=False)
    return custodian.versions.filter(left, standing=Version.Standing.CURRENT).exists()
