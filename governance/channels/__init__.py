"""Channels, from approval until they are retired."""
