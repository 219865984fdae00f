"""A plan: what a team writes to ask for a channel, to renew one or to change one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django_fsm import FSMField

from governance.plans import guards, inputs
from governance.who import permissions as may
from governance.who import recipients
from ledger.questions import Asked
from ledger.steps import Stateful, Tell, step

if TYPE_CHECKING:
    from people.models import User

PEOPLE = settings.AUTH_USER_MODEL


class Tier(models.TextChoices):
    SERVICE = "service", "service"
    CORPORATE = "corporate", "corporate"


class Plan(Stateful):
    class Kind(models.TextChoices):
        NEW = "new", "a new channel"
        RENEWAL = "renewal", "a renewal"
        CHANGE = "change", "a change"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        UNDER_CONSIDERATION = "under_consideration", "Under consideration"
        CHANGES_REQUESTED = "changes_requested", "Changes requested"
        AWAITING_EXECUTIVE = "awaiting_executive", "Awaiting executive"
        APPROVED = "approved", "Approved"
        REJECTED = "rejected", "Rejected"
        WITHDRAWN = "withdrawn", "Withdrawn"

    IN_HAND = (
        State.SUBMITTED,
        State.UNDER_CONSIDERATION,
        State.CHANGES_REQUESTED,
        State.AWAITING_EXECUTIVE,
    )
    WRITABLE = (State.DRAFT, State.CHANGES_REQUESTED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NEW)
    state = FSMField(choices=State, default=State.DRAFT, protected=True)
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
    conditions = models.TextField(blank=True)
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
                condition=models.Q(
                    state__in=[
                        "draft",
                        "submitted",
                        "under_consideration",
                        "changes_requested",
                        "awaiting_executive",
                        "approved",
                        "rejected",
                        "withdrawn",
                    ]
                ),
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
                condition=models.Q(
                    state__in=[
                        "submitted",
                        "under_consideration",
                        "changes_requested",
                        "awaiting_executive",
                    ]
                ),
                name="one_open_plan_a_channel",
            ),
            models.UniqueConstraint(
                fields=["address_key"],
                condition=models.Q(
                    kind="new",
                    state__in=[
                        "submitted",
                        "under_consideration",
                        "changes_requested",
                        "awaiting_executive",
                    ],
                ),
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

    @step(
        source=[State.DRAFT, State.CHANGES_REQUESTED],
        target=State.SUBMITTED,
        label="Submit the plan",
        who=may.author | may.team_lead,
        guards=[
            guards.sections_complete,
            guards.consultation_recorded,
            guards.policy_acknowledged,
            guards.two_administrators,
            guards.recovery_mailbox_listed,
            guards.ends_in_time,
            guards.corporate_only_where_allowed,
            guards.somebody_decides,
            guards.no_other_open_plan,
            guards.address_free,
            guards.platform_open,
        ],
        tells=[Tell("plan_submitted", recipients.deciders)],
    )
    def submit(self, asked: Asked) -> None:
        self.submitted_by_id, self.submitted_at = asked.by.pk, asked.at
        self.officer = None
        self.approved_by = self.approved_at = None

    @step(
        source=[State.SUBMITTED],
        target=State.UNDER_CONSIDERATION,
        label="Take the plan up",
        who=may.may_take_up,
        tells=[Tell("plan_taken_up", recipients.proposers)],
        refusals_matter=True,
    )
    def take_up(self, asked: Asked) -> None:
        self.officer_id = asked.by.pk

    @step(
        source=[State.UNDER_CONSIDERATION],
        target=State.SUBMITTED,
        label="Release the plan",
        who=may.officer_in_charge | may.head,
        tells=[Tell("plan_submitted", recipients.deciders)],
    )
    def release(self, asked: Asked) -> None:
        self.officer = None

    @step(
        source=[State.UNDER_CONSIDERATION, State.AWAITING_EXECUTIVE],
        target=State.CHANGES_REQUESTED,
        label="Ask for changes",
        who=may.deciding_now,
        form=inputs.RequestChanges,
        tells=[Tell("plan_changes_requested", recipients.proposers)],
        refusals_matter=True,
    )
    def request_changes(self, asked: Asked) -> None:
        self.changes_wanted = asked.inputs["changes_wanted"]

    @step(
        source=[State.UNDER_CONSIDERATION],
        target=[State.APPROVED, State.AWAITING_EXECUTIVE],
        label="Approve the plan",
        who=may.may_approve,
        guards=[guards.executive_where_wanted, guards.address_free, guards.platform_open],
        form=inputs.Approve,
        tells=[
            Tell("plan_approved", recipients.proposers_if_approved),
            Tell("plan_awaits_sign_off", recipients.executives_if_awaited),
        ],
        locks=guards.channel_and_reviews,
        refusals_matter=True,
    )
    def approve(self, asked: Asked) -> str:
        self.approved_by_id, self.approved_at = asked.by.pk, asked.at
        self.conditions = asked.inputs["conditions"]
        if asked.inputs["second_sign_off"] or guards.second_sign_off_due(self):
            return self.State.AWAITING_EXECUTIVE
        self._carry_out(asked)
        return self.State.APPROVED

    @step(
        source=[State.AWAITING_EXECUTIVE],
        target=State.APPROVED,
        label="Sign off the plan",
        who=may.may_sign_off,
        guards=[guards.address_free, guards.platform_open],
        tells=[Tell("plan_approved", recipients.proposers_and_officer)],
        locks=guards.channel_and_reviews,
        refusals_matter=True,
    )
    def sign_off(self, asked: Asked) -> None:
        self.signed_off_by_id, self.signed_off_at = asked.by.pk, asked.at
        self._carry_out(asked)

    @step(
        source=[State.UNDER_CONSIDERATION, State.AWAITING_EXECUTIVE],
        target=State.REJECTED,
        label="Reject the plan",
        who=may.deciding_now,
        form=inputs.Reason,
        tells=[Tell("plan_rejected", recipients.proposers)],
        refusals_matter=True,
        danger=True,
    )
    def reject(self, asked: Asked) -> None:
        self.decision_reason, self.decided_at = asked.inputs["reason"], asked.at

    @step(
        source=[State.DRAFT, *IN_HAND],
        target=State.WITHDRAWN,
        label="Withdraw the plan",
        who=may.author | may.team_lead,
        tells=[Tell("plan_withdrawn", recipients.officer_of_plan)],
        danger=True,
    )
    def withdraw(self, asked: Asked) -> None:
        self.decided_at = asked.at

    @step(
        source=[State.REJECTED, State.WITHDRAWN],
        target=State.DRAFT,
        label="Open the plan again",
        who=may.author | may.team_lead,
        silent="It is a draft again; the officers hear of it when it is submitted.",
    )
    def reopen(self, asked: Asked) -> None:
        self.decided_at, self.decision_reason = None, ""
        self.submitted_by = self.submitted_at = None
        self.approved_by = self.approved_at = None
        self.signed_off_by = self.signed_off_at = None
        self.officer = None

    def _carry_out(self, asked: Asked) -> None:
        """An approved plan creates or changes its channel in the same transaction."""
        from governance.channels import acts as channels

        self.decided_at = asked.at
        self.channel = channels.follow_plan(self, by=asked.by, today=asked.today)
