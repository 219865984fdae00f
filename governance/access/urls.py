"""Addresses of the access lists."""

from django.urls import path

from governance.access import pages

urlpatterns = [
    path("<uuid:pk>/access", pages.access_list, name="channel-access"),
    path("<uuid:pk>/access/add", pages.add, name="channel-access-add"),
    path("<uuid:pk>/access/method", pages.method, name="channel-access-method"),
    path("<uuid:pk>/access/<uuid:holder_id>/confirm", pages.confirm, name="channel-access-confirm"),
    path("<uuid:pk>/access/<uuid:holder_id>/remove", pages.remove, name="channel-access-remove"),
]
