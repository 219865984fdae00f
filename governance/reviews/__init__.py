"""Reviews: the periodic look at a channel's life span and security."""
