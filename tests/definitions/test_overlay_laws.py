"""Overlays that have nothing to do with each other stand in any order; a long stack keeps its origins."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.definitions.definitions import STEPS, alone
from tests.definitions.overlay_files import extended, stacked

from digiramverk.model.framework import Framework

if TYPE_CHECKING:
    from digiramverk.scoring.results import Results

# Each touches something that none of the others touches.
INDEPENDENT = (
    "params: {reached_at: 0.6}\n",
    "change: {indicators: {L1: {text: Det finns en beslutad plan}}}\n",
    "change: {indicators: {L1: {weight: 2}}}\n",
    "change: {rules: {share: {value: 'mean(fraction, weight=weight)'}}}\n",
    "move: {indicators: {K1: ledning}}\nadd: {areas: {kompetens: {indicators: {K2: {text: Ny, step: 2}}}}}\n",
    "remove: {school_forms: [forskola]}\n",
    "texts: {fi: {title: Askeleet, indicators: {L2: Seuranta}}}\n",
    "add: {areas: {ekonomi: {title: Ekonomi, indicators: {E1: {text: Budget, step: 1}}}}}\n",
    "rename: {groups: {larare: lärare}}\n",
    "add: {rules: {allt: mean(points)}}\n",
    "targets: [{measure: share, where: {response: r, area: ledning, step: 1}, at_least: 0.8}]\n",
    "sources: {beslut: Beslut i nämnden}\n",
    "laws: {share: {ends: {waived: Beslutat så}}}\n",
    "rename: {scales: {scale: {levels: {delvis: pågår}}}}\n",
)
ANSWERS: dict[str, Any] = {
    "framework": "steg",
    # By what people see, which stays when ids become others.
    "answers": {"L1": "Ja", "L2": "Delvis", "K1": "Nej"},
}


def meaning(framework: Framework) -> tuple[object, ...]:
    """What a framework says, whatever its name and whatever order additions stand in."""
    return (
        framework.title,
        {(path[-1].id, path[-1].title, frozenset(path[-1].indicators)) for path in framework.area_paths()},
        frozenset(framework.rules),
        frozenset(framework.params),
        frozenset(framework.school_forms),
        frozenset(framework.groups),
        frozenset(framework.sources),
        framework.targets,
        framework.steps,
        framework.scales,
        frozenset(framework.laws),
    )


def values(framework: Framework) -> set[tuple[object, ...]]:
    """All that the answers give, as cells in no order."""
    results: Results = alone().score(framework, ANSWERS | {"framework": framework.id})
    return {
        (name, tuple(sorted(cell.members.items())), cell.value, cell.missing)
        for name, cells in results.measures.items()
        for cell in cells
    }


@settings(max_examples=25)
@given(st.permutations(INDEPENDENT), st.integers(2, len(INDEPENDENT)))
def test_independent_overlays_can_stand_in_any_order(order: Sequence[str], count: int) -> None:
    some = order[:count]
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        first = extended(Path(one), *some)
        second = extended(Path(other), *sorted(some))
        assert meaning(first) == meaning(second)
        assert values(first) == values(second)


def test_ten_overlays_on_each_other_and_the_origin_of_everything(tmp_path: Path) -> None:
    layers = [
        f"add: {{areas: {{ledning: {{indicators: {{N{n}: {{text: Nummer {n}, step: 1}}}}}}}}}}\n"
        + (f"change: {{indicators: {{N{n - 1}: {{help: Ändrad av {n}}}}}}}\n" if n > 1 else "")
        for n in range(1, 11)
    ]
    path = stacked(tmp_path, *layers)
    framework = alone().framework(path)
    assert framework.lineage == (*(f"o{n}@2026" for n in range(9, 0, -1)), "steg@1")
    found = {(each.kind, each.id): each for each in alone().frameworks.origins(path)}
    for n in range(1, 11):
        origin = found["indicators", f"N{n}"]
        assert (origin.defined.by, Path(origin.defined.file).name, origin.defined.line) == (
            f"o{n}@2026",
            f"o{n}.yaml",
            5,
        )
        expected = [(f"o{n + 1}@2026", f"o{n + 1}.yaml", 6, ("help",))] if n < 10 else []
        assert [(c.by, Path(c.file).name, c.line, c.fields) for c in origin.changes] == expected
    # Everything else is as the first file has it, at its own line there.
    lines = STEPS.splitlines()
    for (kind, name), origin in found.items():
        if not name.startswith("N"):
            assert (origin.defined.by, origin.changes) == ("steg@1", ()), (kind, name)
            assert name in lines[origin.defined.line - 1], (kind, name)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(INDEPENDENT), unique=True, max_size=5))
def test_what_overlays_make_can_be_packed_into_one_file(some: list[str]) -> None:
    with TemporaryDirectory() as folder:
        framework = extended(Path(folder), *some)
        packed = Path(folder) / "packed.yaml"
        packed.write_text(alone().pack(framework), encoding="utf-8")
        again = alone().framework(packed)
        assert meaning(again) == meaning(framework)
        assert again.plan.fingerprint == framework.plan.fingerprint
