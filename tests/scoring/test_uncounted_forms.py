"""Forms that do not count across units are reported with the reasons, by every engine."""

from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.running import run
from tests.definitions.definitions import STEPS, alone, loaded

from digiramverk.model.framework import Framework
from digiramverk.rules.form_requirements import is_met, requirements
from digiramverk.rules.missing import Missing

ANSWERS: Final = {"L1": "ja", "L2": "nej", "K1": "ja"}
RULES: Final = (
    "published",
    "not published",
    'published and group == "ledning"',
    'published and (group == "ledning" or group == "larare")',
    'published and group in ("ledning", "larare") and school_form != "forskola"',
    'group == "ledning" if published else false',
    "published and known(group)",
    "from_leaders and published",
)
"""Rules that read only what forms state."""


def framework(rule: str) -> Framework:
    """A framework whose figures across units read one rule."""
    return loaded(
        STEPS.replace("rules:\n", "counts: counted\nrules:\n").replace("else false", "else 1 > 2")
        + '  from_leaders: {value: group == "ledning"}\n'
        + f"  counted: {{value: {_quoted(rule)}}}\n"
        + "  units: {across: [round], per: [step], value: 'share_of(step_reached, where=counted)'}\n"
        + "  how_many: {across: [], value: count(counted)}\n"
    )


def _quoted(rule: str) -> str:
    return "'" + rule.replace("else false", "else 1 > 2") + "'"


FRAMEWORKS: Final = {rule: framework(rule) for rule in RULES}


def form(name: str, **stated: Any) -> dict[str, Any]:  # noqa: ANN401 - of any kind
    """A form with a few answers."""
    return {"response": name, "unit": name, "round": "2026", "answers": ANSWERS, **stated}


FORMS: Final = st.lists(
    st.fixed_dictionaries(
        {"published": st.booleans()},
        optional={
            "group": st.sampled_from(("ledning", "larare")),
            "school_form": st.sampled_from(("grundskola", "forskola")),
        },
    ),
    min_size=2,
    max_size=6,
)


@pytest.mark.parametrize("rule", RULES)
def test_what_forms_state_meets_a_rule_exactly_where_the_engine_says_so(rule: str) -> None:
    own = FRAMEWORKS[rule]
    plan = own.plan
    parts = requirements(plan, plan.measure("counted"))

    @given(FORMS)
    def law(drawn: list[dict[str, Any]]) -> None:
        forms = [form(str(number), **stated) for number, stated in enumerate(drawn)]
        results = alone().score(own, forms)
        for written, cell in zip(forms, results["counted"], strict=True):
            stated = {"published": False, "group": None, "school_form": None, **written}
            met = [is_met(plan, part.node, stated) for part in parts]
            assert Missing.UNDECIDED not in met
            assert all(each is True for each in met) == (cell.value is True)
        left_out = sum(cell.value is not True for cell in results["counted"])
        told = [note.args["count"] for note in results.notes if note.code in {"DR458", "DR459"}]
        assert told == ([left_out] if left_out else [])

    law()


def test_every_reason_is_counted_and_a_rule_of_its_own_is_looked_into() -> None:
    forms = [
        form("a", published=True, group="ledning"),
        form("b", group="ledning"),
        form("c", published=True),
        form("d", published=True, group="larare"),
        form("e"),
    ]
    (note,) = alone().score(FRAMEWORKS["from_leaders and published"], forms).notes
    assert note.code == "DR458"
    assert note.message("en") == (
        "4 of 5 forms do not count across units: "
        "2 are not published, 2 have no group and 1 has group “Lärare”."
    )
    assert note.message("sv") == (
        "4 av 5 formulär räknas inte över enheter: "
        "2 är inte publicerade, 2 saknar grupp och 1 har grupp ”Lärare”."
    )


def test_answers_are_the_reason_where_all_else_is_as_required() -> None:
    own = framework("published and count(answered) >= 3")
    forms = [form("a", published=True), form("b", published=True, answers={"L1": "ja"}), form("c")]
    (note,) = alone().score(own, forms).notes
    assert note.message("en").endswith(": 1 is not published and 1 does not meet “count(answered) >= 3”.")


def test_nothing_is_said_of_one_form_of_all_and_where_nobody_asks() -> None:
    own = FRAMEWORKS['published and group == "ledning"']
    drafts = [form("a"), form("b")]
    assert alone().score(own, drafts[:1]).notes == ()
    assert alone().score(own, [form(name, published=True, group="ledning") for name in "ab"]).notes == ()
    assert alone().score(own, drafts, measures=["share", "counted"]).notes == ()
    assert [note.code for note in alone().score(own, drafts, measures=["how_many"]).notes] == ["DR459"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_export_without_two_columns_says_so_with_every_engine_and_in_reports(
    language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    head = "Enhet,Skolform,Omgång,L1-01,L1-02"
    rows = [f"{name},grundskola,2026,uppnådd,planerad" for name in ("Askskolan", "Bokskolan", "Almskolan")]
    Path("svar.csv").write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    expected = {
        "sv": "Inget av 3 formulär räknas över enheter: 3 är inte publicerade och 3 saknar grupp.",
        "en": "None of 3 forms counts across units: 3 are not published and 3 have no group.",
    }
    for more in (
        ("score", "lika", "svar.csv", "--engine", "scalar"),
        ("score", "lika", "svar.csv", "--engine", "polars"),
        ("score", "lika", "svar.csv", "--out", "o.parquet", "--force"),
        ("report", "lika", "svar.csv", "--kind", "municipality"),
    ):
        assert expected[language] in " ".join(run(capsys, *more, "--lang", language).err.split())
    assert "DR45" not in run(capsys, "report", "lika", "svar.csv", "--kind", "comparison").err


def test_a_report_on_all_units_says_how_few_its_figures_are_about(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    head = "Enhet,Skolform,Omgång,Publicerad,Grupp,L1-01,L1-02"
    rows = [
        f"{name},grundskola,2026,{said},ledning,uppnådd,planerad"
        for name, said in (("Askskolan", "ja"), ("Bokskolan", "nej"), ("Almskolan", "nej"))
    ]
    Path("svar.csv").write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    report = run(capsys, "report", "lika", "svar.csv", "--kind", "municipality", "--lang", "sv").out
    assert "2026: bara 1 av 3 enheter har ett formulär som räknas." in " ".join(report.split())
    Path("svar.csv").write_text("\n".join((head, *rows)).replace("nej", "ja", 1) + "\n", encoding="utf-8")
    assert (
        "enheter har ett formulär"
        not in run(capsys, "report", "lika", "svar.csv", "--kind", "municipality").out
    )
