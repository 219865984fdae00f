"""What stewards settle: platforms, mailboxes and rules. Channels and plans change by acts only."""

from governance.admin import organisation, platforms

__all__ = ["organisation", "platforms"]
