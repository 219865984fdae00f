"""The organisation's policy in its versions, and who has read it."""
