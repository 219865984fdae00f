"""The vault as a Django application."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "vault"
    verbose_name = "Vault"

    def ready(self) -> None:
        """Acts stand beside what they change; whoever asks for all of them finds all."""
        from vault import declared  # noqa: F401  importing it declares them
