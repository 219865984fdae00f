"""The organisation's own policy in its versions, and who has read which."""

import uuid

from django.conf import settings
from django.db import models


class PolicyVersion(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=150)
    changes = models.TextField(help_text="What is new, in a few sentences.")
    text = models.TextField()
    published_on = models.DateField()
    review_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-published_on", "-made_at"]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class Acknowledgement(models.Model):
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="acknowledgements")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="acknowledgements"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "user"], name="one_acknowledgement_a_version_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} has read {self.version}"
