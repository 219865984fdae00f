"""The pages of a channel's keys and of being on call."""
