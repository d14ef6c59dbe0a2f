"""Small rulesets in a few words, for tests that a person reads.

Six indicators: ledning has two at each of its steps 1 and 2, infrastruktur one at step 1 and one at step 3.
All are answered on a scale of nej (0), delvis (1) and ja (2).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from tests.rules.oracle import Sheet, Value
from tests.rules.running import compiled, everything, run
from tests.rules.strategies import POPULATION_DIMENSIONS

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.place import Source, Span
from digiramverk.rules.definition import Formula, MeasureText, Ruleset, Unanswered
from digiramverk.rules.space import ITEM, RESPONSE, Dimension, Item, ItemLevel, Space

LEVELS: Final = (
    ItemLevel("nej", Fraction(0), Fraction(0)),
    ItemLevel("delvis", Fraction(1), Fraction(1, 2)),
    ItemLevel("ja", Fraction(2), Fraction(1)),
)

EMPTY: Final = 0
NOT_RELEVANT: Final = 1
DECLINED: Final = 3
NEJ: Final = 4
DELVIS: Final = 5
JA: Final = 6
"""The states of an item."""

Written = Mapping[str, str | Mapping[str, Any]]


def item(name: str, area: str, step: str, goals: Sequence[str] = (), weight: int = 1) -> Item:
    """An indicator on the common scale."""
    return Item(name, LEVELS, Fraction(weight), {"area": (area,), "step": (step,), "goal": tuple(goals)})


ITEMS: Final = (
    item("L1", "ledning", "1", ["likvardighet", "kompetens"]),
    item("L2", "ledning", "1"),
    item("L3", "ledning", "2", ["likvardighet"], weight=3),
    item("L4", "ledning", "2"),
    item("I1", "infrastruktur", "1", ["kompetens"]),
    item("I2", "infrastruktur", "3"),
)


def space(items: Sequence[Item] = ITEMS) -> Space:
    """Items with the dimensions area, step (ordered), goal and those of the population."""
    return Space(
        tuple(items),
        (
            Dimension("area", members=("ledning", "infrastruktur"), determined_by=(ITEM,)),
            Dimension("step", members=("1", "2", "3"), ordered=True, determined_by=(ITEM,)),
            Dimension("goal", members=("likvardighet", "kompetens")),
            *POPULATION_DIMENSIONS,
        ),
    )


def source(text: str) -> Span:
    """A place that covers a text of its own."""
    lines = text.splitlines() or [""]
    return Span(Source("rules.yaml", text), 1, 1, len(lines), len(lines[-1]) + 1)


def formula(text: str) -> Formula:
    """A formula that stands somewhere, so that places can be asked for."""
    return Formula(text, source(text))


def measure(name: str, written: str | Mapping[str, Any]) -> MeasureText:
    """A rule out of its short or long form; lists and names have places too."""
    whole: dict[str, Any] = {"value": written} if isinstance(written, str) else dict(written)
    show_if, unanswered = whole.get("show_if"), whole.get("unanswered")
    places = {"name": source(name)}
    for key in ("per", "across"):
        places.update({f"{key}.{index}": source(part) for index, part in enumerate(whole.get(key, ()))})
    if unanswered is not None:
        places["unanswered"] = source(unanswered)
    return MeasureText(
        name,
        formula(whole["value"]),
        tuple(whole.get("per", ())),
        tuple(whole["across"]) if "across" in whole else None,
        None if unanswered is None else Unanswered(unanswered),
        whole.get("not_relevant"),
        whole.get("min_answered"),
        whole.get("round"),
        None if show_if is None else formula(show_if),
        whole.get("format"),
        ("rules", name),
        places,
    )


def ruleset(
    rules: Written,
    *,
    params: Mapping[str, str] | None = None,
    unanswered: str = "exclude",
    about: Space | None = None,
    results_per: tuple[str, ...] = (RESPONSE,),
    broken: Sequence[str] = (),
    **more: Any,  # noqa: ANN401 - the other fields of a ruleset
) -> Ruleset:
    """A definition out of rules as they stand in YAML."""
    return Ruleset(
        about or space(),
        tuple(measure(name, written) for name, written in rules.items()),
        Unanswered(unanswered),
        params={name: Fraction(value) for name, value in (params or {}).items()},
        param_places={name: source(name) for name in params or {}},
        results_per=results_per,
        broken=frozenset(broken),
        **more,
    )


def diagnosed(rules: Written, **rest: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - as for ruleset
    """The codes that a definition gives, each with the text it points at."""
    return [(each.code, covered(each)) for each in compiled(ruleset(rules, **rest))[1]]


def covered(diagnostic: Diagnostic) -> str:
    """The characters that a diagnostic points at."""
    return "" if diagnostic.span is None else diagnostic.span.text


def sheet(*states: int, published: bool = True, **members: str | None) -> Sheet:
    """A form of Exempelskolan, unless told otherwise; items without a state are unanswered."""
    own: dict[str, str | None] = {
        RESPONSE: "1",
        "unit": "Exempelskolan",
        "round": "2026",
        "group": "ledning",
        "school_form": "gr",
    }
    return Sheet((*states, *[EMPTY] * (len(ITEMS) - len(states))), own | members, published)


def values(rules: Written, *sheets: Sheet, **rest: Any) -> dict[tuple[str, ...], list[Value]]:  # noqa: ANN401 - as for ruleset
    """All values by measure and cell, in the order of groups."""
    plan, findings = compiled(ruleset(rules, **rest))
    assert plan is not None, [each.message("en") for each in findings]
    found: dict[tuple[str, ...], list[Value]] = {}
    for name, _, cell, value in everything(run(plan, sheets)):
        found.setdefault((name, *cell), []).append(value)
    return found


def value(rule: str | Mapping[str, Any], *sheets: Sheet, **rest: Any) -> Value:  # noqa: ANN401 - as for ruleset
    """The one value of one rule for some forms."""
    ((only,),) = values({"asked": rule}, *sheets, **rest).values()
    return only
