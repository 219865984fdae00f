"""Governance as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = "governance"

    def ready(self) -> None:
        """Acts can be declared once the models of all rooms are there, and not before."""
        from governance import leaving, letters, sweep  # noqa: F401  they import all acts
        from governance.desk import owed  # noqa: F401  it imports all kinds of obligations
        from governance.obligations import checking, settling
        from governance.published import listings
        from governance.who import contact, instead, keys, pace
        from ledger.performing import settle_by

        keys.register()
        instead.register()
        contact.register()
        pace.register()
        letters.declare()
        settle_by(settling.after)
        post_migrate.connect(checking.begin, sender=self)
        listings.follow_changes()
