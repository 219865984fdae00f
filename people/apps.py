"""The people as a Django application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "people"

    def ready(self) -> None:
        """What people do here, however little of it the rooms above use."""
        # Importing them declares them.
        from people import addresses, appointments, duties, forgotten, inviting, mail, second_steps  # noqa: F401
        from people.gate import declaring as gate

        addresses.declare()
        forgotten.declare()
        gate.declare()
        inviting.declare()
