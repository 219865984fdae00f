"""The tables of the ledger."""

from ledger.models.entry import Entry, Head, Words
from ledger.models.notice import Notice
from ledger.models.sent import Sent

__all__ = ["Entry", "Head", "Notice", "Sent", "Words"]
