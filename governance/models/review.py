"""The periodic look at a live channel: of its life span or of its security."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django_fsm import FSMField

from governance.reviews import guards, inputs
from governance.who import permissions as may
from governance.who import recipients
from ledger.questions import Asked
from ledger.steps import Stateful, Tell, step

PEOPLE = settings.AUTH_USER_MODEL


class Review(Stateful):
    class Kind(models.TextChoices):
        LIFE_SPAN = "life_span", "Life span"
        SECURITY = "security", "Security"

    class State(models.TextChoices):
        SCHEDULED = "scheduled", "Scheduled"
        OPEN = "open", "Open"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.ForeignKey("governance.Channel", models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=10, choices=Kind)
    state = FSMField(choices=State, default=State.SCHEDULED, protected=True)
    opens_on = models.DateField()
    opened_on = models.DateField(null=True)
    due_on = models.DateField()
    answers = models.JSONField(default=dict)
    answered_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=inputs.Outcome, blank=True)
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
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["scheduled", "open", "answered", "closed"]),
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

    def save(self, *args: Any, **options: Any) -> None:
        """Every change of a review also changes what the register says is next."""
        from governance.published import listings

        super().save(*args, **options)
        listings.refresh_register(self.channel)

    def told(self) -> dict[str, Any]:
        return {
            "name": self.channel.name,
            "platform": str(self.channel.platform),
            "team": str(self.channel.team),
            "kind": self.get_kind_display().lower(),
            "due_on": f"{self.due_on.day} {self.due_on:%B %Y}",
            "outcome": self.get_outcome_display(),
            "path": f"/reviews/{self.pk}",
        }

    def is_overdue(self, today: datetime.date) -> bool:
        """A fact of an open review past its day, not a state."""
        return bool(self.state == self.State.OPEN and self.due_on < today)

    @step(
        source=[State.SCHEDULED],
        target=State.OPEN,
        label="Open the review",
        who=may.clock | may.officer,
        guards=[guards.may_be_reviewed],
        tells=[Tell("review_opened", recipients.told_of_opening)],
        locks=guards.channel_of,
    )
    def open(self, asked: Asked) -> None:
        self.opened_on = asked.today
        self.due_on = guards.due_on(asked.today)

    @step(
        source=[State.OPEN],
        target=State.ANSWERED,
        label="Answer the review",
        who=may.review_answerer,
        form=inputs.Answer,
        tells=[Tell("review_answered", recipients.review_officers)],
        locks=guards.channel_of,
    )
    def answer(self, asked: Asked) -> None:
        self.answers = inputs.as_json(asked.inputs)
        self.answered_by_id, self.answered_at = asked.by.pk, asked.at

    @step(
        source=[State.SCHEDULED, State.OPEN, State.ANSWERED],
        target=State.CLOSED,
        label="Close the review",
        who=may.officer | may.clock,
        guards=[guards.answered_or_over],
        form=inputs.Close,
        tells=[Tell("review_closed", recipients.told_of_closing)],
        locks=guards.channel_of,
    )
    def close(self, asked: Asked) -> None:
        from governance.reviews import acts as reviews

        self.outcome, self.remarks = asked.inputs["outcome"], asked.inputs["remarks"]
        self.closed_by_id, self.closed_on = asked.by.pk, asked.today
        reviews.carry_out(self, asked)


class Finding(models.Model):
    """Something that a review found, to be put right by a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.PROTECT, related_name="findings")
    text = models.TextField()
    deadline = models.DateField()
    fixed_on = models.DateField(null=True)
    fixed_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    what_was_done = models.TextField(blank=True)

    class Meta:
        ordering = ["deadline"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fixed_on=None, fixed_by=None)
                | models.Q(fixed_on__isnull=False, fixed_by__isnull=False),
                name="finding_fixed_on_and_by_together",
            )
        ]

    def __str__(self) -> str:
        return f"Finding on {self.review.channel}"

    def told(self) -> dict[str, Any]:
        return self.review.told() | {
            "finding": self.text,
            "due_on": f"{self.deadline.day} {self.deadline:%B %Y}",
            "path": f"/reviews/findings/{self.pk}",
        }

    def is_overdue(self, today: datetime.date) -> bool:
        return self.fixed_on is None and self.deadline < today

    @property
    def channel(self) -> Any:
        return self.review.channel
