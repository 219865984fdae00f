"""What pages want to know of a channel's keys: rules for a password, and what is proposed."""

from governance.models import Channel
from vault import fields
from vault.generator import PasswordRules
from vault.models import Custodian, Version


def password_rules(channel: Channel) -> PasswordRules:
    """What the channel's platform asks of a password; the longest that people can still type."""
    platform = channel.platform
    length = max(platform.password_min, min(platform.password_max, PasswordRules().length))
    return PasswordRules(
        length=length, symbols=platform.password_symbols or PasswordRules().symbols
    )


def proposed_fields(custodian: Custodian | None) -> tuple[str, ...]:
    """The fields of the keys that are proposed beside the current ones."""
    if custodian is None:
        return ()
    rows = custodian.versions.filter(standing=Version.Standing.PROPOSED)
    names = {fields.name_of(name) for name in rows.values_list("sealed__field", flat=True)}
    return tuple(name for name in fields.LABELS if name in names)
