"""A department or service that may hold channels, and who belongs to it."""

import uuid

from django.conf import settings
from django.db import models


class Team(models.Model):
    class Kind(models.TextChoices):
        SERVICE = "service", "service"
        COMMUNICATIONS = "communications", "communications"
        MARKETING = "marketing", "marketing"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SERVICE)
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="managed_teams",
        help_text="The person above the team, whom overdue things reach.",
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["service", "communications", "marketing"]),
                name="team_kind_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def may_hold_corporate_channels(self) -> bool:
        return self.kind in (self.Kind.COMMUNICATIONS, self.Kind.MARKETING)


class Membership(models.Model):
    team = models.ForeignKey(Team, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    is_lead = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "user"],
                condition=models.Q(ended_on=None),
                name="one_membership_a_team_and_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.team}"
