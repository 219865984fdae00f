"""Addresses of the API, version 1. None ends with a slash."""

from django.urls import path

from api import (
    acts,
    channel_steps,
    channels,
    choices,
    doors,
    exports,
    keys,
    ledger_entries,
    obligations,
    plans,
    reviews,
    schema,
    verify,
)

__all__ = ["doors", "urlpatterns"]

urlpatterns = [
    path("channels", channels.ChannelList.as_view(), name="api-channels"),
    path("channels.csv", exports.CsvExport.as_view(), name="api-csv"),
    path("channels.json", exports.JsonExport.as_view(), name="api-json"),
    path("channels.xlsx", exports.XlsxExport.as_view(), name="api-xlsx"),
    path("channels/<uuid:ident>", channels.OneChannel.as_view(), name="api-channel"),
    path("channels/<uuid:ident>/steps", channel_steps.ChannelSteps.as_view(), name="api-steps"),
    path(
        "channels/<uuid:ident>/steps/<str:step>",
        channel_steps.ChannelStep.as_view(),
        name="api-channel-step",
    ),
    path("channels/<uuid:ident>/keys", keys.Keys.as_view(), name="api-keys"),
    path("verify", verify.Verify.as_view(), name="api-verify"),
    path("platforms", choices.Platforms.as_view(), name="api-platforms"),
    path("teams", choices.Teams.as_view(), name="api-teams"),
    path("plans", plans.PlanList.as_view(), name="api-plans"),
    path("plans/<uuid:ident>", plans.OnePlan.as_view(), name="api-plan"),
    path("plans/<uuid:ident>/steps/<str:step>", plans.PlanStep.as_view(), name="api-plan-step"),
    path("acts", acts.ActList.as_view(), name="api-acts"),
    path("reviews", reviews.ReviewList.as_view(), name="api-reviews"),
    path("obligations", obligations.ObligationList.as_view(), name="api-obligations"),
    path("ledger", ledger_entries.LedgerEntries.as_view(), name="api-ledger"),
    path("schema", schema.Schema.as_view(), name="api-schema"),
    path("docs", schema.Docs.as_view(), name="api-docs"),
]
