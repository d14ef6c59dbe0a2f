"""Drawn populations with small groups, and an attack by rank on all that is shown of them.

The attack knows which answers each value folds, from the forms and the rules as the test writes them. It has
nothing in common with the code that chooses what is withheld.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

import attrs

LEVELS = ("no", "partly", "yes")
FRACTION = {"no": Fraction(0), "partly": Fraction(1, 2), "yes": Fraction(1)}
Form = dict[str, Any]
Atom = tuple[str, str, str]
Row = dict[Atom, Fraction]


@attrs.frozen
class Asked:
    """A measure of a world.

    Attributes:
        name: how it is called.
        across: its population dimensions.
        per_item: whether there is a value for each item.
        value: the rule.
        worth: what each level counts.
        each_form: whether forms weigh the same, however many items they answer.
        guarded: whether few are withheld.
    """

    name: str
    across: tuple[str, ...]
    per_item: bool = False
    value: str = "mean(fraction)"
    worth: Mapping[str, Fraction] = FRACTION
    each_form: bool = False
    guarded: bool = True

    @property
    def text(self) -> str:
        """The rules for it: how many respondents there are, and the value."""
        across = ", ".join(self.across)
        per = "per: [indicator], " if self.per_item else ""
        counted = "answered" if self.per_item else "responded"
        guard = f", show_if: {self.name}_n >= fewest" if self.guarded else ""
        return (
            f"  {self.name}_n: {{across: [{across}], {per}value: count({counted})}}\n"
            f"  {self.name}: {{across: [{across}], {per}value: {self.value}{guard}}}\n"
        )


@attrs.frozen
class World:
    """Forms and rules."""

    items: tuple[str, ...]
    asked: tuple[Asked, ...]
    forms: tuple[Form, ...]
    fewest: int = 3
    interval: str = ""

    @property
    def text(self) -> str:
        """The framework."""
        items = ", ".join(f"{item}: Question {item}" for item in self.items)
        return (
            'digiramverk: 1\nid: world\nedition: "1"\ntitle: World\nlanguages: [en]\n'
            "scale: [no, partly, yes]\n"
            "attributes: {district: {title: District, members: [n, s, e]}}\n"
            "groups: {a: A, b: B, c: C}\nscoring: {unanswered: exclude}\n"
            f"{self.interval}"
            f"areas: {{t: {{title: T, indicators: {{{items}}}}}}}\nparams: {{fewest: {self.fewest}}}\n"
            "rules:\n  responded: any(answered)\n"
            + (
                "  own: {across: [response], value: mean(fraction)}\n"
                if any(a.each_form for a in self.asked)
                else ""
            )
            + "".join(each.text for each in self.asked)
        )

    def row(self, asked: Asked, members: Mapping[str, str]) -> Row:
        """What a value adds up, by form, item and level."""
        found: Row = {}
        items = [members["indicator"]] if asked.per_item else self.items
        for form in self.forms:
            if any(form.get(name) != members[name] for name in asked.across):
                continue
            own = [item for item in items if form["answers"].get(item)]
            for item in own:
                weight = Fraction(1, len(own)) if asked.each_form else Fraction(1)
                for level in LEVELS:
                    worth = asked.worth[level] - asked.worth["no"]
                    if worth:
                        found[form["response"], item, level] = weight * worth
        return found

    def respondents(self, key: "Key") -> int:
        """How many answered what a value is made of."""
        asked = next(each for each in self.asked if each.name == key[0])
        members = dict(key[1])
        items = [members["indicator"]] if asked.per_item else self.items
        return sum(
            any(form["answers"].get(item) for item in items)
            for form in self.forms
            if all(form.get(name) == members[name] for name in asked.across)
        )


COUNTS = (
    ("yes", 'count(answer == "yes")', {"no": Fraction(0), "partly": Fraction(0), "yes": Fraction(1)}),
    ("high", "share_of(fraction >= 0.5)", {"no": Fraction(0), "partly": Fraction(1), "yes": Fraction(1)}),
    ("points", "sum(points)", {"no": Fraction(0), "partly": Fraction(1), "yes": Fraction(2)}),
)


def measures(
    dimensions: Iterable[tuple[str, ...]], *, items: bool, pooled: bool, own: bool, counts: bool
) -> Iterator[Asked]:
    """Measures over sets of dimensions."""
    for across in dimensions:
        name = "_".join(across) or "all"
        if items:
            yield Asked(f"{name}_item", across, per_item=True)
        if pooled:
            value = "mean(own)" if own else "mean(fraction)"
            yield Asked(f"{name}_mean", across, value=value, each_form=own)
        if counts:
            for kind, value, worth in COUNTS:
                yield Asked(f"{name}_{kind}", across, per_item=items, value=value, worth=worth)


SHAPES: dict[str, tuple[tuple[str, ...], ...]] = {
    "units": (("unit",), ()),
    "districts": (("unit",), ("district",), ()),
    "unit_group": (("unit", "group"), ("unit",), ("group",)),
    "district_group": (("district", "group"), ("district",), ("group",), ()),
    "items_groups": (("group",), ()),
    "counts": (("unit",), ("district",), ()),
}


def world(shape: str, dice: Random) -> World:
    """A world of a shape."""
    count = {"items_groups": 3, "counts": 2}.get(shape, dice.choice((1, 1, 2)))
    items = tuple(f"T{number}" for number in range(1, count + 1))
    district = {f"u{number}": dice.choice("nse") for number in range(dice.randint(2, 7))}
    units = sorted(district)
    forms: list[Form] = []
    for _ in range(dice.randint(6, 26)):
        unit = dice.choice(units)
        answers = {
            item: dice.choice(LEVELS) for item in items if dice.random() < (0.75 if count > 1 else 0.95)
        }
        forms.append(
            {
                "response": f"r{len(forms)}",
                "unit": unit,
                "district": district[unit],
                "group": dice.choice("aabbbc"),
                "answers": answers,
            }
        )
    own = shape in {"units", "districts"} and dice.random() < 0.4
    asked = measures(
        SHAPES[shape],
        items=shape == "items_groups" or (shape == "counts" and dice.random() < 0.5),
        pooled=shape != "counts" or dice.random() < 0.5,
        own=own,
        counts=shape == "counts",
    )
    found = list(asked)
    return World(items, tuple(found), tuple(forms))


# --- the attack ------------------------------------------------------------------------------------------


def residual(row: Row, basis: list[tuple[Atom, Row]]) -> Row:
    """What is left of a row."""
    left = dict(row)
    for pivot, own in basis:
        factor = left.get(pivot)
        if factor:
            for atom, value in own.items():
                rest = left.get(atom, Fraction(0)) - factor * value
                if rest:
                    left[atom] = rest
                else:
                    left.pop(atom, None)
    return left


def span(rows: Iterable[Row]) -> list[tuple[Atom, Row]]:
    """A basis of rows."""
    basis: list[tuple[Atom, Row]] = []
    for row in rows:
        left = residual(row, basis)
        if left:
            pivot = min(left)
            own = {atom: value / left[pivot] for atom, value in left.items()}
            basis.append((pivot, own))
    return basis


def follows(row: Row, basis: list[tuple[Atom, Row]]) -> bool:
    """Whether a row follows from a basis."""
    return not residual(row, basis)


Key = tuple[str, tuple[tuple[str, str], ...]]


def attacked(shown: Mapping[Key, Row], hidden: Mapping[Key, Row]) -> list[Key]:
    """What is hidden and yet follows from what is shown."""
    basis = span(shown.values())
    return [key for key, row in hidden.items() if row and follows(row, basis)]


def fewest_hidden(shown: Mapping[Key, Row], secret: Mapping[Key, Row]) -> int:
    """The least number of shown values that must be withheld for the secrets to be safe, by trying all."""
    keys = list(shown)
    for size in range(len(keys) + 1):
        for taken in combinations(keys, size):
            left = [row for key, row in shown.items() if key not in taken]
            basis = span(left)
            if not any(follows(row, basis) for row in secret.values() if row):
                return size
    raise AssertionError
