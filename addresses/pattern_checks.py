"""What is wrong with one pattern or template of a platform's rules."""

import re
from dataclasses import fields as fields_of
from typing import Any

from addresses.expressions import problems
from addresses.rules import Pattern
from addresses.spelling import LONGEST_PATH

URL = re.compile(r"https://[A-Za-z0-9.{}-]+/[^\s]*", re.ASCII)
PLACEHOLDER = re.compile(r"\{[^}]*\}?|\}")
TEXTS = {"path", "query", "host", "url", "shown", "ignores", "bare", "example"}
FLAGS = {"ignores_case", "exact", "hash_bang"}


def template_problems(what: str, url: object) -> list[str]:
    if not isinstance(url, str) or not URL.fullmatch(url):
        return [f"{what} begins with https:// and a host, like https://example.com/{{handle}}."]
    placeholders = PLACEHOLDER.findall(url)
    if "{handle}" not in placeholders or set(placeholders) - {"{handle}", "{host}"}:
        return [f"{what} has {{handle}} in it, and besides only {{host}}."]
    return []


def pattern_problems(pattern: object, hosts: list[Any]) -> list[str]:
    if not isinstance(pattern, dict):
        return ["is not an object with a path."]
    known = {field.name for field in fields_of(Pattern)}
    if unknown := sorted(set(map(str, pattern)) - known):
        return [f"has a field we do not know: {', '.join(unknown)}."]
    wrong = [name for name in TEXTS & set(pattern) if not isinstance(pattern[name], str)]
    wrong += [n for n in FLAGS & set(pattern) if not isinstance(pattern[n], bool | None)]
    if wrong:
        return [f"has a wrong value in {', '.join(sorted(wrong))}."]
    return [*_expressions(pattern, hosts), *_outcome(pattern)]


def _expressions(pattern: dict[str, Any], hosts: list[Any]) -> list[str]:
    path, query, host = (pattern.get(name, "") for name in ("path", "query", "host"))
    labelled = host.startswith("*.")
    found = []
    if host and host not in hosts:
        found.append("is for a host that is not in the list of hosts.")
    if labelled and (path or query):
        found.append("takes the account from the host, so it has no path and no query.")
    elif not labelled:
        if path[:1] not in {"/", "("}:
            found.append("needs a path that begins with a slash.")
        found += [f"{p[:-1]} (path)." for p in problems(path, group="" if query else "handle")]
        if query:
            found += [f"{p[:-1]} (query)." for p in problems(query, group="handle")]
    return found


def _outcome(pattern: dict[str, Any]) -> list[str]:
    found = []
    if url := pattern.get("url"):
        found += [f"has a wrong url. {problem}" for problem in template_problems("It", url)]
    shown = pattern.get("shown", "{handle}")
    if "{handle}" not in shown or set(PLACEHOLDER.findall(shown)) - {"{handle}", "{host}"}:
        found.append("shows the handle with {handle}, and besides only {host}.")
    if bare := pattern.get("bare"):
        found += [f"{problem[:-1]} (bare)." for problem in problems(bare)]
    if len(pattern.get("example", "")) > LONGEST_PATH:
        found.append(f"has an example longer than {LONGEST_PATH} characters.")
    return found
