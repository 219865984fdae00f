"""Addresses of the channels pages."""

from django.urls import path

from governance.pages import (
    channels_acts,
    channels_channel,
    channels_export,
    channels_register,
    channels_suspension,
)

urlpatterns = [
    path("", channels_register.register, name="channels"),
    path("export.csv", channels_export.as_csv, name="channels-export"),
    path("<uuid:pk>", channels_channel.channel_page, name="channel"),
    path("<uuid:pk>/history", channels_channel.history, name="channel-history"),
    path("<uuid:pk>/set-up", channels_acts.set_up, name="channel-set-up"),
    path("<uuid:pk>/closing", channels_acts.closing, name="channel-closing"),
    path("<uuid:pk>/takedowns", channels_acts.takedown, name="channel-takedown"),
    path("<uuid:pk>/suspended", channels_suspension.suspended, name="channel-suspended"),
    path("<uuid:pk>/steps/<slug:name>", channels_acts.take_step, name="channel-step"),
]
