"""The pages of the register, and of bringing channels in by a file."""
