"""One expression of the Common Expression Language for all formulas."""

from bench.engines import UNANSWERED
from bench.engines.infix import Syntax
from bench.formulas import MOST, Formula, Formulas


def text(formulas: Formulas) -> str:
    """The language has no assignments: a list of one element, mapped, gives its parts names.

    Formulas stand in levels, each of which needs only those before it; the values of a level are a list.
    Answers are a list `g3` for every group 3.
    """
    places: dict[str, str] = {}
    levels = [_sums(formulas)]
    depth = dict.fromkeys(levels[0], 0)
    for name, formula in formulas.formulas.items():
        depth[name] = 1 + max(depth[used] for used in _used(formula))
        levels += [{}] * (depth[name] + 1 - len(levels))
        levels[depth[name]] = {**levels[depth[name]], name: formula}
    syntax = Syntax(
        names={"===": "==", "and": "&&", "or": "||", "!": "!"},
        variable=lambda name: places[name],
        quotient="(double({}) / double({}))",
        least=_least,
    )
    opening = ""
    for number, level in enumerate(levels):
        written = [each if number == 0 else syntax.text(each) for each in level.values()]
        opening += f"[[{', '.join(written)}]].map(l{number}, "
        places |= {name: f"l{number}[{index}]" for index, name in enumerate(level)}
    outputs = ", ".join(f'"{name}": {places[name]}' for name in formulas.keys.values())
    closing = ")" + ")[0]" * (len(levels) - 1)
    return f"{opening}{{{outputs}}}{closing}[0]"


def _sums(formulas: Formulas) -> dict[str, str]:
    """Sums written out term by term: the language has none, and no fold."""
    sums: dict[str, str] = {}
    for number, positions in enumerate(formulas.groups):
        codes = [f"g{number}[{index}]" for index in range(len(positions))]
        sums[f"p{number}"] = " + ".join(f"({code} > 0 ? {code} : 0)" for code in codes)
        sums[f"n{number}"] = " + ".join(f"({code} >= 0 ? 1 : 0)" for code in codes)
        sums[f"o{number}"] = f"{UNANSWERED} in g{number}"
        if number in formulas.carried:
            sums[f"f{number}"] = " + ".join(f"({code} == {MOST} ? 1 : 0)" for code in codes)
    return sums


def _used(formula: Formula) -> list[str]:
    if not isinstance(formula, dict):
        return []
    ((operator, operands),) = formula.items()
    return [operands] if operator == "var" else [name for each in operands for name in _used(each)]


def _least(parts: list[str]) -> str:
    """The language has no minimum of several: the one that is at most every one of them."""
    listed = f"[{', '.join(parts)}]"
    return f"{listed}.filter(x, {listed}.all(y, x <= y))[0]"
