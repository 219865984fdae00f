"""Governance as a Django application."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "governance"

    def ready(self) -> None:
        from governance import custody, listings

        custody.register()
        listings.follow_changes()
