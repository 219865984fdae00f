"""Every module that declares a kind of obligation, in the order in which kinds are shown."""

from governance.access import owed as access
from governance.channels import owed as channels
from governance.keys import owed as keys
from governance.plans import owed as plans
from governance.policy import owed as policy
from governance.reviews import owed as reviews

__all__ = ["access", "channels", "keys", "plans", "policy", "reviews"]
