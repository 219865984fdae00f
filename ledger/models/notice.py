"""A message owed to a person, written in the transaction of the act that caused it."""

import uuid

from django.conf import settings
from django.db import models

PEOPLE = settings.AUTH_USER_MODEL


class Notice(models.Model):
    """`kind` names a template in templates/emails/, `context` what it says; `once` makes a
    reminder of the clock impossible to owe twice.

    `claim` is raised by whoever is about to send it, so that of two only one does. `digest_on` is
    the day on which it was collected with others into one mail. `first_to` is whom it was for
    before they left.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.ForeignKey(PEOPLE, models.PROTECT, related_name="notices")
    first_to = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=40, blank=True, default="")
    about_id = models.UUIDField(null=True)
    context = models.JSONField(default=dict)
    once = models.CharField(max_length=200, null=True, unique=True)
    urgent = models.BooleanField(default=False)

    owed_at = models.DateTimeField()
    try_after = models.DateTimeField()
    claim = models.BigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    digest_on = models.DateField(null=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["owed_at"]
        indexes = [
            models.Index(
                fields=["urgent", "owed_at", "id"],
                name="notices_unsent",
                condition=models.Q(sent_at=None, given_up_at=None),
            ),
            models.Index(fields=["to", "digest_on"], name="notices_by_digest"),
            models.Index(
                fields=["sent_at"],
                name="notices_with_words",
                condition=models.Q(sent_at__isnull=False, emptied_at=None),
            ),
            models.Index(
                fields=["given_up_at"],
                name="notices_given_up",
                condition=models.Q(given_up_at__isnull=False, emptied_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(given_up_at=None),
                name="notice_is_sent_or_given_up",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
