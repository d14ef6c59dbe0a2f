"""Text to syntax: what a formula can be, what is said of one that is none, and that nothing else happens."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.running import compiled
from tests.rules.small import covered, formula, ruleset
from tests.work import counted

from digiramverk.core.diagnostic import Diagnostic, Findings
from digiramverk.core.language import LANGUAGES
from digiramverk.rules import syntax
from digiramverk.rules.definition import Formula
from digiramverk.rules.parser import MOST_CHARACTERS, MOST_DEPTH, parse


def read(text: str) -> syntax.Syntax:
    findings = Findings()
    found = parse(formula(text), findings)
    assert found is not None, findings.items
    assert not findings.items
    return found


def refused(text: str) -> Diagnostic:
    """The one diagnostic that a text gives, speakable in every language."""
    findings = Findings()
    assert parse(formula(text), findings) is None
    (only,) = findings
    assert all(only.message(language) and only.hint(language) for language in LANGUAGES)
    return only


# --- what is read ------------------------------------------------------------------------------------


def test_numbers_are_exact() -> None:
    assert read("0.1") == syntax.NumberLiteral(0, 3, Fraction(1, 10))
    assert read("007.50") == syntax.NumberLiteral(0, 6, Fraction(15, 2))


def test_thirty_digits_on_either_side_of_the_point() -> None:
    text = f"{'9' * 30}.{'1' * 30}"
    assert read(text) == syntax.NumberLiteral(0, len(text), Fraction(text))


def test_texts_and_truth() -> None:
    assert read('"ledning"') == syntax.TextLiteral(0, 9, "ledning")
    assert read("'#1 (a'") == syntax.TextLiteral(0, 7, "#1 (a")
    assert read("True") == syntax.TruthLiteral(0, 4, value=True)


def test_precedence_is_that_of_arithmetic() -> None:
    match read("a + b * c >= d and not e or f"):
        case syntax.Junction(
            operator="or",
            operands=(
                syntax.Junction(
                    operator="and",
                    operands=(
                        syntax.ComparisonChain(
                            operators=(">=",),
                            operands=(
                                syntax.Infix(operator="+", right=syntax.Infix(operator="*")),
                                syntax.Name(name="d"),
                            ),
                        ),
                        syntax.Inversion(),
                    ),
                ),
                syntax.Name(name="f"),
            ),
        ):
            pass
        case other:
            pytest.fail(repr(other))


def test_subtraction_and_division_go_from_left_to_right() -> None:
    match read("a - b - c / d / e"):
        case syntax.Infix(
            operator="-",
            left=syntax.Infix(operator="-", left=syntax.Name(name="a")),
            right=syntax.Infix(operator="/", left=syntax.Infix(operator="/")),
        ):
            pass
        case other:
            pytest.fail(repr(other))


def test_chains_choices_and_calls() -> None:
    assert read("0 < x <= 1") == syntax.ComparisonChain(
        0,
        10,
        ("<", "<="),
        (
            syntax.NumberLiteral(0, 1, Fraction(0)),
            syntax.Name(4, 5, "x"),
            syntax.NumberLiteral(9, 10, Fraction(1)),
        ),
    )
    assert read("a if b else -c") == syntax.Conditional(
        0,
        14,
        syntax.Name(5, 6, "b"),
        syntax.Name(0, 1, "a"),
        syntax.Sign(12, 14, syntax.Name(13, 14, "c")),
    )
    assert read("mean(x, where=y)") == syntax.Call(
        0, 16, "mean", (syntax.Name(5, 6, "x"),), (("where", syntax.Name(14, 15, "y")),)
    )


def test_positions_count_characters_and_white_space_in_front() -> None:
    assert read("  å + östra") == syntax.Infix(
        2, 11, "+", syntax.Name(2, 3, "å"), syntax.Name(6, 11, "östra")
    )


def test_a_formula_may_run_over_several_lines() -> None:
    plain, folded = read("mean(fraction)  >= 0.8"), read("mean(fraction)\n\t>= 0.8")
    assert plain == folded


# --- what is refused, and where ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("share share", "share"),
        ("1 +* 2", "*"),
        ("åäö § 2", "§"),
        ('group == "ledning', '"'),
        ("a < > b", ">"),
        ("1 + ", "+"),
        ("mean(fraction) and\n", "d"),
    ],
)
def test_dr301_points_at_what_cannot_be_read(text: str, place: str) -> None:
    found = refused(text)
    assert (found.code, covered(found)[:1]) == ("DR301", place[:1])


@pytest.mark.parametrize(
    ("text", "covers", "fixed"),
    [
        ("1; 2", ";", ","),
        ("share <> 1", "<>", "!="),
        ("share => 1", "=>", ">="),
        ("share ≤ 1", "≤", "<="),
        ("1 – share", "–", "-"),
        ("a OCH b", "OCH", "and"),
        ("a&&b", "&&", " and "),
        ("a && b", "&&", "and"),
        ('group == "och" eller b', "eller", "or"),
    ],
)
def test_dr355_for_signs_and_words_that_are_written_otherwise_here(
    text: str, covers: str, fixed: str
) -> None:
    found = refused(text)
    assert (found.code, covered(found), found.replacement) == ("DR355", covers, fixed)


def test_dr356_for_the_sign_that_begins_a_formula_in_excel() -> None:
    found = refused(" =share")
    assert (found.code, covered(found), found.replacement) == ("DR356", "=", "")


def test_dr357_for_a_choice_as_in_excel() -> None:
    found = refused("if(share > 1, 1, 0)")
    assert (found.code, covered(found), found.replacement) == ("DR357", "if(", None)


@pytest.mark.parametrize(
    ("text", "covers"), [("mean(fraction", "("), ("mean(fraction))", ")"), ("(share]", "]")]
)
def test_dr358_for_a_bracket_without_its_other_half(text: str, covers: str) -> None:
    found = refused(text)
    assert (found.code, covered(found), found.replacement) == ("DR358", covers, None)


def test_dr359_for_quotes_from_a_word_processor() -> None:
    found = refused("group == “ledning”")
    assert (found.code, covered(found), found.replacement) == ("DR359", "“ledning”", '"ledning"')


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\0", "mean(\0fraction)", "mean(\ud800)"])
def test_dr301_for_nothing_and_for_what_is_no_text(text: str) -> None:
    assert refused(text).code == "DR301"


@pytest.mark.parametrize(
    "text",
    [
        "x.y",
        "().__class__",
        "x[0]",
        "x[1:2]",
        "[x]",
        "{x}",
        "{1: x}",
        "()",
        "x ** 2",
        "x // 2",
        "x % 2",
        "x @ y",
        "x & y",
        "~x",
        "+x",
        "x is y",
        "x in y",
        "x not in y",
        "(x := 1)",
        "lambda: x",
        "[x for x in y]",
        "(x for x in y)",
        "await x",
        "...",
        "None",
        'f"{x}"',
        'f"x"',
        'b"x"',
        'r"x"',
        'u"x"',
        '"a" "b"',
        '"""x"""',
        r'"\x41"',
        "1j",
        "1e5",
        "1_000",
        "0x10",
        "0o7",
        "0b1",
        ".5",
        "1.",
        "1" * 31,
        "0." + "1" * 31,
        "__import__('os').system('x')",
        "mean(*x)",
        "mean(**x)",
        "mean(x)(y)",
        "print(x)[0]",
    ],
)
def test_dr302_points_at_what_is_not_of_the_language(text: str) -> None:
    around = (
        f"share + 1 >= {text}" if not text.startswith(("lambda", "x in", "x not", "x is")) else f"({text})"
    )
    found = refused(around)
    assert found.code == "DR302"
    assert covered(found) in around
    assert covered(found) in text or text in covered(found)
    assert covered(found) == found.args["text"]


def test_dr302_for_a_comment_which_would_swallow_the_next_line() -> None:
    found = refused("mean(fraction) # the mean\n >= 0.8")
    assert (found.code, covered(found)) == ("DR302", "#")


def test_a_hash_inside_quotation_marks_is_no_comment() -> None:
    read('group == "#1"')


@pytest.mark.parametrize(
    "text",
    [
        "1" + " + 1" * MOST_CHARACTERS,
        "(" * (MOST_DEPTH + 1) + "1" + ")" * (MOST_DEPTH + 1),
        "not " * (MOST_DEPTH + 1) + "x",
        "-" * (MOST_DEPTH + 1) + "x",
        "x" + " + x" * (MOST_DEPTH + 1),
        "mean(" * (MOST_DEPTH + 1),
        "(" * 10_000 + ")" * 10_000,
        "[" * 199,
    ],
)
def test_dr303_for_what_is_too_long_or_too_deep(text: str) -> None:
    assert refused(text).code == "DR303"


def test_what_is_just_not_too_deep_or_too_long() -> None:
    read("not " * MOST_DEPTH + "x")
    read("(" * MOST_DEPTH + "x" + ")" * MOST_DEPTH)
    read("x and " * ((MOST_CHARACTERS - 1) // 6) + "x")
    read("x".ljust(MOST_CHARACTERS))
    assert refused("x".ljust(MOST_CHARACTERS + 1)).code == "DR303"


@pytest.mark.parametrize("text", ["share >= 0,8", "0,8", "(share + 0,8) * 2", "share if 0,8 else 1"])
def test_dr304_for_a_decimal_comma(text: str) -> None:
    found = refused(text)
    assert (found.code, covered(found), found.replacement) == ("DR304", "0,8", "0.8")


def test_a_comma_between_the_arguments_of_a_call_is_no_decimal_comma() -> None:
    assert read("mean(1,2)") == syntax.Call(
        0, 9, "mean", (syntax.NumberLiteral(5, 6, Fraction(1)), syntax.NumberLiteral(7, 8, Fraction(2))), ()
    )


@pytest.mark.parametrize(
    ("text", "column"),
    [("share = 0.8", 7), ("mean(fraction) = 0.8", 16), ('all(reached) and group = "ledning"', 24)],
)
def test_dr305_for_a_single_equals_sign(text: str, column: int) -> None:
    found = refused(text)
    assert found.span is not None
    assert (found.code, found.span.column, found.span.text, found.replacement) == ("DR305", column, "=", "==")


def test_dr331_for_a_chain_inside_a_chain() -> None:
    found = refused("a < (b < c) < d")
    assert (found.code, covered(found)) == ("DR331", "b < c")


def test_comparisons_at_the_ends_of_a_chain_are_fine() -> None:
    read("(a < b) == c == (d < e)")


def test_dr332_for_a_keyword_that_stands_twice() -> None:
    found = refused("mean(x, where=y, where=z)")
    assert (found.code, covered(found)) == ("DR332", "mean(x, where=y, where=z)")
    assert refused("share(step=1, step=2)").code == "DR332"


# --- whatever comes ----------------------------------------------------------------------------------

HOSTILE = {
    "a megabyte of letters": "a" * 1_000_000,
    "a megabyte of sums": "1+" * 500_000,
    "a megabyte of white space": " " * 1_000_000,
    "ten thousand brackets": "(" * 10_000,
    "ten thousand closed brackets": "(" * 10_000 + "1" + ")" * 10_000,
    "ten thousand nots": "not " * 10_000,
    "brackets in quotation marks": '"' + "(" * 1_900,
    "brackets behind an escaped quotation mark": r'"\"" ' + "(" * 1_900,
    "many minus signs": "-" * 1_999 + "1",
    "many brackets of other kinds": "[{(" * 600,
    "a large whole number": "9" * 1_999,
    "many digits with a comma": "1" * 900 + "," + "1" * 900,
    "many decimal commas": "1,2 " * 400,
    "many single equals signs": "a = " * 400,
    "a chain of chains": "1 < (" * 38 + "1" + ") < 1" * 38,
    "many chained comparisons": "1 < " * 400 + "1",
    "many choices": "1 if a else " * 150 + "2",
    "format strings in format strings": "f'{f\"{" * 40,
    "null bytes": "\0" * 1_999,
    "lone surrogates": "\ud800\udfff",
    "a byte-order mark": "\ufeffmean(fraction)",
    "Cyrillic letters": "mean(frаction)",
    "a Cyrillic function": "mеan(fraction)",
    "mathematical letters": "𝐦𝐞𝐚𝐧(fraction)",
    "Arabic digits": "mean(fraction) > ٣",
    "superscripts": "fraction²",
    "a right-to-left override": "mean(fraction) \u202e > 1",
    "control characters": "mean(fraction)\x1b[31m\x07\x0c\x1c\x85",
    "carriage returns": "mean(\rfraction\r\n)",
    "line separators": "mean(\u2028fraction\u2029)",
    "line continuation": "mean(fraction) \\\n > 1",
    "a keyword of Python": "import os",
    "a statement": "x = __import__('os')",
    "two statements": "1\nimport os",
    "walrus": "x := 1",
    "star arguments": "mean(*fraction, **weight)",
    "star alone": "*fraction",
    "yield": "(yield fraction)",
    "decimal without space": "1if True else 2",
    "bad escapes": r'"\N{DIGIT ONE}" == "\u12" + "\x"',
    "percent signs": "%s%n{}{0.__class__}",
    "braces": "{fraction.__class__}",
}


# Python takes letters of other kinds for their plain selves, and so does a rule; nothing hides there.
HARMLESS = (
    "many chained comparisons",
    "mathematical letters",
    "carriage returns",
    "line separators",
    "decimal without space",
)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_gives_diagnostics_and_nothing_else(text: str) -> None:
    (plan, found), calls = counted(lambda: compiled(ruleset({"asked": text})))
    assert (plan is None) == bool(found)
    assert (plan is not None) == (text in map(HOSTILE.get, HARMLESS))
    for each in found:
        for language in LANGUAGES:
            assert len(each.message(language)) < 1_000
            assert each.message(language).isprintable()
            assert each.hint(language).isprintable()
    assert calls < MOST_CALLS


MOST_CALLS = 100 * MOST_CHARACTERS
"""Some hundredths of a second; `bench.hostile` measures them, and holds every text to a tenth of one."""

TOKENS = st.sampled_from(
    [
        *(
            "mean",
            "all",
            "highest",
            "known",
            "fraction",
            "points",
            "answer",
            "step",
            "x",
            "where=",
            "if",
            "else",
        ),
        *("and", "or", "not", "in", "is", "lambda", "for", "(", ")", "[", "]", "{", "}", ",", ".", ":", ":="),
        *(
            "=",
            "==",
            "<",
            "<=",
            "!=",
            "+",
            "-",
            "*",
            "**",
            "/",
            "//",
            "%",
            "@",
            "~",
            "#",
            "\\",
            "\n",
            " ",
            "\0",
        ),
        *(
            '"',
            "'",
            '"""',
            'f"',
            'b"',
            "1",
            "0.5",
            "1,5",
            "1e9",
            "1j",
            "å",
            "е",
            "...",
            "None",
            "True",
            "§",
            "\ud800",
        ),
    ]
)


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(TOKENS, max_size=25).map(" ".join),
        st.lists(TOKENS, max_size=25).map("".join),
    )
)
def test_whatever_is_written_only_diagnostics_come(text: str) -> None:
    findings = Findings()
    found = parse(formula(text), findings)
    assert (found is None) == (len(findings.items) == 1)
    plan, diagnostics = compiled(ruleset({"asked": text}))
    # DR346 is of something that can be computed, though it cannot be meant.
    assert (plan is None) == any(each.is_error and each.code != "DR346" for each in diagnostics)
    for each in diagnostics:
        assert each.message("sv")
        assert each.hint("en")


