"""Is a regular expression that a steward wrote safe to match against what strangers send?"""

import re

LONGEST_EXPRESSION = 200
MOST_REPEATS = 3
MANY = 4
"""A repeat of no more than this many is as good as written out."""

QUANTIFIER = re.compile(r"[*+?]\??|\{(\d*)(,?)(\d*)\}\??")
OPENING = re.compile(r"\(\?(?:P<\w+>|:|=|!|<=|<!|)")
OTHER_GROUP = re.compile(r"\(\?(?!P<|:|=|!|<=|<!)")
BACKREFERENCE = re.compile(r"(?<!\\)(?:\\\\)*\\[1-9]")


def problems(expression: object, *, group: str = "") -> list[str]:
    """Sentences; `group` is the named group that it must have."""
    if not isinstance(expression, str):
        return ["is not text."]
    if len(expression) > LONGEST_EXPRESSION:
        return [f"is longer than {LONGEST_EXPRESSION} characters."]
    try:
        compiled = re.compile(expression, re.ASCII)
    except (re.error, OverflowError, RecursionError) as error:
        return [f"is not a regular expression: {error}."]
    found = []
    if group and compiled.groupindex.keys() != {group}:
        found.append(f"needs one named group, (?P<{group}>…), and no other.")
    if OTHER_GROUP.search(expression) or BACKREFERENCE.search(expression):
        return [*found, "has a flag, a comment, a condition or a reference back to a group in it."]
    nested, repeats = _repeats(expression)
    if nested:
        found.append(
            "repeats a group with a choice or a repeat in it, which can take very long to match."
        )
    if repeats > MOST_REPEATS:
        found.append(f"repeats more than {MOST_REPEATS} parts, which can take very long to match.")
    return found


def _repeats(expression: str) -> tuple[bool, int]:
    """Is a group repeated that can match one text in several ways, and how many repeats are
    there? Reads an expression that compiles; knows escapes, classes and groups only."""
    nested, repeats, at = False, 0, 0
    open_groups = [False]  # does the group that is open hold a choice or a repeat?
    last_holds = False  # did the part just read?
    while at < len(expression):
        character = expression[at]
        if (quantifier := QUANTIFIER.match(expression, at)) and at > 0:
            at = quantifier.end()
            open_groups[-1] = True
            if _many(quantifier):
                nested = nested or last_holds
                repeats += 1
            continue
        last_holds = False
        if character == "\\":
            at += 2
        elif character == "[":
            at = _class_end(expression, at)
        elif character == "(":
            open_groups.append(False)
            opened = OPENING.match(expression, at)
            at = opened.end() if opened else at + 1
        elif character == ")":
            last_holds = open_groups.pop()
            open_groups[-1] = open_groups[-1] or last_holds
            at += 1
        else:
            open_groups[-1] = open_groups[-1] or character == "|"
            at += 1
    return nested, repeats


def _many(quantifier: re.Match[str]) -> bool:
    if quantifier[0][0] in "*+":
        return True
    if quantifier[0][0] == "?":
        return False
    least, comma, most = quantifier.groups()
    return (bool(comma) and not most) or int(most or least or 0) > MANY


def _class_end(expression: str, at: int) -> int:
    at += 2 if expression.startswith("[^", at) else 1
    at += 1 if expression.startswith("]", at) else 0
    while expression[at] != "]":
        at += 2 if expression[at] == "\\" else 1
    return at + 1
