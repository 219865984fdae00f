"""Leave to open a custodian's keys: one person, one reason, a limited time; and each use of it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django_fsm import FSMField

from ledger.steps import Stateful
from vault.models.custodian import Custodian, Policy
from vault.models.version import Version

PEOPLE = settings.AUTH_USER_MODEL


class Grant(Stateful):
    class State(models.TextChoices):
        REQUESTED = "requested", "Requested"
        ACTIVE = "active", "Active"
        ENDED = "ended", "Ended"
        ACCOUNTED = "accounted", "Accounted for"
        REFUSED = "refused", "Refused"
        TIMED_OUT = "timed_out", "Timed out"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class What(models.TextChoices):
        KEYS = "keys", "the keys"
        SEED = "seed", "the authenticator seed"

    class Purpose(models.TextChoices):
        ACT = "act", "to act on the channel"
        TEST = "test", "to test that the keys still work"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    state = FSMField(choices=State, default=State.REQUESTED, protected=True)
    custodian = models.ForeignKey(Custodian, models.PROTECT, related_name="grants")
    person = models.ForeignKey(PEOPLE, models.PROTECT, related_name="grants")
    what = models.CharField(max_length=10, choices=What, default=What.KEYS)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.ACT)
    policy = models.CharField(max_length=20, choices=Policy)
    in_hours = models.BooleanField()
    minutes = models.PositiveSmallIntegerField()
    uses_allowed = models.PositiveSmallIntegerField(null=True)
    reason = models.TextField()
    requested_at = models.DateTimeField()
    times_out_at = models.DateTimeField()
    turn = models.PositiveIntegerField(default=0)

    decided_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refused_reason = models.TextField(blank=True)
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    account_by = models.DateField(null=True)
    account = models.TextField(blank=True)
    accounted_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    accounted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-requested_at"]
        indexes = [
            models.Index(
                fields=["ends_at"], name="vault_grant_active", condition=models.Q(state="active")
            ),
            models.Index(
                fields=["times_out_at"],
                name="vault_grant_requested",
                condition=models.Q(state="requested"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "requested",
                        "active",
                        "ended",
                        "accounted",
                        "refused",
                        "timed_out",
                        "withdrawn",
                    ]
                ),
                name="vault_grant_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(policy__in=Policy.values), name="vault_grant_policy_is_known"
            ),
            models.UniqueConstraint(
                fields=["custodian", "person", "what"],
                condition=models.Q(state__in=["requested", "active"]),
                name="vault_one_open_grant",
            ),
            models.CheckConstraint(
                condition=models.Q(policy="immediate")
                | models.Q(decided_by=None)
                | ~models.Q(decided_by=models.F("person")),
                name="vault_nobody_approves_their_own",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None, decided_at=None)
                | models.Q(decided_by__isnull=False, decided_at__isnull=False),
                name="vault_grant_decided_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["active", "ended", "accounted"],
                    decided_by__isnull=False,
                    ends_at__isnull=False,
                )
                | models.Q(
                    state__in=["requested", "refused", "timed_out", "withdrawn"], ends_at=None
                ),
                name="vault_grant_opened_says_until_when",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="accounted", accounted_by__isnull=False, accounted_at__isnull=False
                )
                | ~models.Q(state="accounted") & models.Q(accounted_by=None, accounted_at=None),
                name="vault_grant_accounted_by_and_at",
            ),
            models.CheckConstraint(
                condition=~models.Q(policy="immediate") | models.Q(account_by__isnull=False),
                name="vault_grant_at_once_says_account_by_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Opening of {self.custodian}"

    @property
    def path(self) -> str:
        """Its page lies below that of the keys."""
        return f"{self.custodian.path}/openings/{self.pk}"

    def told(self) -> dict[str, Any]:
        return {
            "name": self.custodian.name,
            "path": self.path,
            "person": str(self.person),
            "why": self.reason,
        }


class Use(models.Model):
    """One reveal, to look up who opened which version. What counts is in the ledger."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="uses")
    version = models.ForeignKey(Version, models.PROTECT, related_name="uses")
    field = models.CharField(max_length=40)
    at = models.DateTimeField()
    makes_due = models.BooleanField()

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["version", "makes_due"], name="vault_use_by_version")]

    def __str__(self) -> str:
        return f"{self.field}, {self.grant}"
