"""Addresses of the policy's pages."""

from django.urls import path

from governance.policy import pages

urlpatterns = [
    path("", pages.show, name="policy"),
    path("publish", pages.publish, name="policy-publish"),
    path("<uuid:pk>", pages.show, name="policy-version"),
    path("<uuid:pk>/acknowledge", pages.acknowledge, name="policy-acknowledge"),
]
