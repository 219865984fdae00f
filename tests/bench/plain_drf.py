"""The same list as most would have written it: serializers, COUNT, OFFSET, django-filter, token."""

from typing import Any

from django_filters.rest_framework import (  # type: ignore[import-untyped]  # it has no types
    DjangoFilterBackend,
)
from rest_framework.authentication import TokenAuthentication
from rest_framework.fields import Field
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.routers import SimpleRouter
from rest_framework.serializers import ModelSerializer, ReadOnlyField, SerializerMethodField
from rest_framework.viewsets import ReadOnlyModelViewSet

from governance.models import Channel, Platform
from people.models import Team


class PlatformSerializer(ModelSerializer[Platform]):
    class Meta:
        model = Platform
        fields = ["slug", "name"]


class TeamSerializer(ModelSerializer[Team]):
    class Meta:
        model = Team
        fields = ["slug", "name"]


class ChannelSerializer(ModelSerializer[Channel]):
    platform: Field[Any, Any, Any, Any] = PlatformSerializer()
    team: Field[Any, Any, Any, Any] = TeamSerializer()
    previous_urls: Field[Any, Any, Any, Any] = ReadOnlyField(source="previous_addresses")
    verify_url = SerializerMethodField()

    class Meta:
        model = Channel
        fields = [
            "id",
            "name",
            "platform",
            "handle",
            "url",
            "previous_urls",
            "team",
            "tier",
            "state",
            "purpose",
            "monitored",
            "approved_on",
            "live_since",
            "ends_on",
            "updated_at",
            "verify_url",
        ]

    def get_verify_url(self, channel: Channel) -> str:
        return f"/api/v1/verify?url={channel.url}"


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class Channels(ReadOnlyModelViewSet[Channel]):
    queryset = (
        Channel.objects.filter(state="live")
        .select_related("platform", "team")
        .order_by("-updated_at")
    )
    serializer_class = ChannelSerializer
    pagination_class = Pages
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]
    renderer_classes = [JSONRenderer]
    filter_backends = [DjangoFilterBackend]
    filterset_fields = ["platform__slug", "team__slug", "url", "address_key"]
    throttle_classes = ()
    schema = None


router = SimpleRouter()
router.register("channels", Channels)
