"""A channel as it is answered: made from these when it is written, described from them as well."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from rest_framework import serializers

from governance.access import custody
from governance.access.standing import standing
from governance.models import Channel, Review
from governance.models.plan import Tier
from governance.models.platform import AccessMethod
from governance.published.serving import Document
from people.models import User


class TextOrNull(serializers.CharField):
    """A text that may be missing; null where it is empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_null=True, **options)

    def to_representation(self, value: str) -> str | None:  # type: ignore[override]  # or null
        return value or None


class Instant(serializers.DateTimeField):
    """In UTC, whatever the organisation's own time is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(default_timezone=datetime.UTC, **options)


class PlatformName(Document):
    slug = serializers.CharField()
    name = serializers.CharField()


class TeamName(Document):
    slug = serializers.CharField()
    name = serializers.CharField()


class Person(Document):
    name = serializers.CharField()
    email = serializers.CharField()


class Access(Document):
    method = serializers.ChoiceField(AccessMethod.choices)
    held = serializers.BooleanField()
    confirmed_on = serializers.DateField(allow_null=True)
    rotation_due = serializers.BooleanField()


class NextReview(Document):
    # Whether it is overdue depends on the day, so that `GET reviews` says it, not a kept text.
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(Review.Kind.choices)
    state = serializers.ChoiceField(Review.State.choices)
    due_on = serializers.DateField()


class PublicChannel(Document):
    """What everybody may see of a channel: nobody's name."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    platform = PlatformName()
    handle = TextOrNull()
    url = serializers.CharField()
    previous_urls = serializers.ListField(child=serializers.CharField())
    team = TeamName()
    tier = serializers.ChoiceField(Tier.choices)
    state = serializers.ChoiceField(Channel.State.choices)
    purpose = serializers.CharField(
        allow_blank=True,
        help_text="What it is for, in words asked for the public; empty until somebody said it.",
    )
    monitored = serializers.CharField(allow_blank=True)
    confirmed_on = serializers.DateField(
        allow_null=True, help_text="The last day on which a person said that it is right."
    )
    approved_on = serializers.DateField(allow_null=True)
    live_since = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    updated_at = Instant()
    verify_url = serializers.CharField()

    def get_previous_urls(self, channel: Channel) -> list[str]:
        return [each["url"] for each in channel.previous_addresses]

    def get_verify_url(self, channel: Channel) -> str:
        asked = urlencode({"url": channel.url})
        return f"{settings.KEYHOLDER_BASE_URL}/api/v1/verify?{asked}"


class ChannelDocument(PublicChannel):
    """A channel. What follows `verify_url` is there with the scope register:read only."""

    lead = Person(allow_null=True, required=False)
    administrators = Person(many=True, required=False)
    next_reviews = NextReview(many=True, required=False)
    access = Access(required=False)

    def get_administrators(self, channel: Channel) -> list[User]:
        return sorted(channel.administrators.all(), key=lambda user: (user.name, user.email))

    def get_next_reviews(self, channel: Channel) -> list[Review]:
        return [each for each in channel.reviews.all() if each.state != Review.State.CLOSED]

    def get_access(self, channel: Channel) -> dict[str, Any]:
        found = standing(channel)
        return {
            "method": channel.access_method,
            "held": found.held,
            "confirmed_on": found.confirmed_on,
            "rotation_due": custody.rotation_of(custody.custodian_of(channel)) is not None,
        }
