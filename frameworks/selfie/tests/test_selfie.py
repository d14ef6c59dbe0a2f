"""SELFIE as a plugin: its definition, what it withholds, and what happens when a function goes wrong."""

import csv
from collections.abc import Callable, Iterable
from fractions import Fraction
from math import nan
from pathlib import Path
from typing import Any

import pytest

import digiramverk_selfie
from digiramverk import Cell, Framework, PluginHost, Results, Workspace
from digiramverk.errors import InputError
from digiramverk.plugin import Registered, RegisteredFold, fold, hookimpl
from digiramverk.rules.check.folds import reads_facts
from digiramverk.rules.plan import PlannedMeasure
from digiramverk_selfie.folds import consensus, cronbach_alpha, second_lowest, third_lowest

PER_GROUP = ("item_mean", "area_mean", "agreeing", "consensus_among", "alpha")

OWN_FOLDS = (
    fold("cronbach_alpha", cronbach_alpha),
    fold("consensus", consensus),
    fold("second_lowest", second_lowest),
    fold("third_lowest", third_lowest),
)


class Given:
    """A plugin with functions of its own."""

    def __init__(self, *folds: RegisteredFold, frameworks: Iterable[Registered] = ()) -> None:
        self.folds = folds
        self.frameworks = frameworks

    @hookimpl
    def digiramverk_folds(self) -> Iterable[RegisteredFold]:
        return self.folds

    @hookimpl
    def digiramverk_frameworks(self) -> Iterable[Registered]:
        return self.frameworks


def form(group: str, number: int, answers: dict[str, str], **fields: str) -> dict[str, Any]:
    """One respondent's form."""
    own = {"response": f"{group}-{number}", "unit": "Lövängsskolan", "round": "2026", "group": group}
    return {**own, **fields, "answers": answers}


def forms(**sizes: int) -> list[dict[str, Any]]:
    """So many forms of each group, whose answers to the items of area B, C3 and H1 differ a little."""
    asked = {"students": ("B2", "C3", "H1")}
    return [
        form(
            group,
            number,
            dict.fromkeys(asked.get(group, ("B1", "B2", "B3", "C3", "H1")), str(2 + number % 3)),
        )
        for group, size in sizes.items()
        for number in range(size)
    ]


def why(cells: Iterable[Cell]) -> set[str | None]:
    """The kinds of missing among cells; None for a value."""
    return {None if cell.missing is None else cell.missing.key for cell in cells}


def withheld(results: Results, measure: str, **members: str) -> set[str]:
    """The groups of which a value of a measure is withheld."""
    cells = results.select(measure, **members)
    return {cell.members["group"] for cell in cells if why([cell]) == {"withheld"}}


# --- the definition ----------------------------------------------------------------------------------


def test_the_plugin_has_no_problem(host: PluginHost) -> None:
    assert [plugin.problem for plugin in host.plugins] == [None]
    assert [each.id for each in host.frameworks] == ["selfie"]
    assert [each.name for each in host.folds] == [each.name for each in OWN_FOLDS]


def test_the_definition_has_no_problem(workspace: Workspace) -> None:
    assert [finding.message("sv") for finding in workspace.validate("selfie")] == []
    assert [finding.message("en") for finding in workspace.validate("selfie")] == []


# --- scoring -----------------------------------------------------------------------------------------


def test_groups_stand_side_by_side(workspace: Workspace, framework: Framework) -> None:
    results = workspace.score(framework, forms(leaders=6, teachers=7, students=9))
    assert results.notes == ()
    counted = {cell.members["group"]: cell.value for cell in results["respondents"]}
    assert counted == {"leaders": 6, "teachers": 7, "students": 9}
    # 2 3 4 twice, then once more a 2: 20/7.
    assert results.value("item_mean", group="teachers", indicator="H1") == Fraction(20, 7)
    assert results.value("item_mean", group="leaders", indicator="H1") == 3
    assert results.value("agreeing", group="teachers", indicator="H1") == Fraction(4, 7)
    assert results.value("item_gap", indicator="H1") == Fraction(1, 7)
    assert results.value("area_gap", area="H") == Fraction(1, 7)


