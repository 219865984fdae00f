"""Plans: what a team writes to ask for a channel, to renew one or to change one."""
