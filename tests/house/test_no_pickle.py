"""Nothing of ours reads what runs while it is read: no pickle, and no cache that pickles."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.serializers import JSONSerializer
from django.utils.module_loading import import_string

from config.connections import caches
from config.reading import Reading
from tests.house.test_imports import ROOT, sources

RUNS = {"pickle", "cPickle", "_pickle", "pickletools", "shelve", "marshal", "dill", "cloudpickle"}
RUNS |= {"joblib", "jsonpickle"}
PICKLING = "django.core.cache.backends."
BUILT_ON = {
    "config/caches/database.py": {"base", "db"},
    "config/caches/memory.py": {"base", "locmem"},
    "config/caches/redis.py": {"redis"},
}
"""What of Django's caches ours are built on: each overrides all that pickles."""

JSON = {
    "config.caches.database.SealedDatabaseCache",
    "config.caches.memory.MemoryCache",
    "config.caches.redis.SealedRedisCache",
}


def ours() -> Iterator[tuple[str, ast.Module]]:
    yield from sources()
    for path in (ROOT / "manage.py", *sorted((ROOT / "script").rglob("*.py"))):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def named(tree: ast.Module) -> set[str]:
    """All modules that are imported, and all texts, which settings make modules of."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found


def test_no_module_reads_what_runs() -> None:
    found = {path: names for path, tree in ours() if (names := _running(tree))}
    assert found == {}


def _running(tree: ast.Module) -> set[str]:
    return {name for name in named(tree) if name.split(".")[0] in RUNS}


def test_the_scan_sees_each_way_to_import() -> None:
    for text in ("import pickle", "from marshal import loads", "import_module('dill')"):
        assert _running(ast.parse(text))


def test_djangos_caches_are_used_by_ours_alone() -> None:
    found = {}
    for path, tree in ours():
        parts = {
            name.removeprefix(PICKLING).split(".")[0]
            for name in named(tree)
            if name.startswith(PICKLING)
        }
        if parts:
            found[path] = parts
    assert found == BUILT_ON


@pytest.mark.parametrize("part", ["database", "memory", "redis"])
def test_what_django_pickles_is_overridden(part: str) -> None:
    """Each method of Django's that names pickle, or calls one that does, has one of ours."""
    [ours_] = [import_string(name) for name in JSON if name.startswith(f"config.caches.{part}.")]
    [parent] = ours_.__bases__
    tree = ast.parse(Path(import_string(parent.__module__).__file__).read_text())
    [body] = [n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == parent.__name__]
    pickling = {
        method.name
        for method in body.body
        if isinstance(method, ast.FunctionDef)
        and {"pickle", "_base_set"} & {_called(node) for node in ast.walk(method)}
    }
    assert (pickling != set()) is (part != "redis")
    assert pickling - set(vars(ours_)) <= {"_base_set"}


def _called(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_redis_is_read_by_a_client_of_ours() -> None:
    cache = import_string("config.caches.redis.SealedRedisCache")("redis://127.0.0.1:1/0", {})
    serializer = cache._cache._serializer
    assert serializer.loads(b"cos\nsystem\n.") == b"cos\nsystem\n."
    assert type(serializer).__module__ == "config.caches.redis"


@pytest.mark.parametrize("address", ["", "rediscache://127.0.0.1:6379/1?serializer=pickle.Pickler"])
def test_all_caches_and_sessions_are_json(address: str) -> None:
    reading = Reading({"CACHE_URL": address} if address else {})
    found = {each["BACKEND"] for each in caches(reading).values()}
    assert found <= JSON
    assert {each["BACKEND"] for each in settings.CACHES.values()} <= JSON
    assert import_string(settings.SESSION_SERIALIZER) is JSONSerializer
