"""Addresses of the API, version 1. None ends with a slash."""

from django.urls import path, re_path

from api import channels, choices, unknown, verify

urlpatterns = [
    path("channels", channels.ChannelList.as_view(), name="api-channels"),
    path("channels/<uuid:ident>", channels.OneChannel.as_view(), name="api-channel"),
    path("verify", verify.Verify.as_view(), name="api-verify"),
    path("platforms", choices.Platforms.as_view(), name="api-platforms"),
    path("teams", choices.Teams.as_view(), name="api-teams"),
    re_path("", unknown.unknown, name="api-unknown"),
]
