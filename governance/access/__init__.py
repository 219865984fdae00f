"""Who and what can act on a channel, and whether access is held."""
