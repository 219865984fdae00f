"""Addresses of the channels pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
