"""Whatever stands in a rule, only diagnostics come. `python -m bench.hostile` tries far more of it."""

from tests.rules.hostile import hostile_texts
from tests.rules.running import compiled
from tests.rules.small import ruleset

from digiramverk.core.language import LANGUAGES

TEXTS = 3_000


def test_thousands_of_hostile_texts_give_a_plan_or_diagnostics() -> None:
    refused = 0
    for text in hostile_texts(TEXTS):
        plan, found = compiled(ruleset({"asked": text}))
        assert (plan is None) == any(each.is_error and each.code != "DR346" for each in found), text
        assert all(each.message(language) and each.hint(language) for each in found for language in LANGUAGES)
        refused += plan is None
    # Some are right after all, or the generator that knows the grammar would not reach far.
    assert TEXTS * 0.9 < refused < TEXTS


def test_the_same_seed_gives_the_same_texts() -> None:
    assert list(hostile_texts(50, 7)) == list(hostile_texts(50, 7))
    assert list(hostile_texts(50, 7)) != list(hostile_texts(50, 8))
