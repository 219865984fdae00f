"""What the vault keeps."""

from vault.models.custodian import Custodian, Policy, PolicyChange
from vault.models.grant import Grant, Use
from vault.models.keys import Canary, DataKey
from vault.models.rotation import Cause, Rotation
from vault.models.version import Sealed, Version

__all__ = [
    "Canary",
    "Cause",
    "Custodian",
    "DataKey",
    "Grant",
    "Policy",
    "PolicyChange",
    "Rotation",
    "Sealed",
    "Use",
    "Version",
]
