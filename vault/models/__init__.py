"""What the vault keeps."""

from vault.models.keys import Canary, DataKey

__all__ = ["Canary", "DataKey"]