def test_alpha_and_consensus_are_the_functions_of_this_package(
    workspace: Workspace, framework: Framework
) -> None:
    rows = [("1", "1"), ("2", "3"), ("3", "2"), ("5", "5"), ("4", "4")]
    given = [form("teachers", number, {"D1": a, "D2": b}) for number, (a, b) in enumerate(rows)]
    results = workspace.score(framework, given)
    points = [[Fraction(a), Fraction(b)] for a, b in rows]
    alpha = results.value("alpha", group="teachers", area="D")
    assert alpha == cronbach_alpha(points)
    assert alpha is not None
    among = results.value("consensus_among", group="teachers", indicator="D1")
    assert isinstance(among, Fraction)
    assert float(among) == consensus([row[:1] for row in points])


def test_not_applicable_is_no_answer(workspace: Workspace, framework: Framework) -> None:
    given = [*forms(teachers=6), form("teachers", 6, {"H1": "N/A"})]
    results = workspace.score(framework, given)
    assert results.value("item_answers", group="teachers", indicator="H1") == 6
    assert results.value("item_mean", group="teachers", indicator="H1") == 3
    assert results.value("respondents", group="teachers") == 6


def test_what_a_group_is_not_asked_is_not_relevant_and_what_it_leaves_is_unanswered(
    workspace: Workspace, framework: Framework
) -> None:
    results = workspace.score(framework, forms(leaders=6, teachers=7, students=9))
    assert why(results.select("item_mean", indicator="A1", group="teachers")) == {"unanswered"}
    assert why(results.select("item_mean", indicator="A1", group="students")) == {"not_relevant"}
    assert why(results.select("area_mean", area="A", group="teachers")) == {"unanswered"}
    assert why(results.select("area_mean", area="A", group="students")) == {"not_relevant"}
    assert why(results.select("area_gap", area="A")) == {"unanswered"}


def test_what_is_not_asked_is_not_in_the_coverage(workspace: Workspace, framework: Framework) -> None:
    asked = {"leaders": 54 - 2 + 11, "teachers": 54 - 2 + 15, "students": 1 + 3 + 5 + 8 + 9}
    given = [form(group, 1, {}, school_form="primary") for group in asked]
    results = workspace.score(framework, given)
    assert {each.members["group"]: each.relevant for each in results.coverage} == asked


def test_one_group_alone_has_nothing_to_differ_from(workspace: Workspace, framework: Framework) -> None:
    results = workspace.score(framework, forms(teachers=7))
    assert why(results.select("area_mean", area="H")) == {None}
    assert why(results.select("area_gap", area="H")) == {"undecided"}
    assert why(results.select("item_gap", indicator="H1")) == {"undecided"}


def test_a_run_without_students(workspace: Workspace, framework: Framework) -> None:
    results = workspace.score(framework, forms(leaders=6, teachers=7))
    assert {cell.members["group"] for cell in results["area_mean"]} == {"leaders", "teachers"}
    assert why(results.select("area_mean", area="H")) == {None}
    assert results.value("area_gap", area="H") == Fraction(1, 7)


def mean_of_area_b(workspace: Workspace, folder: Path, params: str) -> Any:  # noqa: ANN401 - any value of a cell
    """Area B when B1 has six fives from ten, B2 ten threes and the optional B4 ten ones."""
    own = folder / "own.yaml"
    own.write_text(f'digiramverk: 1\nid: own\nedition: "1"\nextends: selfie\n{params}\n', encoding="utf-8")
    given = [
        form("teachers", number, {"B2": "3", "B4": "1", **({"B1": "5"} if number < 6 else {})})
        for number in range(10)
    ]
    return workspace.score(own, given).value("area_mean", group="teachers", area="B")


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ("params: {optional_weight: 1}", Fraction(5 + 3 + 1, 3)),
        ("params: {optional_weight: 0}", Fraction(5 + 3, 2)),
        ("params: {by_answers: 1}", Fraction(6 * 5 + 10 * 3 + 10, 26)),
        ("params: {by_answers: 1, optional_weight: 0}", Fraction(6 * 5 + 10 * 3, 16)),
        # B1 has six answers: too few to be shown, so it is not in the mean of the area either.
        ("params: {fewest: 7}", Fraction(3 + 1, 2)),
    ],
)
def test_how_an_area_is_put_together_can_be_changed(
    workspace: Workspace, tmp_path: Path, params: str, expected: Fraction
) -> None:
    assert mean_of_area_b(workspace, tmp_path, params) == expected


