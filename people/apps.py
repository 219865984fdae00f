"""The people as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "people"

    def ready(self) -> None:
        """What people do here, however little of it the rooms above use."""
        import_module("people.duties")
