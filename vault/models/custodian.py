"""What the vault knows of a thing that has keys."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

PEOPLE = settings.AUTH_USER_MODEL


class Policy(models.TextChoices):
    DUAL = "dual", "another person approves"
    IMMEDIATE = "immediate", "at once, accounted for afterwards"


class Custodian(models.Model):
    """An id, a name, a grant policy. `path` is its keys' page; `turn` counts its entries."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=255)
    path = models.CharField(max_length=255)
    in_hours = models.CharField(max_length=20, choices=Policy, default=Policy.DUAL)
    out_of_hours = models.CharField(max_length=20, choices=Policy, default=Policy.IMMEDIATE)
    corporate = models.BooleanField(default=False)
    minutes = models.PositiveSmallIntegerField(default=60)
    responsible: models.ManyToManyField[AbstractBaseUser, models.Model] = models.ManyToManyField(
        PEOPLE, related_name="answers_for_custodians"
    )
    turn = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(auto_now_add=True)
    retired_on = models.DateField(null=True)
    recoverable_until = models.DateField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(in_hours__in=Policy.values, out_of_hours__in=Policy.values),
                name="vault_custodian_policies_are_known",
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__range=(5, 480)),
                name="vault_custodian_minutes_are_bounded",
            ),
            models.CheckConstraint(
                condition=models.Q(retired_on=None, recoverable_until=None)
                | models.Q(retired_on__isnull=False, recoverable_until__isnull=False),
                name="vault_custodian_retired_says_until_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def told(self) -> dict[str, str]:
        """What notices about it say."""
        return {"name": self.name, "path": self.path}

    def policy(self, *, in_hours: bool) -> str:
        return self.in_hours if in_hours else self.out_of_hours


class PolicyChange(models.Model):
    """A loosened policy that waits for a second person."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    custodian = models.OneToOneField(Custodian, models.PROTECT, related_name="policy_change")
    in_hours = models.CharField(max_length=20, choices=Policy)
    out_of_hours = models.CharField(max_length=20, choices=Policy)
    asked_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.custodian)
