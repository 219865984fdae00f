"""Who said "I am on call until …", and when."""

import uuid

from django.conf import settings
from django.db import models


class Duty(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="duties")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "duties"
        ordering = ["-starts_at"]
        indexes = [models.Index(fields=["user", "ends_at"], name="duty_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("starts_at")), name="duty_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} until {self.ends_at:%d %B %Y %H:%M}"
