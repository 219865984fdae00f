"""What the organisation's directory knows of a person, where it has told us of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class DirectoryEntry(models.Model):
    """`external_id` is the directory's own name for the person. An entry that was deleted there
    stays with the day, because the person does."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="in_directory"
    )
    external_id = models.CharField(max_length=200, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "directory entries"
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"],
                condition=~models.Q(external_id=""),
                name="one_person_an_external_id",
            )
        ]

    def __str__(self) -> str:
        return str(self.person)
