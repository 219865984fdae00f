"""Who and what can act on a channel now, and who could before."""

import uuid

from django.conf import settings
from django.db import models

PEOPLE = settings.AUTH_USER_MODEL


class Tool(models.Model):
    """A scheduling tool through which channels are run; it has keys of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    url = models.URLField(max_length=300, blank=True)
    custodian = models.OneToOneField(
        "vault.Custodian", models.PROTECT, null=True, related_name="tool"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Holder(models.Model):
    """One line of an access list. Nothing is deleted: who was removed stays, with the day.

    `answers_for_it` says that somebody is on the list because they are lead or administrator. Of a
    tool or a device the `user` is whoever signs it in or keeps it. From `ended_at` on nobody on the
    line learns new keys: then its removal was wanted, or done.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        TOOL = "tool", "Tool"
        AGENCY = "agency", "Agency"
        MAILBOX = "mailbox", "Mailbox"
        DEVICE = "device", "Device"

    class Level(models.TextChoices):
        FULL = "full", "Full control"
        PUBLISH = "publish", "Can publish"
        READ = "read", "Can read"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.ForeignKey("governance.Channel", models.PROTECT, related_name="holders")
    kind = models.CharField(max_length=10, choices=Kind)
    level = models.CharField(max_length=10, choices=Level, default=Level.FULL)
    user = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="access")
    tool = models.ForeignKey(Tool, models.PROTECT, null=True, related_name="channels")
    name = models.CharField(max_length=200, blank=True)
    where = models.CharField(max_length=300, blank=True, help_text="Where a device is kept.")
    contact = models.CharField(max_length=200, blank=True)
    answers_for_it = models.BooleanField(default=False)
    added_on = models.DateField()
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    removal_wanted_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    removed_on = models.DateField(null=True)
    removed_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["person", "tool", "agency", "mailbox", "device"]),
                name="holder_kind_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="person") | models.Q(user__isnull=False),
                name="person_on_access_list_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_on=None, confirmed_by=None)
                | models.Q(confirmed_on__isnull=False, confirmed_by__isnull=False),
                name="holder_confirmed_on_and_by_together",
            ),
            models.CheckConstraint(
                condition=models.Q(removed_on=None, removed_by=None)
                | models.Q(removed_on__isnull=False, removed_by__isnull=False),
                name="holder_removed_on_and_by_together",
            ),
            models.UniqueConstraint(
                fields=["channel", "user"],
                condition=models.Q(kind="person", removed_on=None),
                name="one_line_a_channel_and_person",
            ),
        ]

    def __str__(self) -> str:
        if self.kind == self.Kind.PERSON:
            return str(self.user)
        return str(self.tool or self.name)

    @property
    def office(self) -> str:
        """What makes somebody stand here, where nobody needs to put them on the list."""
        if not self.answers_for_it:
            return ""
        return "Lead" if self.user_id == self.channel.lead_id else "Administrator"
