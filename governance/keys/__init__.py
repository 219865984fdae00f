"""Governance's side of the vault: depositing, opening and changing a channel's keys."""
