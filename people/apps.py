"""The people as a Django application."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "people"

    def ready(self) -> None:
        """What people do here, however little of it the rooms above use."""
        # Importing them declares them.
        from people import (  # noqa: F401
            addresses,
            appointments,
            duties,
            forgotten,
            inviting,
            mail,
            second_steps,
            sessions,
            sign_in,
        )
        from people.gate import declaring as gate

        user_logged_in.connect(sign_in.remember, dispatch_uid="people.sign_in.remember")
        addresses.declare()
        forgotten.declare()
        gate.declare()
        inviting.declare()
