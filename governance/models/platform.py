"""Where channels live, as data: others are added in the admin."""

import uuid

from django.core.exceptions import ValidationError
from django.db import models

from addresses import PlatformRules
from addresses.checks import check_rules


class AccessMethod(models.TextChoices):
    KEYS = "keys", "keys of the channel's own"
    ROLES = "roles", "roles of people's own sign-ins"
    PARENT = "parent", "through another channel or a tool"
    DEVICE = "device", "on a device"


class Platform(models.Model):
    """The fields that `addresses` reads are described there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    aliases = models.JSONField(default=list, blank=True)
    hosts = models.JSONField(default=list)
    url_template = models.CharField(max_length=200)
    patterns = models.JSONField(default=list)
    handle_pattern = models.CharField(max_length=200, blank=True)
    ignores_case = models.BooleanField(default=True)
    reserved = models.JSONField(default=list, blank=True)
    access_method = models.CharField(max_length=10, choices=AccessMethod)
    public = models.BooleanField(
        default=True, help_text="Closed ones are registered, never published."
    )
    totp = models.BooleanField(default=True, help_text="A second step by a code can be set up.")
    recovery_url = models.URLField(max_length=300, blank=True)
    password_min = models.PositiveSmallIntegerField(default=12)
    password_max = models.PositiveSmallIntegerField(default=64)
    password_symbols = models.CharField(max_length=60, blank=True)
    recoverable_days = models.PositiveSmallIntegerField(
        default=30, help_text="For how many days after its closing the platform gives it back."
    )
    active = models.BooleanField(default=True)
    closed_on = models.DateField(null=True, blank=True, help_text="The platform itself has closed.")
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(access_method__in=["keys", "roles", "parent", "device"]),
                name="platform_access_method_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rules(self) -> PlatformRules:
        return PlatformRules.of(vars(self))

    def clean(self) -> None:
        if problems := check_rules(vars(self)):
            raise ValidationError(problems)
