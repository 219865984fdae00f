"""Who: users, teams, memberships, roles, duty, tokens and sign-in."""
