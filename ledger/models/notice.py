"""A message owed to a person, written in the transaction of the act that caused it."""

import uuid

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """`kind` names a template in templates/emails/, `context` what it says; `once` makes a
    reminder of the clock impossible to owe twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=60)
    context = models.JSONField(default=dict)
    once = models.CharField(max_length=200, null=True, unique=True)

    owed_at = models.DateTimeField()
    try_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["owed_at"]
        indexes = [
            models.Index(
                fields=["try_after"], name="notices_unsent", condition=models.Q(sent_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.kind
