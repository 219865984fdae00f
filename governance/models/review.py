"""The periodic look at a live channel: of its life span or of its security."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django_fsm import FSMField

from ledger.days import in_words
from ledger.steps import Stateful

PEOPLE = settings.AUTH_USER_MODEL


class ReviewState(models.TextChoices):
    """What each means stands in one row of governance/reviews/states.py."""

    SCHEDULED = "scheduled", "Scheduled"
    OPEN = "open", "Open"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"


class Review(Stateful):
    State = ReviewState

    class Outcome(models.TextChoices):
        FINE = "fine", "All is well"
        FINDINGS = "findings", "Something must be put right"
        SUSPEND = "suspend", "Suspend the channel"
        RETIRE = "retire", "The channel should be retired"

    class Kind(models.TextChoices):
        LIFE_SPAN = "life_span", "Life span"
        SECURITY = "security", "Security"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.ForeignKey("governance.Channel", models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=10, choices=Kind)
    state = FSMField(choices=ReviewState, default=ReviewState.SCHEDULED, protected=True)
    opens_on = models.DateField()
    opened_on = models.DateField(null=True)
    due_on = models.DateField()
    answers = models.JSONField(default=dict)
    answered_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    remarks = models.TextField(blank=True)
    closed_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["due_on"]
        indexes = [
            models.Index(
                fields=["opens_on"], name="reviews_to_open", condition=models.Q(state="scheduled")
            ),
            models.Index(
                fields=["due_on"],
                name="reviews_in_hand",
                condition=models.Q(state__in=["open", "answered"]),
            ),
            # The newest of a channel and kind, however many there have been.
            models.Index(fields=["channel", "kind", "-opens_on"], name="reviews_of_channel"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ReviewState.values),
                name="review_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | ~models.Q(outcome=""),
                name="closed_review_has_an_outcome",
            ),
            models.UniqueConstraint(
                fields=["channel", "kind"],
                condition=~models.Q(state="closed"),
                name="one_open_review_a_channel_and_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} review of {self.channel}"

    def told(self) -> dict[str, Any]:
        return {
            "name": self.channel.name,
            "platform": str(self.channel.platform),
            "team": str(self.channel.team),
            "kind": self.get_kind_display().lower(),
            "due_on": in_words(self.due_on),
            "outcome": self.get_outcome_display(),
            "path": f"/reviews/{self.pk}",
        }

    def is_overdue(self, today: datetime.date) -> bool:
        """A fact of an open review past its day, not a state."""
        return bool(self.state == self.State.OPEN and self.due_on < today)
