"""What the schema says of each call: who may, its parameters, answers and errors."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from api.documents import (
    Answer,
    ChannelWithSteps,
    EntryDocument,
    PlanDocument,
    PlanSummary,
    Platform,
    Problem,
    ReviewDocument,
    StartPlan,
    StepsDocument,
    page_of,
)
from governance.desk.owing import ObligationDocument
from governance.models import Channel, Plan, Review
from governance.obligations.kinds import KINDS
from governance.published.documents import ChannelDocument, TeamName

ALWAYS = {401: "The token is not valid.", 429: "Too many requests."}
UNCHANGED = {304: OpenApiResponse(description="Nothing has changed.")}
ANY_OBJECT = {"application/json": {"type": "object", "additionalProperties": True}}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Call = Callable[[Any], Any]


def call(
    name: str,
    summary: str,
    answers: dict[Any, Any],
    *,
    tag: str = "channels",
    needs: str = "",
    parameters: Any = (),
    request: Any = None,
) -> Call:
    """Without `needs` everybody may, unless the public directory is switched off."""
    security: Any = [{"token": []}] if needs else [{}, {"token": []}]
    described: Call = extend_schema(
        operation_id=name,
        summary=summary,
        description=f"Needs a token with {needs}." if needs else "Public.",
        tags=[tag],
        auth=security,
        parameters=list(parameters),
        request=request,
        responses=answers,
    )
    return described


def responses(answer: Any, *problems: int, success: int = 200) -> dict[Any, Any]:
    return {success: answer} | errors(*problems)


def errors(*problems: int) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for status in sorted({*problems, *ALWAYS}):
        found[(status, "application/problem+json")] = OpenApiResponse(Problem)
    return found


def parameter(name: str, description: str, **facts: Any) -> OpenApiParameter:
    return OpenApiParameter(name, description=description, **facts)


def number(name: str, description: str, low: int, high: int, default: int) -> OpenApiParameter:
    schema = {"type": "integer", "minimum": low, "maximum": high, "default": default}
    return parameter(name, description, type=schema)


FILTERS = [
    parameter("platform", "A slug of `platforms`."),
    parameter("team", "A slug of `teams`."),
    parameter("q", "Words in name, handle, address or team, or an address; all are found."),
    parameter("updated_since", "Changed at this time or later.", type=OpenApiTypes.DATETIME),
    parameter("state", "Needs register:read.", enum=Channel.State.values),
]
PAGES = [
    number("page_size", "How many at once.", 1, 200, 50),
    parameter("cursor", "From `next` or `previous`."),
]

channel_list = call(
    "channels",
    "Live channels, newest change first",
    responses(page_of(ChannelDocument), 400, 403) | UNCHANGED,
    parameters=[*FILTERS, *PAGES],
)
one_channel = call("channel", "One channel", responses(ChannelDocument, 400, 403, 404))
verify = call(
    "verify",
    "Is this account official?",
    responses(Answer, 400, 403),
    parameters=[
        parameter("url", "An address in any usual spelling."),
        parameter("platform", "With handle: the slug or name of a platform."),
        parameter("handle", "With platform."),
    ],
)
platforms = call(
    "platforms",
    "Platforms that can be filtered by",
    responses(page_of(Platform), 400, 403) | UNCHANGED,
)
teams = call(
    "teams", "Teams that can be filtered by", responses(page_of(TeamName), 400, 403) | UNCHANGED
)
plan_list = call(
    "plans",
    "Plans, newest change first",
    responses(page_of(PlanSummary), 400, 403),
    tag="plans",
    needs="plans:write, or register:read (all but drafts)",
    parameters=[
        parameter("state", "In this state.", enum=Plan.State.values),
        *FILTERS[:2],
        *PAGES,
    ],
)
plan_start = call(
    "start_plan",
    "Start a plan for a new channel, or for the renewal or a change of one",
    responses(PlanDocument, 400, 403, 409, 413, 415, success=201),
    tag="plans",
    needs="plans:write",
    request=StartPlan,
)
one_plan = call(
    "plan",
    "One plan with its sections and steps",
    responses(PlanDocument, 400, 403, 404),
    tag="plans",
    needs="plans:write, or register:read (all but drafts)",
)
plan_write = call(
    "write_plan",
    "Answer questions, by their names; all are kept, or none",
    responses(PlanDocument, 400, 403, 404, 409, 413, 415),
    tag="plans",
    needs="plans:write",
    request=ANY_OBJECT,
)
plan_step = call(
    "take_plan_step",
    "Take a step, with its inputs by name; tokens never decide or sign off",
    responses(PlanDocument, 400, 403, 404, 409, 413, 415),
    tag="plans",
    needs="plans:write",
    request=ANY_OBJECT,
)
channel_steps = call(
    "channel_steps",
    "What may be done with a channel",
    responses(StepsDocument, 400, 403, 404),
    needs="channels:write",
)
channel_step = call(
    "take_channel_step",
    "Take a step, with its inputs by name",
    responses(ChannelWithSteps, 400, 403, 404, 409, 413, 415),
    needs="channels:write",
    request=ANY_OBJECT,
)
reviews = call(
    "reviews",
    "Reviews of channels, soonest due first",
    responses(page_of(ReviewDocument), 400, 403) | UNCHANGED,
    tag="reviews",
    needs="register:read",
    parameters=[
        parameter("due_before", "Due before this day.", type=OpenApiTypes.DATE),
        parameter("state", "Only those in this state.", enum=Review.State.values),
        parameter("kind", "Only those of this kind.", enum=Review.Kind.values),
        *PAGES,
    ],
)
obligations = call(
    "obligations",
    "What is owed, soonest due first",
    responses(page_of(ObligationDocument), 400, 403) | UNCHANGED,
    tag="obligations",
    needs="register:read",
    parameters=[
        parameter("owed_by", "The e-mail address of whoever it reaches now."),
        parameter("kind", "Only those of this kind.", enum=sorted(KINDS)),
        parameter("due_before", "Due before this day.", type=OpenApiTypes.DATE),
        *PAGES,
    ],
)
ledger_entries = call(
    "ledger",
    "Entries of the ledger in order",
    responses(page_of(EntryDocument), 400, 403),
    tag="ledger",
    needs="ledger:read",
    parameters=[
        number("after", "The seq after which to begin.", 0, 2**63 - 1, 0),
        number("page_size", "How many at once.", 1, 500, 500),
    ],
)


def export(extension: str, media_type: str, body: Any) -> Call:
    return call(
        f"channels_{extension}",
        f"The whole filtered list as {extension.upper()}",
        {(200, media_type): body} | errors(400, 403),
        parameters=FILTERS,
    )


csv_export = export("csv", "text/csv", OpenApiTypes.STR)
json_export = export("json", "application/json", ChannelDocument(many=True))
xlsx_export = export("xlsx", XLSX, OpenApiTypes.BINARY)
SECURITY = {
    "token": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "`Api-Key <token>`: the word, a space and the token.",
    }
}
