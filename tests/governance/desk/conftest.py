"""The pages at noon of the cast's day, with everybody at their own browser."""

from tests.pages.conftest import SignIn, noon, sign_in

__all__ = ["SignIn", "noon", "sign_in"]
