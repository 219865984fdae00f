"""At noon of the cast's day."""

from tests.people.conftest import noon

__all__ = ["noon"]
