"""Caches that hold JSON and nothing that runs: in a table, in memory and in Redis."""
