"""A table of Spark gives what the forms give one by one: `make test-spark`."""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.docs.pages import Page
from tests.scoring.test_frames import held_against_scalar, table

from digiramverk.core.errors import InputError
from digiramverk.model.assessment import Answer, Assessment
from digiramverk.model.framework import Framework
from digiramverk.tables import outcome
from digiramverk.workspace import Workspace

WORKSPACE = Workspace()
EXAMPLES = 50
pytestmark = [
    # What PySpark says of the version of pandas, which is not used here.
    pytest.mark.filterwarnings("ignore::FutureWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(name="spark", scope="module")
def session(request: pytest.FixtureRequest) -> Iterator[Any]:
    if "spark" not in str(request.config.getoption("--libraries")).split(","):
        pytest.skip("Spark is tested by make test-spark, which installs it")
    sql = import_module("pyspark.sql")
    # The executors' Python has to be the one that has the library.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    made = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield made
    made.stop()


def on_spark(spark: Any, frame: pl.DataFrame) -> Any:  # noqa: ANN401 - Spark's own
    """In two parts, split by school as a country's table is."""
    given = spark.createDataFrame(frame.to_arrow(compat_level=pl.CompatLevel.oldest()))
    return given.repartition(2, "unit")


@pytest.fixture(name="never_together")
def all_forms_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(outcome, "_all_together", refuse)


def compare(spark: Any, framework: Framework, forms: tuple[Assessment, ...]) -> pl.DataFrame:  # noqa: ANN401 - Spark's own
    found = WORKSPACE.score_frame(framework, on_spark(spark, table(framework, forms)))
    groups = {population: pl.from_arrow(each.toArrow()) for population, each in found.groups.items()}
    assert {type(each).__module__.split(".")[0] for each in (found.forms, *found.groups.values())} == {
        "pyspark"
    }
    here = attrs.evolve(found, forms=pl.from_arrow(found.forms.toArrow()), groups=groups)
    held_against_scalar(framework, forms, here)
    scored: pl.DataFrame = here.forms
    return scored


def test_mittkoping(spark: Any) -> None:  # noqa: ANN401 - Spark's own
    framework = WORKSPACE.framework("lika")
    compare(spark, framework, WORKSPACE.read(framework, [WORKSPACE.example("lika", "mittkoping_answers")]))


@pytest.mark.usefixtures("never_together")
def test_a_country(spark: Any) -> None:  # noqa: ANN401 - Spark's own
    """Every school of a country in two rounds; what has changed is found without all forms on the driver."""
    framework = WORKSPACE.framework("lika")
    example = WORKSPACE.read(framework, [WORKSPACE.example("lika", "mittkoping_answers")])
    forms = tuple(
        attrs.evolve(
            form,
            unit=f"{form.unit} {copy // 2}",
            response=f"{form.response}-{copy}",
            round=str(2015 + copy % 2),
        )
        for copy in range(5)
        for form in example
    )
    scored = compare(spark, framework, forms)
    changes = [name for name in scored.columns if name.startswith("change[") and ":" not in name]
    assert changes
    assert all(scored[name].drop_nulls().len() for name in changes)


RULES = """
digiramverk: 1
id: drawn
edition: "1"
title: Drawn
languages: [en]
scale: [no, partly, mostly, yes]
groups: [heads, pupils]
scoring: {{unanswered: {policy}, results_per: {per}}}
areas:
  a: {{indicators: {{L1: One, L2: Two, L3: Three}}}}
  b: {{indicators: {{L4: Four}}}}
rules:
  share: {{per: [area], value: mean({fact})}}
  reached: {{per: [area], value: share >= {bound}}}
  change: {{per: [area], value: share - previous(share)}}
  risen: {{per: [area], value: reached and not previous(reached)}}
  of_round: {{across: [round], value: mean(change)}}
  of_schools: {{across: [round], value: {fold}(share(area="a")), show_if: count(answered) >= {least}}}
"""
ROUNDS = st.sampled_from(["2015", "2016", "2016", "2017", None])
LEVELS = st.sampled_from(["no", "partly", "mostly", "yes", "not_relevant", None])


@st.composite
def frameworks(draw: st.DrawFn) -> str:
    return RULES.format(
        policy=draw(st.sampled_from(["exclude", "zero", "blocks"])),
        per=draw(st.sampled_from(["[response]", "[unit, round]"])),
        fact=draw(st.sampled_from(["fraction", "points"])),
        bound=draw(st.sampled_from(["0.1", "0.5", "2/3", "1"])),
        fold=draw(st.sampled_from(["mean", "min", "max", "sum", "median"])),
        least=draw(st.integers(0, 9)),
    )


def test_drawn_frameworks_and_populations(spark: Any, tmp_path: Path) -> None:  # noqa: ANN401 - Spark's own
    @settings(
        max_examples=EXAMPLES,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        deadline=None,
    )
    @given(
        frameworks(),
        st.lists(st.tuples(st.integers(1, 3), ROUNDS, st.tuples(*[LEVELS] * 4)), min_size=1, max_size=12),
    )
    def holds(definition: str, answers: list[tuple[int, str | None, tuple[str | None, ...]]]) -> None:
        path = tmp_path / "drawn.yaml"
        path.write_text(definition, encoding="utf-8")
        framework = WORKSPACE.framework(path)
        names = [each.id for each in framework.indicators]
        forms = tuple(
            Assessment(
                response=str(number),
                answers=tuple(Answer(*pair) for pair in zip(names, levels, strict=True)),
                unit=f"school {unit}",
                round=year,
            )
            for number, (unit, year, levels) in enumerate(answers)
        )
        compare(spark, framework, forms)

    holds()


def test_what_cannot_be_read_is_said_once(spark: Any) -> None:  # noqa: ANN401 - Spark's own
    framework = WORKSPACE.framework("lika")
    name = framework.indicators[0].id
    frame = pl.DataFrame({"unit": ["a", "b"], name: ["often", "often"]})
    with pytest.raises(InputError) as caught:
        WORKSPACE.score_frame(framework, on_spark(spark, frame))
    assert [(each.code, each.args["count"]) for each in caught.value.diagnostics] == [("DR420", 2)]


def test_what_forms_say_of_one_another_is_checked(spark: Any) -> None:  # noqa: ANN401 - Spark's own
    framework = WORKSPACE.framework("lika")
    name = framework.indicators[0].id
    form = framework.school_forms[0].id, framework.school_forms[1].id
    frame = pl.DataFrame(
        {
            "response": ["1", "1", "2", "3"],
            "unit": ["a", "a", "a", "b"],
            "school_form": [form[0], form[0], form[1], form[0]],
            name: [None, None, None, None],
        },
        schema_overrides={name: pl.String},
    )
    with pytest.raises(InputError) as caught:
        WORKSPACE.score_frame(framework, on_spark(spark, frame))
    said = [(each.code, each.args["count"]) for each in caught.value.diagnostics]
    assert said == [("DR430", 1), ("DR432", 1)]
    notes = WORKSPACE.score_frame(framework, on_spark(spark, frame[[0, 3]])).notes
    here = WORKSPACE.score_frame(framework, frame[[0, 3]]).notes
    assert [each.to_dict("en") for each in notes] == [each.to_dict("en") for each in here]
    assert "DR408" in {each.code for each in notes}


@pytest.mark.repository
@pytest.mark.parametrize("name", ["score-a-country-with-spark", "rakna-ett-land-med-spark"])
def test_the_job_of_the_how_to_runs(
    spark: Any,  # noqa: ANN401 - Spark's own
    name: str,
    tmp_path: Path,
) -> None:
    page = Page.read(f"docs/how-to/{name}.md")
    (job,) = (block.text for block in page.blocks() if "score_frame" in block.text)
    framework = WORKSPACE.framework("lika")
    forms = WORKSPACE.read(framework, [WORKSPACE.example("lika", "mittkoping_answers")])
    on_spark(spark, table(framework, forms)).write.parquet(str(tmp_path / "forms"))
    for folder in ("forms", "results"):
        job = job.replace(f'"{folder}', f'"{tmp_path.as_posix()}/{folder}')
    exec(job, {})  # noqa: S102 - the page's own program is what is tested
    assert len(pl.scan_parquet(tmp_path / "results/forms/**/*.parquet").collect()) == len(forms)