@pytest.mark.parametrize(("focus", "pointed_out"), [(3, {"H1", "H3", "H4"}), (2, {"H1", "H3"})])
def test_how_many_are_pointed_out_can_be_changed(
    workspace: Workspace, tmp_path: Path, focus: int, pointed_out: set[str]
) -> None:
    own = tmp_path / "own.yaml"
    params = f"params: {{focus: {focus}}}"
    own.write_text(f'digiramverk: 1\nid: own\nedition: "1"\nextends: selfie\n{params}\n', encoding="utf-8")
    answers = {"H1": "1", "H3": "2", "H4": "3", "H6": "4", "H7": "5"}
    results = workspace.score(own, [form("students", number, answers) for number in range(5)])
    low = {cell.members["indicator"] for cell in results["low_item"] if cell.value is True}
    assert low == pointed_out


def test_an_answer_to_what_is_not_asked_is_an_error(workspace: Workspace, framework: Framework) -> None:
    with pytest.raises(InputError, match="A1"):
        workspace.score(framework, [form("students", 1, {"A1": "3"})])


# --- withholding -------------------------------------------------------------------------------------


def reads(measure: PlannedMeasure) -> bool:
    """Whether a measure is made of answers themselves, and not of figures per group."""
    return reads_facts(measure.node)


@pytest.mark.parametrize("measure", PER_GROUP)
def test_three_respondents_are_not_shown_and_no_total_gives_them_away(
    workspace: Workspace, framework: Framework, measure: str
) -> None:
    results = workspace.score(framework, forms(leaders=3, teachers=7, students=9))
    at = {"area": "B"} if measure in {"area_mean", "alpha"} else {"indicator": "B2"}
    assert withheld(results, measure, **at) == {"leaders"}
    # The others can be shown, since nothing here is totalled over groups.
    assert not [m.name for m in framework.plan.measures if m.population == ("unit", "round") and reads(m)]


def test_no_gap_gives_away_a_group_that_is_withheld(workspace: Workspace, framework: Framework) -> None:
    results = workspace.score(framework, forms(leaders=3, teachers=7, students=9))
    assert why(results.select("item_gap", indicator="B1")) == {"withheld"}
    assert why(results.select("area_gap", area="B")) == {"withheld"}


def test_three_respondents_alone_are_not_shown(workspace: Workspace, framework: Framework) -> None:
    results = workspace.score(framework, forms(leaders=3))
    for measure in PER_GROUP:
        assert not any(cell.value is not None for cell in results[measure])
    assert results.value("respondents", group="leaders") == 3


def test_few_answers_to_one_item_are_not_shown_though_the_group_is_large(
    workspace: Workspace, framework: Framework
) -> None:
    given = [
        form("teachers", number, {"D1": "4", **({"D2": "1"} if number < 2 else {})}) for number in range(12)
    ]
    results = workspace.score(framework, given)
    for measure in ("item_mean", "agreeing", "consensus_among"):
        assert why(results.select(measure, indicator="D1")) == {None}
        assert why(results.select(measure, indicator="D2")) == {"withheld"}
    # And the mean of the area does not tell.
    assert results.value("area_mean", group="teachers", area="D") == 4
    # Two complete forms are too few as well.
    assert results.value("complete_forms", group="teachers", area="D") == 2
    assert why(results.select("alpha", area="D")) == {"withheld"}


def test_five_respondents_are_shown(workspace: Workspace, framework: Framework) -> None:
    results = workspace.score(framework, forms(leaders=5, teachers=7, students=9))
    assert not any(withheld(results, measure) for measure in PER_GROUP)


# --- functions that go wrong -------------------------------------------------------------------------


def raising(_: object) -> float:
    """Fail."""
    msg = "no such luck"
    raise RuntimeError(msg)


def words(_: object) -> Any:  # noqa: ANN401 - what no fold may give
    """Give a text."""
    return "0.5"


def not_a_number(_: object) -> float:
    """Give what is no number."""
    return nan


