"""What stewards settle: platforms, mailboxes and rules. Channels and plans change by acts only."""

from governance.admin import endings, organisation, platforms

__all__ = ["endings", "organisation", "platforms"]
