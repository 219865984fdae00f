"""The vault as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "vault"
    verbose_name = "Vault"

    def ready(self) -> None:
        """Acts stand beside what they change; whoever asks for all of them finds all."""
        import_module("vault.declared")
