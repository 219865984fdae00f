"""Draws the states and steps of everything that has them, from the one table of steps."""
