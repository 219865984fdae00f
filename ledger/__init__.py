"""What happened: the hash chain, the one way to take a step, and the notices owed."""