@pytest.mark.parametrize(
    ("compute", "cause"),
    [
        (raising, "RuntimeError: no such luck"),
        (words, "TypeError: a number or None, not str"),
        (not_a_number, "nan"),
    ],
)
def test_a_function_that_goes_wrong_is_named_and_stops_nothing_else(
    workspace: Workspace, compute: Callable[[object], float], cause: str
) -> None:
    host = PluginHost(discover=False)
    (selfie,) = digiramverk_selfie.digiramverk_frameworks()
    wrong = Given(fold("cronbach_alpha", compute), *OWN_FOLDS[1:], frameworks=[selfie])
    assert host.register(wrong, "x", distribution="d", version="1").problem is None
    given = forms(leaders=6, teachers=7, students=9)
    results = Workspace(host).score("selfie", given)
    (note,) = results.notes
    assert (note.code, note.args) == (
        "DR509",
        {"function": "cronbach_alpha", "distribution": "d", "measure": "alpha", "cause": cause},
    )
    assert why(results.select("alpha", group="teachers", area="B")) == {"undecided"}
    right = workspace.score("selfie", given)
    assert right.notes == ()
    for measure, cells in right.measures.items():
        if measure != "alpha":
            assert [(c.members, c.value, c.missing) for c in results[measure]] == [
                (c.members, c.value, c.missing) for c in cells
            ]


def test_notes_of_one_run_are_not_repeated_in_the_next() -> None:
    host = PluginHost(discover=False)
    (selfie,) = digiramverk_selfie.digiramverk_frameworks()
    failing = [True]

    def sometimes(table: object) -> float:
        del table
        return nan if failing else 0.5

    wrong = Given(fold("cronbach_alpha", sometimes), *OWN_FOLDS[1:], frameworks=[selfie])
    host.register(wrong, "x", distribution="d", version="1")
    workspace = Workspace(host)
    assert [note.code for note in workspace.score("selfie", forms(teachers=7)).notes] == ["DR509"]
    failing.clear()
    assert workspace.score("selfie", forms(teachers=7)).notes == ()


def test_two_plugins_cannot_give_one_function() -> None:
    host = PluginHost(discover=False)
    host.register(digiramverk_selfie, "selfie", distribution="digiramverk-selfie", version="0.1.0")
    taken = host.register(Given(fold("consensus", raising)), "x", distribution="d", version="1")
    assert taken.problem is not None
    assert (taken.problem.code, taken.problem.args["function"]) == ("DR508", "consensus")
    assert taken.problem.args["distribution"] == "d"
    # The first one stays in use.
    results = Workspace(host).score("selfie", forms(teachers=7))
    assert results.notes == ()
    assert why(results.select("consensus_among", indicator="H1")) == {None}


@pytest.mark.parametrize("name", ["mean", "highest", "points", "where"])
def test_a_function_cannot_be_called_as_one_of_the_language(name: str) -> None:
    host = PluginHost(discover=False)
    found = host.register(Given(fold(name, raising)), "x", distribution="d", version="1")
    assert found.problem is not None
    assert (found.problem.code, found.problem.args["function"]) == ("DR508", name)
    assert host.folds == ()


# --- examples ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lovangsskolan", "strandskolan", "deltagande"])
def test_an_example_has_no_problem(workspace: Workspace, framework: Framework, name: str) -> None:
    path = workspace.example("selfie", name)
    # No example answers all items: two are asked of vocational schools alone.
    assert [each.code for each in workspace.validate(path)] == ["DR423"]
    results = workspace.score(framework, path)
    assert [each.code for each in results.notes] == ["DR423"]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(int(cell.number or 0) for cell in results["respondents"]) == len(rows)


def test_one_example_has_few_leaders(workspace: Workspace, framework: Framework) -> None:
    results = workspace.score(framework, workspace.example("selfie", "strandskolan"))
    assert withheld(results, "area_mean", area="E") == {"leaders"}
    assert why(results.select("area_mean", group="students", area="H")) == {None}
    # Four teachers answered all of H, so that their alpha is withheld. What a registered function returns
    # is unknown to the core: it could be the mean, so one of the means that would give that away is too.
    assert withheld(results, "alpha", area="H") == {"leaders", "teachers"}
    assert withheld(results, "area_mean", area="H") == {"leaders", "teachers"}


def test_an_explanation_gives_the_value_that_is_shown(workspace: Workspace, framework: Framework) -> None:
    path = workspace.example("selfie", "lovangsskolan")
    results = workspace.score(framework, path)
    for measure in ("area_mean", "alpha"):
        for cell in results.select(measure, area="G"):
            explained = workspace.explain(framework, path, measure, group=cell.members["group"], area="G")
            assert explained.trace.value == cell.value
