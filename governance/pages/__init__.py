"""The pages: each reads its input, calls one act and chooses a response."""
