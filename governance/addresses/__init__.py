"""Which account does an address or a handle name? Pure functions over the platforms' rules."""

from governance.addresses.book import Address, AddressBook, Problem, Reading, parse
from governance.addresses.catalogue import rows, shipped
from governance.addresses.checks import check_rules
from governance.addresses.handles import UnreadableHandleError, from_handle
from governance.addresses.names import PlatformNames, unknown_sentence
from governance.addresses.rules import PlatformRules

__all__ = [
    "Address",
    "AddressBook",
    "PlatformNames",
    "PlatformRules",
    "Problem",
    "Reading",
    "UnreadableHandleError",
    "check_rules",
    "from_handle",
    "parse",
    "rows",
    "shipped",
    "unknown_sentence",
]
