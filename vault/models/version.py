"""The keys themselves, version by version, sealed field by field."""

from uuid import uuid4

from django.conf import settings
from django.db import models

from vault.models.custodian import Custodian
from vault.models.keys import DataKey

PEOPLE = settings.AUTH_USER_MODEL


class Version(models.Model):
    class Standing(models.TextChoices):
        PROPOSED = "proposed", "proposed"
        CURRENT = "current", "current"
        OLD = "old", "old"
        SHREDDED = "shredded", "shredded"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    custodian = models.ForeignKey(Custodian, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    standing = models.CharField(max_length=10, choices=Standing)
    data_key = models.OneToOneField(DataKey, models.PROTECT, null=True, related_name="version")
    made_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    replaced_on = models.DateField(null=True)
    tested_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    tested_on = models.DateField(null=True)

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(
                fields=["replaced_on"],
                name="vault_versions_held",
                condition=models.Q(data_key__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["custodian", "number"], name="vault_version_once"),
            models.UniqueConstraint(
                fields=["custodian"],
                condition=models.Q(standing="current"),
                name="vault_one_current_version",
            ),
            models.UniqueConstraint(
                fields=["custodian"],
                condition=models.Q(standing="proposed"),
                name="vault_one_proposed_version",
            ),
            models.CheckConstraint(
                condition=models.Q(standing="shredded", data_key=None)
                | models.Q(standing__in=["proposed", "current", "old"], data_key__isnull=False),
                name="vault_version_has_its_key_until_shredded",
            ),
            models.CheckConstraint(
                condition=models.Q(standing__in=["proposed", "current"], replaced_on=None)
                | models.Q(standing__in=["old", "shredded"], replaced_on__isnull=False),
                name="vault_version_replaced_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(tested_by=None, tested_on=None)
                | models.Q(tested_by__isnull=False, tested_on__isnull=False),
                name="vault_version_tested_by_and_on_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.custodian}, version {self.number}"


class Sealed(models.Model):
    """One field of one version: a data key seals a field once.

    `since` is the number of the version in which this value was new: what is carried over keeps it,
    and with it everybody who knows it. 0 is of before this was recorded: since whenever.
    """

    version = models.ForeignKey(Version, models.CASCADE, related_name="sealed")
    field = models.CharField(max_length=40)
    value = models.BinaryField()
    since = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "sealed"
        constraints = [
            models.UniqueConstraint(fields=["version", "field"], name="vault_field_sealed_once"),
        ]

    def __str__(self) -> str:
        return self.field
