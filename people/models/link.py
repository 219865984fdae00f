"""At which provider of single sign-on somebody is whom: by issuer and subject, nothing else."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class LinkQuerySet(models.QuerySet["Link"]):
    def counting(self) -> LinkQuerySet:
        """Of the provider that is configured now; what was unlinked counts for nothing."""
        return self.filter(issuer=settings.OIDC_ISSUER, ended_at=None)


class Link(models.Model):
    """An address or a name at the provider can change hands; issuer and subject never do."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="links")
    issuer = models.URLField(max_length=500)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    vouched_since = models.DateTimeField(null=True)
    """Since when the provider says that it asked for a second step; None where it does not."""

    objects: ClassVar[Any] = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["linked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                condition=models.Q(ended_at=None),
                name="one_person_a_subject",
            ),
            models.UniqueConstraint(
                fields=["issuer", "person"],
                condition=models.Q(ended_at=None),
                name="one_subject_a_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(issuer="") & ~models.Q(subject=""), name="link_names_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.issuer}"
