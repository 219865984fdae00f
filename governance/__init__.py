"""Policies, plans, channels, platforms, access and reviews: what is decided, by whom, and when."""
