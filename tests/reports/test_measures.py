"""Measures as tables, for any framework."""

from collections.abc import Sequence

from tests.definitions.definitions import STEPS, alone, loaded

from digiramverk.model.framework import Framework
from digiramverk.reports.document_tree import Block, Heading, Note, Paragraph, TableBlock
from digiramverk.reports.measures import MOST_COLUMNS, MOST_FORMS, results_document
from digiramverk.reports.targets import targets_blocks

FRAMEWORK = loaded(STEPS + "  units: {across: [round], per: [step], value: share_of(step_reached)}\n")


def forms(count: int) -> list[dict[str, object]]:
    """So many forms of one round."""
    answers = {"L1": "ja", "L2": None, "K1": "nej"}
    return [{"unit": f"Skola {n}", "round": "1", "answers": answers} for n in range(count)]


def blocks(framework: Framework, answers: Sequence[dict[str, object]]) -> tuple[Block, ...]:
    return results_document(alone().score(framework, answers), "sv").blocks


def tables(found: Sequence[Block]) -> list[TableBlock]:
    return [block for block in found if isinstance(block, TableBlock)]


def test_areas_stand_below_one_another_and_steps_beside() -> None:
    share = tables(blocks(FRAMEWORK, forms(1)))[0]
    assert share.columns == ("Område", "1", "2")
    assert share.rows == (("Ledning", "100 %", "–"), ("Kompetens", "0 %", "–"))


def test_what_is_missing_is_explained_below_the_table() -> None:
    notes = [block.text for block in blocks(FRAMEWORK, forms(1)) if isinstance(block, Note)]
    assert notes[0] == "– obesvarat"
    assert "– kan inte avgöras än" in notes


def test_few_forms_are_shown_one_by_one() -> None:
    found = blocks(FRAMEWORK, forms(2))
    assert [block.text for block in found if isinstance(block, Heading)][1:] == ["Skola 0 (1)", "Skola 1 (1)"]


def test_of_many_forms_only_what_is_across_them_is_shown() -> None:
    found = blocks(FRAMEWORK, forms(MOST_FORMS + 1))
    assert len(tables(found)) == 1
    assert any(isinstance(block, Paragraph) and block.text.startswith("6 formulär") for block in found)


def test_two_forms_of_one_unit_are_told_apart() -> None:
    two = [dict(form, unit="Björk", response=name) for form, name in zip(forms(2), "ab", strict=True)]
    titles = [block.text for block in blocks(FRAMEWORK, two) if isinstance(block, Heading)]
    assert titles[1] != titles[2]


def test_targets_without_outcome_show_a_dash() -> None:
    target = "{measure: units, where: {step: 1}, round: 2, at_least: 0.8}"
    framework = loaded(
        STEPS
        + "  units: {across: [round], per: [step], value: share_of(step_reached), format: percent}\n"
        + f"targets:\n  - {target}\n"
    )
    scored = alone().score_with_targets(framework, forms(1))
    (table,) = tables(targets_blocks(framework, scored.targets, "sv"))
    assert table.rows == (("2", "1", "minst 80 %", "–", "–"),)
    assert targets_blocks(framework, scored.targets, "sv", "1") == []


def steps_document(count: int) -> list[TableBlock]:
    """The tables of a framework with so many steps."""
    numbers = range(1, count + 1)
    indicators = "".join(f"      L{n}: {{text: Krav {n}, step: {n}}}\n" for n in numbers)
    text = (
        'digiramverk: 1\nid: bred\nedition: "1"\ntitle: Bred\nscale: [nej, ja]\n'
        f"steps: [{', '.join(map(str, numbers))}]\nscoring: {{unanswered: exclude}}\n"
        f"areas:\n  a:\n    title: A\n    indicators:\n{indicators}"
        "rules:\n  share: {per: [area, step], value: mean(fraction), title: Andel, format: percent}\n"
    )
    return tables(blocks(loaded(text), [{"unit": "Ek", "answers": {"L1": "ja", f"L{count}": "nej"}}]))


def test_up_to_twelve_columns_stand_beside_one_another() -> None:
    (share,) = steps_document(MOST_COLUMNS)
    assert share.columns == ("Område", *(str(n) for n in range(1, MOST_COLUMNS + 1)))
    assert len(share.rows) == 1


def test_more_columns_than_that_fall_below_one_another() -> None:
    (share,) = steps_document(MOST_COLUMNS + 1)
    assert share.columns == ("Område", "Steg", "Andel")
    assert len(share.rows) == MOST_COLUMNS + 1
    assert share.rows[0] == ("A", "1", "100 %")
    assert share.rows[-1] == ("A", "13", "0 %")
