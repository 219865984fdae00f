"""A new secret in place of an old one: due, proposed, confirmed on the platform, or abandoned."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django_fsm import FSMField

from ledger.steps import Stateful
from vault.models.custodian import Custodian

PEOPLE = settings.AUTH_USER_MODEL


class Cause(models.TextChoices):
    OPENING = "opening", "somebody who is not on the access list opened the keys"
    LEAVER = "leaver", "somebody who knew the keys has left"
    ROLE = "role", "somebody who knew the keys has lost the role for it"
    COMPROMISE = "compromise", "the channel may be compromised"
    FINDING = "finding", "a security review found it"
    CODES = "codes", "fewer than three backup codes are left"
    REASON = "reason", "somebody asked for it"
    OFFERED = "offered", "new keys were offered"


class Rotation(Stateful):
    class State(models.TextChoices):
        DUE = "due", "Due"
        PROPOSED = "proposed", "Proposed"
        CONFIRMED = "confirmed", "Confirmed"
        ABANDONED = "abandoned", "Abandoned"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    state = FSMField(choices=State, default=State.DUE, protected=True)
    custodian = models.ForeignKey(Custodian, models.PROTECT, related_name="rotations")
    cause = models.CharField(max_length=20, choices=Cause)
    reason = models.TextField(blank=True)
    due_on = models.DateField()

    proposed_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    sessions_ended = models.CharField(max_length=20, blank=True)
    tools_disconnected = models.CharField(max_length=20, blank=True)
    posts_paused = models.CharField(max_length=20, blank=True)
    abandoned_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    abandoned_at = models.DateTimeField(null=True)
    abandoned_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["custodian"],
                condition=models.Q(state__in=["due", "proposed"]),
                name="vault_one_open_rotation",
            ),
            models.CheckConstraint(
                condition=models.Q(state="due", proposed_by=None, proposed_at=None)
                | models.Q(
                    state__in=["proposed", "confirmed", "abandoned"],
                    proposed_by__isnull=False,
                    proposed_at__isnull=False,
                ),
                name="vault_rotation_proposed_by_and_at",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="confirmed", confirmed_by__isnull=False, confirmed_at__isnull=False
                )
                | models.Q(
                    state__in=["due", "proposed", "abandoned"],
                    confirmed_by=None,
                    confirmed_at=None,
                ),
                name="vault_rotation_confirmed_by_and_at",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="abandoned", abandoned_by__isnull=False, abandoned_at__isnull=False
                )
                | models.Q(
                    state__in=["due", "proposed", "confirmed"],
                    abandoned_by=None,
                    abandoned_at=None,
                ),
                name="vault_rotation_abandoned_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"New keys for {self.custodian}"

    def told(self) -> dict[str, Any]:
        return {
            "name": self.custodian.name,
            "path": self.custodian.path,
            "cause": self.get_cause_display(),
        }
