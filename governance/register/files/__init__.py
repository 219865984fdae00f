"""Reading files that strangers made: a process of its own, which knows nothing of the register."""
