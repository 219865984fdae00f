"""What stewards manage of people: users, teams and tokens. Every change enters the ledger."""

from people.admin import teams, tokens, users

__all__ = ["teams", "tokens", "users"]
