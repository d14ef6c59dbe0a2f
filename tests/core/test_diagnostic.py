"""Diagnostics as values and as sentences."""

from digiramverk.core.diagnostic import Diagnostic, Findings, in_order
from digiramverk.core.language import AnyOf, Names, Word
from digiramverk.core.place import Source, Span

ONE, OTHER = Source("a.yaml", "x\ny\n"), Source("b.yaml", "x\n")


def at(source: Source, line: int) -> Span:
    return Span(source, line, 1, line, 2)


def test_problems_come_in_the_order_of_the_files_and_each_once() -> None:
    first, second = Diagnostic("DR117", {}, at(ONE, 1)), Diagnostic("DR101", {}, at(ONE, 2))
    third, nowhere = Diagnostic("DR101", {}, at(OTHER, 1)), Diagnostic("DR003", {"file": "mapp"})
    assert in_order([third, second, first, second, nowhere]) == (nowhere, first, second, third)


def test_a_sentence_that_begins_with_a_word_begins_with_a_capital() -> None:
    diagnostic = Diagnostic("DR212", {"kind": Word("step"), "name": "4", "known": Names(())})
    assert diagnostic.message("sv") == "Steg ”4” finns inte."
    assert diagnostic.message("en") == "There is no step “4”."


def test_a_list_of_nothing_says_so() -> None:
    diagnostic = Diagnostic("DR212", {"kind": Word("source"), "name": "blogg", "known": Names(())})
    assert (diagnostic.hint("sv"), diagnostic.hint("en")) == ("Definierade: inga.", "Defined: none.")


def test_a_long_list_is_cut_without_two_kinds_of_dots() -> None:
    names = Names(tuple("abcdefghijklmnop"))
    hint = Diagnostic("DR201", {"key": "z", "known": names}).hint("en")
    assert hint.endswith("“l”, …")


def test_alternatives_are_joined_by_or() -> None:
    expected = AnyOf((Word("string"), Word("number"), Word("object")))
    message = Diagnostic("DR203", {"expected": expected, "found": Word("array")}).message("en")
    assert message == "This should be text, a number or lines of the form key: value, but it is a list."


def test_what_is_to_be_typed_stands_as_one_types_it() -> None:
    diagnostic = Diagnostic("DR220", {"missing": (Word("area"), Word("step"))})
    assert "område och steg saknas" in diagnostic.message("sv")
    assert "Lägg till area, step i where" in diagnostic.hint("sv")


def test_the_nearest_known_word_comes_first_in_the_hint() -> None:
    diagnostic = Diagnostic("DR503", {"name": "likka", "known": Names.of("lika")}, near=("lika",))
    assert diagnostic.hint("sv").startswith("Menade du ”lika”? ")


def test_hostile_values_stay_on_one_line() -> None:
    message = Diagnostic("DR001", {"file": "a\n\x1b[2Jb"}).message("sv")
    assert "\n" not in message
    assert "\x1b" not in message


def test_the_machine_readable_shape() -> None:
    diagnostic = Diagnostic("DR117", {}, at(ONE, 2), ("areas", 0))
    assert diagnostic.to_dict("en") == {
        "code": "DR117",
        "severity": "error",
        "file": "a.yaml",
        "line": 2,
        "column": 1,
        "message": "The file is empty.",
        "hint": "Fill it in, or give another file.",
        "path": ["areas", 0],
    }


def test_warnings_do_not_stop_the_work() -> None:
    warned, wrong = Findings(), Findings()
    warned.add("DR007", file="x.yaml")
    wrong.add("DR117", at(ONE, 1), path=("a",), near=("b",))
    assert not warned.has_errors
    assert wrong.has_errors
    assert [(item.near, item.path) for item in wrong] == [(("b",), ("a",))]
