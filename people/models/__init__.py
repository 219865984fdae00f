"""The tables of the people."""

from people.models.appointment import Appointment
from people.models.duty import Duty
from people.models.link import Link
from people.models.password import PasswordAsked
from people.models.team import Membership, Team
from people.models.token import Scope, Token
from people.models.user import HowOften, User, with_roles

__all__ = [
    "Appointment",
    "Duty",
    "HowOften",
    "Link",
    "Membership",
    "PasswordAsked",
    "Scope",
    "Team",
]
__all__ += ["Token", "User", "with_roles"]
