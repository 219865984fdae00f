"""Addresses of the public pages."""

from django.urls import path

from governance.published.pages import feed, public

urlpatterns = [
    path("official/", public.listed, name="official"),
    path("official/print", public.printed, name="official-print"),
    path("official/check", public.check, name="official-check"),
    path("official.atom", feed.feed, name="official-feed"),
]
