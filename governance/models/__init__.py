"""The tables of governance."""

from governance.models.channel import Channel
from governance.models.consultation import Consultation
from governance.models.listing import Listing, ListVersion, Published
from governance.models.organisation import Mailbox, Rules
from governance.models.plan import Plan
from governance.models.platform import Platform
from governance.models.policy import Acknowledgement, PolicyVersion
from governance.models.takedown import Takedown

__all__ = [
    "Acknowledgement",
    "Channel",
    "Consultation",
    "ListVersion",
    "Listing",
    "Mailbox",
    "Plan",
    "Platform",
    "PolicyVersion",
    "Published",
    "Rules",
    "Takedown",
]
