"""Governance as a Django application."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "governance"

    def ready(self) -> None:
        """Acts can be declared once the models of all rooms are there, and not before."""
        from governance import leaving, letters, sweep  # noqa: F401  they import all acts
        from governance.published import listings
        from governance.who import instead, keys

        keys.register()
        instead.register()
        letters.declare()
        listings.follow_changes()
