"""Something to be put right on a channel by a day: found by a review, or asked by an approval."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.conf import settings
from django.db import models

from ledger.days import in_words

PEOPLE = settings.AUTH_USER_MODEL


class Finding(models.Model):
    """What a `review` found, or a condition of the approval of a `plan`; it belongs to the channel.

    So it stays, whatever becomes of the review or the plan, until somebody says that it is done and
    an officer ticks it off: `fixed` is what was said, `ticked` what the officer saw.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.ForeignKey("governance.Channel", models.PROTECT, related_name="findings")
    review = models.ForeignKey(
        "governance.Review", models.PROTECT, null=True, related_name="findings"
    )
    plan = models.ForeignKey(
        "governance.Plan", models.PROTECT, null=True, related_name="conditions_set"
    )
    owner = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    deadline = models.DateField()
    fixed_on = models.DateField(null=True)
    fixed_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    what_was_done = models.TextField(blank=True)
    ticked_on = models.DateField(null=True)
    ticked_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    what_was_seen = models.TextField(blank=True)

    class Meta:
        ordering = ["deadline"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fixed_on=None, fixed_by=None)
                | models.Q(fixed_on__isnull=False, fixed_by__isnull=False),
                name="finding_fixed_on_and_by_together",
            ),
            models.CheckConstraint(
                condition=models.Q(ticked_on=None, ticked_by=None)
                | models.Q(
                    ticked_on__isnull=False, ticked_by__isnull=False, fixed_on__isnull=False
                ),
                name="finding_ticked_on_and_by_once_it_is_fixed",
            ),
            models.CheckConstraint(
                condition=models.Q(review=None, plan__isnull=False)
                | models.Q(review__isnull=False, plan=None),
                name="finding_of_a_review_or_a_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"{'Condition' if self.is_condition else 'Finding'} on {self.channel}"

    @property
    def is_condition(self) -> bool:
        return self.plan_id is not None

    @property
    def origin(self) -> str:
        """Where it comes from, as a sentence goes on."""
        if self.review is None:
            return "a condition of its approval"
        return f"a finding of the {self.review.get_kind_display().lower()} review"

    def told(self) -> dict[str, Any]:
        return {
            "name": self.channel.name,
            "platform": str(self.channel.platform),
            "team": str(self.channel.team),
            "kind": self.review.get_kind_display().lower() if self.review else "",
            "origin": self.origin,
            "finding": self.text,
            "due_on": in_words(self.deadline),
            "path": f"/reviews/findings/{self.pk}",
        }

    @property
    def waits_for_a_tick(self) -> bool:
        return self.fixed_on is not None and self.ticked_on is None

    def is_overdue(self, today: datetime.date) -> bool:
        return self.fixed_on is None and self.deadline < today
