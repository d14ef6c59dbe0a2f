"""Did you mean."""

from digiramverk.core.nearest_words import near


def test_the_nearest_known_word_is_found_whatever_its_case() -> None:
    assert near("TITEL", ["title", "help"]) == ("title",)
    assert near("l1-01", ["L1-01", "L1-10"]) == ("L1-01",)


def test_nothing_is_suggested_for_what_looks_like_nothing() -> None:
    assert near("färg", ["title", "help"]) == ()
    assert near("", ["title"]) == ()


def test_hostile_lengths_are_not_compared() -> None:
    assert near("x" * 81, ["x" * 81]) == ()
