"""What is wrong with a platform's rules, in sentences for the person who wrote them."""

import re
from collections.abc import Mapping
from dataclasses import fields as fields_of
from typing import Any

from governance.addresses.book import AddressBook
from governance.addresses.expressions import problems
from governance.addresses.rules import ANY_HOST, LOCALE, Pattern, PlatformRules
from governance.addresses.spelling import LONGEST_PATH

MOST_PATTERNS = 20
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", re.ASCII)
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.ASCII)
URL = re.compile(r"https://[A-Za-z0-9.{}-]+/[^\s]*", re.ASCII)
PLACEHOLDER = re.compile(r"\{[^}]*\}?|\}")
TEXTS = {"path", "query", "host", "url", "shown", "ignores", "bare", "example"}
FLAGS = {"ignores_case", "exact", "hash_bang"}


def check_rules(fields: Mapping[str, Any]) -> list[str]:
    """Empty where the rules can be used."""
    found = [*_names(fields), *_hosts(fields.get("hosts"))]
    found += _template("The address template", fields.get("url_template"))
    if fields.get("handle_pattern"):
        found += [f"The handle pattern {p}" for p in problems(fields["handle_pattern"])]
    found += _words(fields.get("reserved") or [], "reserved", starts="/")
    found += _words(fields.get("aliases") or [], "aliases", starts="")
    patterns = fields.get("patterns")
    if not isinstance(patterns, list) or not 1 <= len(patterns) <= MOST_PATTERNS:
        return [*found, f"Give a list of 1 to {MOST_PATTERNS} patterns."]
    hosts = fields.get("hosts")
    for number, pattern in enumerate(patterns, 1):
        known = hosts if isinstance(hosts, list) else []
        found += [f"Pattern {number} {problem}" for problem in _pattern(pattern, known)]
    return found or _examples(fields)


def _names(fields: Mapping[str, Any]) -> list[str]:
    found = []
    if not isinstance(fields.get("slug"), str) or not SLUG.fullmatch(fields["slug"]):
        found.append("The slug is 1 to 40 small letters, digits and hyphens.")
    if not isinstance(fields.get("name"), str) or not fields["name"].strip():
        found.append("Give the platform's name.")
    return found


def _hosts(hosts: object) -> list[str]:
    if not isinstance(hosts, list) or not hosts:
        return ["Give a list of one host at least, the usual one first."]
    if ANY_HOST in hosts:
        return [] if hosts == [ANY_HOST] else [f"“{ANY_HOST}” means any host: it stands alone."]
    found = []
    for host in hosts:
        plain = host.removeprefix("*.").removeprefix(LOCALE) if isinstance(host, str) else ""
        if not HOST.fullmatch(plain):
            found.append(
                f"“{host}” is not a host. Write it like example.com, *.example.com "
                "or {locale}.example.com, in small letters."
            )
    if not found and len(set(hosts)) < len(hosts):
        found.append("A host is listed twice.")
    return found


def _template(what: str, url: object) -> list[str]:
    if not isinstance(url, str) or not URL.fullmatch(url):
        return [f"{what} begins with https:// and a host, like https://example.com/{{handle}}."]
    placeholders = PLACEHOLDER.findall(url)
    if "{handle}" not in placeholders or set(placeholders) - {"{handle}", "{host}"}:
        return [f"{what} has {{handle}} in it, and besides only {{host}}."]
    return []


def _words(words: object, field: str, *, starts: str) -> list[str]:
    if isinstance(words, list | set | frozenset | tuple) and all(
        isinstance(word, str) and word.startswith(starts) for word in words
    ):
        return []
    example = ", like /search, or //short.example for a host" if starts else ""
    return [f"The field {field} is a list of texts{example}."]


def _pattern(pattern: object, hosts: list[Any]) -> list[str]:
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
        found += [f"has a wrong url. {problem}" for problem in _template("It", url)]
    shown = pattern.get("shown", "{handle}")
    if "{handle}" not in shown or set(PLACEHOLDER.findall(shown)) - {"{handle}", "{host}"}:
        found.append("shows the handle with {handle}, and besides only {host}.")
    if bare := pattern.get("bare"):
        found += [f"{problem[:-1]} (bare)." for problem in problems(bare)]
    if len(pattern.get("example", "")) > LONGEST_PATH:
        found.append(f"has an example longer than {LONGEST_PATH} characters.")
    return found


def _examples(fields: Mapping[str, Any]) -> list[str]:
    """Rules that are well formed may still not read the addresses they are meant for."""
    book = AddressBook([PlatformRules.of(fields)])
    examples = [pattern["example"] for pattern in fields["patterns"] if pattern.get("example")]
    if not examples:
        return ["Give one pattern at least an example: the address of an account in full."]
    found = []
    for example in examples:
        address = book.parse(example)
        back = book.parse(address.url) if address else None
        if address is None:
            found.append(f"The example {example} is not read by these rules.")
        elif back is None or back.key != address.key:
            found.append(
                f"The example {example} leads to {address.url}, which these rules do not read back."
            )
    return found
