"""Addresses of the access lists."""

from django.urls import path

from governance.pages import access

urlpatterns = [
    path("<uuid:pk>/access", access.access_list, name="channel-access"),
    path("<uuid:pk>/access/add", access.add, name="channel-access-add"),
    path("<uuid:pk>/access/method", access.method, name="channel-access-method"),
    path(
        "<uuid:pk>/access/<uuid:holder_id>/confirm", access.confirm, name="channel-access-confirm"
    ),
    path("<uuid:pk>/access/<uuid:holder_id>/remove", access.remove, name="channel-access-remove"),
]
