"""The tables of the people."""

from people.models.appointment import Appointment
from people.models.directory import DirectoryEntry
from people.models.duty import Duty
from people.models.link import Link
from people.models.password import PasswordAsked
from people.models.tally import Tally
from people.models.team import Membership, Team
from people.models.token import Scope, Token
from people.models.user import HowOften, User, with_roles, with_teams

__all__ = ["Appointment", "DirectoryEntry", "Duty", "HowOften", "Link", "Membership"]
__all__ += ["PasswordAsked", "Scope", "Tally", "Team", "Token", "User", "with_roles", "with_teams"]
