"""Addresses of the access lists."""

from django.urls import path

from governance.access import pages

urlpatterns = [
    path("<uuid:pk>/access", pages.access_list, name="channel-access"),
    path("<uuid:pk>/access/right", pages.say_right, name="channel-access-right"),
    path("<uuid:pk>/access/add", pages.add, name="channel-access-add"),
    path("<uuid:pk>/access/method", pages.method, name="channel-access-method"),
    path("<uuid:pk>/second-step/off", pages.second_step_off, name="channel-second-step-off"),
    path("<uuid:pk>/second-step/on", pages.second_step_on, name="channel-second-step-on"),
    path("<uuid:pk>/access/<uuid:holder_id>/confirm", pages.confirm, name="channel-access-confirm"),
    path("<uuid:pk>/access/<uuid:holder_id>/remove", pages.remove, name="channel-access-remove"),
]
