"""What was done about content or a channel on the platform itself, with where the evidence is."""

import uuid

from django.conf import settings
from django.db import models


class Takedown(models.Model):
    class What(models.TextChoices):
        CONTENT = "content", "Content was removed"
        CHANNEL = "channel", "The channel was hidden or closed"
        ACCESS = "access", "Somebody's access was ended"
        OTHER = "other", "Something else"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.ForeignKey("governance.Channel", models.PROTECT, related_name="takedowns")
    what = models.CharField(max_length=10, choices=What)
    details = models.TextField()
    where = models.CharField(max_length=500)
    evidence = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="takedowns")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"takedown on {self.channel}"
