"""The roles that a person can hold; each is a Django group of the same name."""

from django.db import models


class Role(models.TextChoices):
    OFFICER = "officer", "communications officer"
    HEAD = "head", "head of communications"
    EXECUTIVE = "executive", "executive"
    ON_CALL = "on_call", "on call"
    AUDITOR = "auditor", "auditor"
    STEWARD = "steward", "steward"
