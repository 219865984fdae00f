"""Rules about the person that need nothing but roles."""

from ledger.actors import DIRECTORY, OPERATOR
from ledger.questions import Asked, permission
from people.models import User
from people.roles import Role


@permission("a steward")
def steward(thing: object, asked: Asked) -> bool:
    return isinstance(asked.by, User) and asked.by.holds(Role.STEWARD)


@permission("somebody who may sign in, for themselves")
def oneself(user: User, asked: Asked) -> bool:
    return isinstance(asked.by, User) and asked.by.pk == user.pk and user.is_active


@permission("somebody in the on-call pool")
def in_the_pool(thing: object, asked: Asked) -> bool:
    return isinstance(asked.by, User) and asked.by.holds(Role.ON_CALL)


@permission("an operator of the machine")
def operator(thing: object, asked: Asked) -> bool:
    return asked.by is OPERATOR


@permission("the organisation's directory")
def directory(thing: object, asked: Asked) -> bool:
    return asked.by is DIRECTORY
