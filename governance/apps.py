"""Governance as a Django application."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "governance"

    def ready(self) -> None:
        from governance import key_permissions, listings

        key_permissions.register()
        listings.follow_changes()
