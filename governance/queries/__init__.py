"""Read models: what the lists, the search and the verdicts are answered from."""
