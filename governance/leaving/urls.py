"""Addresses of leaving, and of what is to be done after it."""

from django.urls import path

from governance.leaving import pages

urlpatterns = [
    path("", pages.index, name="leaving"),
    path("several", pages.several, name="leaving-several"),
    path("to-do", pages.work, name="leaving-work"),
    path("<uuid:pk>", pages.person, name="leaving-person"),
    path("<uuid:pk>/stays", pages.stays, name="leaving-stays"),
]
