"""Who has opened what: so that a leaver's keys are changed and nobody else's."""

from typing import Any

from django.db import models

from vault.models.custodian import Custodian
from vault.models.grant import Use
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


def uses_of(custodian: Custodian) -> models.QuerySet[Use, Use]:
    """Every use, newest first, with who and which version."""
    uses = Use.objects.filter(grant__custodian=custodian)
    return uses.select_related("grant__person", "version").order_by("-at")


def people_who_know(version: Version) -> models.QuerySet[Any]:
    from django.contrib.auth import get_user_model

    return get_user_model()._default_manager.filter(grants__uses__version=version).distinct()
