"""Addresses of a channel's pages."""

from django.urls import path

from governance.channels.pages import acts, channel, facts, people, suspension

urlpatterns = [
    path("<uuid:pk>", channel.channel_page, name="channel"),
    path("<uuid:pk>/history", channel.history, name="channel-history"),
    path("<uuid:pk>/people", people.name_people, name="channel-people"),
    path("<uuid:pk>/correct", facts.correct, name="channel-correct"),
    path("<uuid:pk>/handle", facts.confirm_handle, name="channel-handle"),
    path("<uuid:pk>/handle/aside", facts.set_aside_handle, name="channel-handle-set-aside"),
    path("<uuid:pk>/set-up", acts.set_up, name="channel-set-up"),
    path("<uuid:pk>/closing", acts.closing, name="channel-closing"),
    path("<uuid:pk>/takedowns", acts.takedown, name="channel-takedown"),
    path("<uuid:pk>/compromised", acts.compromised, name="channel-compromised"),
    path("<uuid:pk>/suspended", suspension.suspended, name="channel-suspended"),
    path("<uuid:pk>/steps/<slug:name>", acts.take_step, name="channel-step"),
]
