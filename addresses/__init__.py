"""Which account does an address or a handle name? Pure functions over the platforms' rules."""

from addresses.book import Address, AddressBook, Problem, Reading, parse
from addresses.catalogue import rows, shipped
from addresses.checks import check_rules
from addresses.handles import UnreadableHandleError, as_typed, from_handle, why_unreadable
from addresses.names import PlatformNames, unknown_sentence
from addresses.rules import PlatformRules

__all__ = [
    "Address",
    "AddressBook",
    "PlatformNames",
    "PlatformRules",
    "Problem",
    "Reading",
    "UnreadableHandleError",
    "as_typed",
    "check_rules",
    "from_handle",
    "parse",
    "rows",
    "shipped",
    "unknown_sentence",
    "why_unreadable",
]
