"""The talk with an officer before a plan is submitted, recorded by that officer."""

import uuid

from django.conf import settings
from django.db import models


class Consultation(models.Model):
    class Outcome(models.TextChoices):
        GO_AHEAD = "go_ahead", "Go ahead and write the plan"
        USE_EXISTING = "use_existing", "Use an existing channel instead"
        NOT_SUITABLE = "not_suitable", "A channel is not the right answer"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey("governance.Plan", models.PROTECT, related_name="consultations")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="consultations_asked", null=True
    )
    asked_at = models.DateTimeField(null=True)
    question = models.TextField(blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="consultations_held", null=True
    )
    held_on = models.DateField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    advice = models.TextField(blank=True)
    existing_channel = models.ForeignKey(
        "governance.Channel", models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    officer=None, held_on=None, recorded_at=None, outcome="", advice=""
                )
                | models.Q(officer__isnull=False, held_on__isnull=False, recorded_at__isnull=False),
                name="consultation_recorded_whole_or_not",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(recorded_at=None),
                name="one_open_consultation_a_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"consultation on {self.plan}"
