"""What the schema says of each call. It describes; nothing is served by it."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

from governance.models import Channel
from governance.models.plan import Tier
from governance.models.platform import AccessMethod
from governance.official import Verdict


class Problem(serializers.Serializer[Any]):
    """An error (RFC 9457), with `errors` by field or `refusals` as sentences."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]  # hides their own property
        child=serializers.ListField(child=serializers.CharField()), required=False
    )
    refusals = serializers.ListField(child=serializers.CharField(), required=False)


class PlatformName(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()


class TeamName(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()


class Platform(PlatformName):
    public = serializers.BooleanField(help_text="Closed ones are registered, never published.")
    active = serializers.BooleanField(help_text="Whether new channels may be there.")


class Person(serializers.Serializer[Any]):
    name = serializers.CharField()
    email = serializers.CharField()


class Access(serializers.Serializer[Any]):
    method = serializers.ChoiceField(AccessMethod.choices)
    held = serializers.BooleanField()
    confirmed_on = serializers.DateField(allow_null=True)
    rotation_due = serializers.BooleanField()


class NextReview(serializers.Serializer[Any]):
    kind = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)


class ChannelDocument(serializers.Serializer[Any]):
    """A channel. What follows `verify_url` is there with the scope register:read only."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    platform = PlatformName()
    handle = serializers.CharField(allow_null=True)
    url = serializers.CharField()
    previous_urls = serializers.ListField(child=serializers.CharField())
    team = TeamName()
    tier = serializers.ChoiceField(Tier.choices)
    state = serializers.ChoiceField(Channel.State.choices)
    purpose = serializers.CharField(allow_blank=True)
    monitored = serializers.CharField(allow_blank=True)
    approved_on = serializers.DateField(allow_null=True)
    live_since = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    updated_at = serializers.DateTimeField()
    verify_url = serializers.CharField()
    lead = Person(allow_null=True, required=False)
    administrators = Person(many=True, required=False)
    next_reviews = NextReview(many=True, required=False)
    access = Access(required=False)


class Answer(serializers.Serializer[Any]):
    query = serializers.DictField(child=serializers.CharField())
    verdict = serializers.ChoiceField([each.value for each in Verdict])
    message = serializers.CharField(help_text="A sentence to show.")
    channel = ChannelDocument(allow_null=True)
    checked_at = serializers.DateTimeField()


def page_of(result: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """The envelope of every list."""
    fields = {
        "next": serializers.CharField(allow_null=True),
        "previous": serializers.CharField(allow_null=True),
        "results": result(many=True),
    }
    return type(f"{result.__name__}Page", (serializers.Serializer,), fields)


PROBLEM = (Problem, "application/problem+json")
ALWAYS = {401: "The token is not valid.", 429: "Too many requests."}


def responses(answer: Any, *problems: int, success: int = 200) -> dict[Any, Any]:
    found: dict[Any, Any] = {success: answer}
    for status in sorted({*problems, *ALWAYS}):
        found[(status, "application/problem+json")] = OpenApiResponse(Problem)
    return found


def parameter(name: str, description: str, **facts: Any) -> OpenApiParameter:
    return OpenApiParameter(name, description=description, **facts)


FILTERS = [
    parameter("platform", "A slug of `platforms`."),
    parameter("team", "A slug of `teams`."),
    parameter("q", "Words in name, handle, address or team; all are found."),
    parameter("updated_since", "Changed at this time or later.", type=OpenApiTypes.DATETIME),
    parameter("state", "Needs register:read.", enum=Channel.State.values),
]
PAGES = [
    parameter("page_size", "1 to 200, 50 unless said.", type=int),
    parameter("cursor", "From `next` or `previous`."),
]
UNCHANGED = {304: OpenApiResponse(description="Nothing has changed.")}

channel_list = extend_schema(
    operation_id="channels",
    summary="Live channels, newest change first",
    parameters=[*FILTERS, *PAGES],
    responses=responses(page_of(ChannelDocument), 400, 403) | UNCHANGED,
)
one_channel = extend_schema(
    operation_id="channel",
    summary="One channel",
    responses=responses(ChannelDocument, 400, 404),
)
verify = extend_schema(
    operation_id="verify",
    summary="Is this account official?",
    parameters=[
        parameter("url", "An address in any usual spelling."),
        parameter("platform", "With handle: a slug or name of a platform."),
        parameter("handle", "With platform."),
    ],
    responses=responses(Answer, 400),
)
platforms = extend_schema(
    operation_id="platforms",
    summary="Platforms that can be filtered by",
    responses=responses(page_of(Platform), 400) | UNCHANGED,
)
teams = extend_schema(
    operation_id="teams",
    summary="Teams that can be filtered by",
    responses=responses(page_of(TeamName), 400) | UNCHANGED,
)


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # theirs
    """How the schema describes it."""

    target_class = "api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Api-Key <token>`: the word, a space and the token.",
        }
