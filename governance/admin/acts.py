"""What stewards settle in the admin, each an act with a name in the ledger."""

from governance.models import Mailbox, Platform, Rules
from people.admin.acts import by_form

add_mailbox = by_form("mailbox.add", Mailbox, "Add a mailbox")
change_mailbox = by_form("mailbox.change", Mailbox, "Change a mailbox")
remove_mailbox = by_form("mailbox.remove", Mailbox, "Remove a mailbox")
add_platform = by_form("platform.add", Platform, "Add a platform")
change_platform = by_form("platform.change", Platform, "Change a platform")
change_rules = by_form("rules.change", Rules, "Change the rules")