@given(st.text(alphabet="abx01.,<>=+-*/()\"' \n#", max_size=40))
def test_places_lie_inside_the_text(text: str) -> None:
    findings = Findings()
    parse(formula(text), findings)
    for each in findings:
        assert each.span is not None
        assert 1 <= each.span.line <= each.span.end_line <= max(len(text.splitlines()), 1)
        assert each.span.column >= 1


def test_a_formula_without_place_is_refused_all_the_same() -> None:
    findings = Findings()
    assert parse(Formula("1 +"), findings) is None
    assert [each.span for each in findings] == [None]


WHOLE = (
    'mean(points * weight, where=area == "ledning" and not declined)',
    "share if 0.2 < share <= 0.8 else coalesce(step_mean(step=1), -share / 2)",
    'count(answer in ("ja", "delvis")) >= 3 or any(points != 1)',
)


@pytest.mark.parametrize("whole", WHOLE)
def test_of_a_formula_that_stops_early_the_place_is_inside_it(whole: str) -> None:
    """Wherever a writer stops: what is said points at characters that are there, on the formula's line."""
    for end in range(1, len(whole)):
        findings = Findings()
        text = whole[:end]
        if not text.strip() or parse(formula(text), findings) is not None:
            continue
        (only,) = findings
        assert only.span is not None
        assert only.span.line == only.span.end_line == 1
        assert 1 <= only.span.column < only.span.end_column <= len(text) + 1, text
