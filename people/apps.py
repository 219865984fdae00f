"""The people as a Django application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "people"

    def ready(self) -> None:
        """What people do here, however little of it the rooms above use."""
        from people import duties, forgotten  # noqa: F401  importing it declares them

        forgotten.declare()
