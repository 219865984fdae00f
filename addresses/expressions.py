"""Is a regular expression that a steward wrote safe to match against what strangers send?

It is, where a text of the greatest length can be matched in so few ways that trying all of them
costs less than a moment. What reads backwards, repeats a repeat or refers back is not counted, but
refused.
"""

import re

from addresses.spelling import LONGEST_PATH

LONGEST_EXPRESSION = 200
MOST_WAYS = 10_000_000
"""How often a matcher may have to go back: a tenth of a second. Those that come along need six
million at most, were a path made for that alone."""

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
    nested, ways = _ways(expression)
    if nested:
        found.append(
            "repeats a group with a choice or a repeat in it, which can take very long to match."
        )
    if ways > MOST_WAYS:
        found.append(
            f"can match a text of {LONGEST_PATH} letters in more than {MOST_WAYS:,} ways, which "
            "can take very long: use fewer repeats, and say how long each can be, like {1,30}."
        )
    return found


def _ways(expression: str) -> tuple[bool, int]:
    """Is a group repeated that can match one text in several ways, and in how many ways can the
    longest text be matched? Reads an expression that compiles; knows escapes, classes, groups."""
    nested, ways, at = False, 1, 0
    open_groups = [False]  # does the group that is open hold a choice or a repeat?
    last_holds = False  # did the part just read?
    while at < len(expression):
        character = expression[at]
        if (quantifier := QUANTIFIER.match(expression, at)) and at > 0:
            at = quantifier.end()
            open_groups[-1] = True
            least, most = _repeats(quantifier)
            nested = nested or (last_holds and most > 1)
            ways *= most - least + 1
            last_holds = True  # a repeat of a repeat, were there one
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
            if character == "|":
                open_groups[-1] = True
                ways *= 2
            at += 1
    return nested, ways


def _repeats(quantifier: re.Match[str]) -> tuple[int, int]:
    """How often at least, and at most in a text of the greatest length."""
    match quantifier[0][0]:
        case "?":
            return 0, 1
        case "*":
            return 0, LONGEST_PATH
        case "+":
            return 1, LONGEST_PATH
    least, comma, most = quantifier.groups()
    fewest = int(least or 0)
    return fewest, max(fewest, min(int(most or LONGEST_PATH), LONGEST_PATH) if comma else fewest)


def _class_end(expression: str, at: int) -> int:
    at += 2 if expression.startswith("[^", at) else 1
    at += 1 if expression.startswith("]", at) else 0
    while expression[at] != "]":
        at += 2 if expression[at] == "\\" else 1
    return at + 1
