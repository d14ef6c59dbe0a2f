"""Definitions that nobody should write: each is small for what it asks for. Made here, kept nowhere.

`python -m bench.hostile_definitions` prints what each costs to refuse or to load.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

HEAD: Final = """\
digiramverk: 1
id: hostile
edition: "1"
title: Hostile
languages: [en]
scale: [no, partly, yes]
scoring: {unanswered: exclude}
"""
AREAS: Final = "areas:\n  a: {indicators: {A1: One thing is in place, A2: Another thing is known}}\n"
PLAIN: Final = HEAD + AREAS
RULE: Final = PLAIN + "rules: {m: mean(points)}\n"


def chain(first: str, rest: str, count: int) -> str:
    """Rules of which each is computed from the one before."""
    lines = [
        f"  m0: {first}\n",
        *(f"  m{number + 1}: {rest.format(f'm{number}')}\n" for number in range(count)),
    ]
    return PLAIN + "rules:\n" + "".join(lines)


def formula(text: str) -> str:
    """One rule."""
    return f"{PLAIN}rules: {{m: '{text}'}}\n"


def members(count: int, prefix: str) -> str:
    """The ids of so many members."""
    return ", ".join(f"{prefix}{number}" for number in range(count))


def wide() -> str:
    """One indicator that belongs to sixty members of each of five facets."""
    names = [f"f{number}" for number in range(5)]
    belongs = ", ".join(f"{name}: [{members(60, f'{name}x')}]" for name in names)
    facets = "".join(f"  {name}: [{members(60, f'{name}x')}]\n" for name in names)
    areas = f"areas:\n  a: {{indicators: {{A1: {{text: One thing, facets: {{{belongs}}}}}}}}}\n"
    return f"{HEAD}facets:\n{facets}{areas}rules:\n  m: {{per: [{', '.join(names)}], value: mean(points)}}\n"


def scales() -> str:
    """Two thousand scales whose fractions have nothing in common."""
    lines = "".join(
        f"  s{n}: {{levels: {{a: {{title: A, points: 0}}, b: {{title: B, points: {1 + n / 1009:.12f}}}, "
        f"c: {{title: C, points: {7 + n / 997:.12f}}}}}}}\n"
        for n in range(2_000)
    )
    asked = "".join(f"      I{n}: {{text: Thing {n} is known, scale: s{n}}}\n" for n in range(2_000))
    head = HEAD.replace("scale: [no, partly, yes]\n", f"scales:\n{lines}")
    return f"{head}areas:\n  a:\n    indicators:\n{asked}rules: {{m: sum(fraction)}}\n"


def mistakes(separator: str, opening: str, closing: str) -> str:
    """Ten thousand rules that name what is not there."""
    rules = separator.join(f"m{n}: mean(poits) + {n}" for n in range(10_000))
    return f"{PLAIN}rules: {opening}{rules}{closing}\n"


HOSTILE: Final[Mapping[str, Callable[[], str]]] = {
    "squares of squares": lambda: chain("mean(points) * 1.23456789", "{0} * {0}", 40),
    "squares of large numbers": lambda: chain("sum(points) * 1000", "{0} * {0}", 40),
    "quotients of quotients": lambda: chain("mean(points) + 0.37", "1 / ({0} * {0} + 0.11)", 40),
    "products of thirty digits": lambda: formula(" * ".join(["9" * 30] * 35)),
    "rounded squares": lambda: chain("mean(points) * 0.123456789", "round({0} * {0}, 9)", 45),
    "twice the one before": lambda: chain("mean(points)", "{0} + {0}", 70),
    "scales with nothing in common": scales,
    "five facets of sixty": wide,
    "a chain of five thousand": lambda: chain("mean(points)", "{0} + 1", 5_000),
    "two thousand rings": lambda: (
        PLAIN + "rules:\n" + "".join(f"  a{n}: b{n} + 1\n  b{n}: a{n} + 1\n" for n in range(2_000))
    ),
    "a ring of five thousand": lambda: (
        PLAIN + "rules:\n" + "".join(f"  m{n}: m{(n + 1) % 5_000} + 1\n" for n in range(5_000))
    ),
    "brackets in brackets": lambda: PLAIN + "publisher: " + "[" * 200_000,
    "braces in braces": lambda: PLAIN + "publisher: " + "{a: " * 100_000,
    "indented by one, and one": lambda: (
        PLAIN + "publisher:\n" + "".join(" " * n + "a:\n" for n in range(1, 2_000))
    ),
    "dashes after dashes": lambda: PLAIN + "publisher:\n " + "- " * 100_000 + "x\n",
    "areas in areas": lambda: HEAD + "areas: " + "{a: {areas: " * 5_000 + "}" * 10_000,
    "aliases of aliases": lambda: (
        PLAIN
        + "publisher: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"k{n}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 10)}]\n" for n in range(9))
    ),
    "a thousand minus signs": lambda: formula("-" * 1_900 + "mean(points)"),
    "not not not": lambda: formula("not " * 490 + "any(answered)"),
    "if after if": lambda: formula("1 if mean(points) > 1 else " * 70 + "2"),
    "brackets in a rule": lambda: formula("(" * 900 + "mean(points)" + ")" * 900),
    "a rule of a million blanks": lambda: formula("mean(points)" + " " * 1_000_000),
    "mistakes on one line": lambda: mistakes(", ", "{", "}"),
    "mistakes on many lines": lambda: mistakes("\n  ", "\n  ", ""),
    "keys that nobody knows": lambda: PLAIN + "".join(f"areax{n}: 1\n" for n in range(10_000)),
    "roles that nobody has": lambda: (
        PLAIN + "roles: {" + ", ".join(f"r{n}: {{title: X, parent: q{n}}}" for n in range(5_000)) + "}\n"
    ),
    "a quote that stays open": lambda: PLAIN + 'publisher: "' + "x" * 2_000_000,
    "a key of a million letters": lambda: PLAIN + "x" * 1_000_000 + ": 1\n",
    "a scale of ten thousand levels": lambda: (
        PLAIN.replace("[no, partly, yes]", f"[{members(10_000, 'l')}]") + "rules: {m: mean(points)}\n"
    ),
    "ten thousand areas": lambda: (
        HEAD.replace("{unanswered", "{use: area_means, unanswered")
        + "areas:\n"
        + "".join(f"  a{n}: {{indicators: {{I{n}: Thing {n} is known}}}}\n" for n in range(5_000))
    ),
    "a million hash signs": lambda: RULE + "publisher: x" + " #a" * 300_000 + "\n",
    "anchors that nobody uses": lambda: (
        RULE + "sources: {" + ", ".join(f"s{n}: &a{n} T" for n in range(10_000)) + "}\n"
    ),
    "escapes that nobody sees": lambda: RULE + 'publisher: "' + "\\P" * 100_000 + '"\n',
    "a tag that runs programs": lambda: PLAIN + "publisher: !!python/object/apply:os.system ['true']\n",
    "nothing to divide by": lambda: (
        HEAD.replace("scoring:", 'steps: ["1"]\nscoring:')
        + AREAS
        + 'rules:\n  m: {per: [step], value: "1 / max(-0.1, sum(1, weight=weight))"}\n'
    ),
}
"""By name, what makes the text of each."""


def validating(name: str, folder: Path) -> tuple[str, ...]:
    """Write one of them into a folder; the command line that validates it."""
    (folder / "hostile.yaml").write_text(HOSTILE[name](), encoding="utf-8")
    return "validate", "hostile.yaml", "--lang", "en"


def codes_of(printed: str) -> tuple[str, ...]:
    """The codes of the errors that a command has shown."""
    return tuple(sorted(set(re.findall(r"^error (DR\d{3}):", printed, re.MULTILINE))))
