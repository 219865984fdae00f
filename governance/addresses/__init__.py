"""Which account does an address or a handle name? Pure functions over the platforms' rules."""

from governance.addresses.book import Address, AddressBook, Problem, Reading, parse
from governance.addresses.catalogue import rows, shipped
from governance.addresses.handles import UnreadableHandleError, from_handle
from governance.addresses.names import PlatformNames
from governance.addresses.rules import PlatformRules

__all__ = [
    "Address",
    "AddressBook",
    "PlatformNames",
    "PlatformRules",
    "Problem",
    "Reading",
    "UnreadableHandleError",
    "from_handle",
    "parse",
    "rows",
    "shipped",
]
