"""The same acts and queries over REST."""
