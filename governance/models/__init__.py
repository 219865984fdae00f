"""The tables of governance."""

from governance.models.access import Holder, Tool
from governance.models.channel import Channel
from governance.models.consultation import Consultation
from governance.models.finding import Finding
from governance.models.listing import Listing, ListVersion, Published
from governance.models.obligation import Obligation, Reach
from governance.models.organisation import Mailbox, Rules
from governance.models.plan import Plan
from governance.models.platform import Platform
from governance.models.policy import Acknowledgement, PolicyVersion
from governance.models.review import Review
from governance.models.takedown import Takedown

__all__ = [
    "Acknowledgement",
    "Channel",
    "Consultation",
    "Finding",
    "Holder",
    "ListVersion",
    "Listing",
    "Mailbox",
    "Obligation",
    "Plan",
    "Platform",
    "PolicyVersion",
    "Published",
    "Reach",
    "Review",
    "Rules",
    "Takedown",
    "Tool",
]
