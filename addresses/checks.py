"""What is wrong with a platform's rules, in sentences for the person who wrote them."""

import re
from collections.abc import Mapping
from typing import Any

from addresses.book import AddressBook
from addresses.expressions import problems
from addresses.pattern_checks import pattern_problems, template_problems
from addresses.rules import ANY_HOST, LOCALE, PlatformRules

MOST_PATTERNS = 20
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", re.ASCII)
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.ASCII)


def check_rules(fields: Mapping[str, Any]) -> list[str]:
    """Empty where the rules can be used."""
    found = [*_names(fields), *_hosts(fields.get("hosts"))]
    found += template_problems("The address template", fields.get("url_template"))
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
        found += [f"Pattern {number} {problem}" for problem in pattern_problems(pattern, known)]
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


def _words(words: object, field: str, *, starts: str) -> list[str]:
    if isinstance(words, list | set | frozenset | tuple) and all(
        isinstance(word, str) and word.startswith(starts) for word in words
    ):
        return []
    example = ", like /search, or //short.example for a host" if starts else ""
    return [f"The field {field} is a list of texts{example}."]


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
