"""A plan: what a team writes to ask for a channel, to renew one or to change one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django_fsm import FSMField

from ledger.steps import Stateful

if TYPE_CHECKING:
    from people.models import User

PEOPLE = settings.AUTH_USER_MODEL


class Tier(models.TextChoices):
    SERVICE = "service", "service"
    CORPORATE = "corporate", "corporate"


class PlanState(models.TextChoices):
    """What each means stands in one row of governance/plans/states.py."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    UNDER_CONSIDERATION = "under_consideration", "Under consideration"
    CHANGES_REQUESTED = "changes_requested", "Changes requested"
    AWAITING_EXECUTIVE = "awaiting_executive", "Awaiting executive"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"


IN_HAND = (
    PlanState.SUBMITTED,
    PlanState.UNDER_CONSIDERATION,
    PlanState.CHANGES_REQUESTED,
    PlanState.AWAITING_EXECUTIVE,
)


class Plan(Stateful):
    State = PlanState
    IN_HAND = IN_HAND
    WRITABLE = (PlanState.DRAFT, PlanState.CHANGES_REQUESTED)
    TO_DECIDE = (PlanState.SUBMITTED, PlanState.UNDER_CONSIDERATION, PlanState.AWAITING_EXECUTIVE)

    class Kind(models.TextChoices):
        NEW = "new", "a new channel"
        RENEWAL = "renewal", "a renewal"
        CHANGE = "change", "a change"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NEW)
    state = FSMField(choices=PlanState, default=PlanState.DRAFT, protected=True)
    team = models.ForeignKey("people.Team", models.PROTECT, related_name="plans")
    author = models.ForeignKey(PEOPLE, models.PROTECT, related_name="plans_written")
    channel = models.ForeignKey(
        "governance.Channel", models.PROTECT, null=True, related_name="plans"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    # What the channel will be
    name = models.CharField(max_length=120)
    platform = models.ForeignKey("governance.Platform", models.PROTECT, related_name="+")
    handle = models.CharField(max_length=255, blank=True)
    address_key = models.CharField(max_length=255, blank=True, db_index=True)
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.SERVICE)

    public_purpose = models.TextField(blank=True)

    # Why a channel that is there is to change
    change_reason = models.TextField(blank=True)

    # Reason and objectives
    reason = models.TextField(blank=True)
    objectives = models.TextField(blank=True)
    audience = models.TextField(blank=True)
    benefits = models.TextField(blank=True)
    risks = models.TextField(blank=True)

    # How it will be managed
    lead = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    administrators: models.ManyToManyField[User, models.Model] = models.ManyToManyField(
        PEOPLE, related_name="plans_administered"
    )
    hours_a_week = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    content = models.TextField(blank=True)
    monitored = models.CharField(max_length=200, blank=True)
    out_of_hours = models.TextField(blank=True)
    accessibility = models.TextField(blank=True)

    # How its security is kept
    recovery_mailbox = models.EmailField(blank=True)
    sign_in = models.TextField(blank=True)
    second_step = models.TextField(blank=True)

    # Expected life span
    ends_on = models.DateField(null=True)
    closing = models.TextField(blank=True)

    # The decision
    submitted_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    officer = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="plans_in_charge")
    changes_wanted = models.TextField(blank=True)
    answers_before = models.JSONField(default=dict)
    """In words by question, as they were when changes were asked for."""
    going_on = models.TextField(blank=True)
    """Why it was submitted though the consultation advised against it."""
    approval_reason = models.TextField(blank=True)
    sign_off_reason = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    """As the decision says them; from the approval on each is a `Finding` with its day."""
    approved_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    signed_off_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    signed_off_at = models.DateTimeField(null=True)
    decision_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-updated_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=PlanState.values),
                name="plan_state_is_known",
            ),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{act}_by": None, f"{act}_at": None})
                    | models.Q(**{f"{act}_by__isnull": False, f"{act}_at__isnull": False}),
                    name=f"plan_{act}_by_and_at_together",
                )
                for act in ("submitted", "approved", "signed_off")
            ),
            models.UniqueConstraint(
                fields=["channel"],
                condition=models.Q(state__in=[str(each) for each in IN_HAND]),
                name="one_open_plan_a_channel",
            ),
            models.UniqueConstraint(
                fields=["address_key"],
                condition=models.Q(kind="new", state__in=[str(each) for each in IN_HAND]),
                name="one_open_plan_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.name}"

    def told(self) -> dict[str, Any]:
        return {
            "reference": self.reference,
            "name": self.name,
            "team": str(self.team),
            "path": f"/plans/{self.pk}",
        }
