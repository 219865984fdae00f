"""Governance as a Django application."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "governance"

    def ready(self) -> None:
        from governance.published import listings
        from governance.who import keys as key_permissions

        key_permissions.register()
        listings.follow_changes()
