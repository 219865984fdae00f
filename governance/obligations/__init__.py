"""What is owed: the kinds, the table that is true in every transaction, the ladder."""
