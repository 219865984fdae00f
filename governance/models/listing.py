"""Ready-made answers: the published list of what is official, and the register's own."""

from django.db import models


class Published(models.Model):
    """A live, public channel as everybody may see it. What has no row here is not official.

    The public API, pages, feed and the verdict "official" read this table and nothing else.
    """

    channel = models.OneToOneField(
        "governance.Channel", models.PROTECT, primary_key=True, related_name="published"
    )
    address_key = models.CharField(max_length=255, unique=True)
    platform = models.ForeignKey("governance.Platform", models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", models.PROTECT, related_name="+")
    search = models.TextField()
    document = models.BinaryField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-updated_at", "-channel_id"]
        indexes = [
            models.Index(fields=["-updated_at", "-channel"], name="published_newest"),
            models.Index(
                fields=["platform", "-updated_at", "-channel"], name="published_by_platform"
            ),
            models.Index(fields=["team", "-updated_at", "-channel"], name="published_by_team"),
        ]
        verbose_name_plural = "published list"

    def __str__(self) -> str:
        return self.address_key


class Listing(models.Model):
    """Any channel as the register shows it to those who may read it: with people and dates."""

    channel = models.OneToOneField(
        "governance.Channel", models.PROTECT, primary_key=True, related_name="listing"
    )
    state = models.CharField(max_length=20)
    platform = models.ForeignKey("governance.Platform", models.PROTECT, related_name="+")
    team = models.ForeignKey("people.Team", models.PROTECT, related_name="+")
    search = models.TextField()
    document = models.BinaryField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-updated_at", "-channel_id"]
        indexes = [
            models.Index(fields=["-updated_at", "-channel"], name="listing_newest"),
            models.Index(fields=["state", "-updated_at", "-channel"], name="listing_by_state"),
            models.Index(
                fields=["platform", "-updated_at", "-channel"], name="listing_by_platform"
            ),
            models.Index(fields=["team", "-updated_at", "-channel"], name="listing_by_team"),
        ]

    def __str__(self) -> str:
        return f"listing of {self.channel_id}"


class ListVersion(models.Model):
    """Counts every change of a list, so that "unchanged?" is answered by one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    published = models.BigIntegerField(default=0)
    register = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_list_version")]

    def __str__(self) -> str:
        return f"published {self.published}, register {self.register}"
