"""The program in the bench's own process, on the database of the large register."""

import os
from typing import Any

import django
from django.apps import apps

from tests.bench.place import Place


def start(place: Place) -> None:
    """Only once this was called can anything of the program be imported."""
    if not apps.ready:
        os.environ.update(place.large.environment)
        django.setup()


def officer() -> Any:
    """Who does what is measured: afresh, so that no answer is remembered."""
    from people.models import User

    return User.objects.get(email="person0@bench.invalid")


def head() -> Any:
    from people.models import User

    return User.objects.get(email="person1@bench.invalid")
