"""A token by which a program calls the API."""

from django.conf import settings
from django.db import models
from rest_framework_api_key.models import AbstractAPIKey


class Scope(models.TextChoices):
    CHANNELS_READ = "channels:read", "what is public"
    REGISTER_READ = "register:read", "all states, people and dates"
    PLANS_WRITE = "plans:write", "plans, as a person"
    CHANNELS_WRITE = "channels:write", "channels, as a person"
    LEDGER_READ = "ledger:read", "the ledger"
    SCIM = "scim", "who is here, as the organisation's directory says"

    @classmethod
    def for_a_person(cls) -> frozenset[str]:
        """Scopes that act, and so need a person whose permissions they have."""
        return frozenset({cls.PLANS_WRITE, cls.CHANNELS_WRITE})


class Token(AbstractAPIKey):
    name = models.CharField(max_length=100)
    scopes = models.JSONField(default=list)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="tokens"
    )

    class Meta(AbstractAPIKey.Meta):
        verbose_name = "token"
        verbose_name_plural = "tokens"
