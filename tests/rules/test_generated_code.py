"""The code that the reference back end generates."""

from tests.rules.constructs import every_construct
from tests.rules.running import compiled
from tests.rules.small import ruleset

from digiramverk.rules.scalar import Program


def bound_twice(listing: str) -> list[str]:
    """The expressions that are bound more than once in the outermost block of one function."""
    found: list[str] = []
    met: set[str] = set()
    for line in listing.splitlines():
        if line.startswith("def "):
            met.clear()
        elif line.startswith("    ") and not line.startswith("     ") and " = " in line:
            name, expression = line.strip().split(" = ", 1)
            # A list is another one each time.
            if name[0] in "bn" and expression in met:
                found.append(line)
            met.add(expression)
    return found


def test_no_value_is_computed_twice() -> None:
    plan, _ = compiled(
        ruleset(
            {
                "step_met": {"per": ["step"], "value": "mean(fraction) >= 0.5"},
                "low": "lowest(step_met)",
                "at_low": {"per": ["indicator"], "value": "step == low and points > 1"},
            }
        )
    )
    assert plan is not None
    listing = Program(plan).listing()
    # Six indicators at three steps.
    assert listing.count("= equal(") == 3
    assert bound_twice(listing) == []


def test_nor_is_it_in_any_construct_of_the_language() -> None:
    for guarded in (False, True):
        plan, _ = compiled(every_construct(guarded=guarded))
        assert plan is not None
        assert bound_twice(Program(plan).listing()) == []
