"""Addresses of the home pages."""

from django.urls import path

from governance.pages import home, policy

urlpatterns = [
    path("", home.home, name="home"),
    path("accessibility", home.accessibility, name="accessibility"),
    path("policy/", policy.show, name="policy"),
    path("policy/publish", policy.publish, name="policy-publish"),
    path("policy/<uuid:pk>", policy.show, name="policy-version"),
    path("policy/<uuid:pk>/acknowledge", policy.acknowledge, name="policy-acknowledge"),
]
