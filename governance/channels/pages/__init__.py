"""The pages of a channel."""
