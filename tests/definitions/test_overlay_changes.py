"""What an overlay can do to its parent: add, change, move, remove, rename, translate."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.definitions.definitions import STEPS, alone, loaded
from tests.definitions.overlay_files import HEAD, extended, origin, problems, stacked

from digiramverk.core.language import LANGUAGES
from digiramverk.definitions.overlay.mentions import mentions
from digiramverk.model.framework import Framework
from digiramverk.plugins.host import PluginHost
from digiramverk.workspace import Workspace


def areas(framework: Framework) -> dict[str, list[str]]:
    """The indicators of every area."""
    return {path[-1].id: [each.id for each in path[-1].indicators] for path in framework.area_paths()}


def test_indicators_are_added_to_areas_old_and_new(tmp_path: Path) -> None:
    own = extended(
        tmp_path,
        """\
add:
  areas:
    ledning: {indicators: {L3: {text: Nämnden följer upp, step: 1}}}
    ekonomi: {title: Ekonomi, indicators: {E1: {text: Det finns en budget, step: 1}}}
""",
    )
    assert areas(own) == {"ledning": ["L1", "L2", "L3"], "kompetens": ["K1"], "ekonomi": ["E1"]}
    # The rules take in what is new.
    assert len(own.plan.space.items) == len(loaded(STEPS).plan.space.items) + 2


def test_an_indicator_can_be_added_in_an_area_deep_in_the_tree(tmp_path: Path) -> None:
    base = STEPS.replace(
        "  kompetens:\n    title: Kompetens\n",
        "  kompetens:\n    title: Kompetens\n"
        "    areas: {grund: {title: Grund, indicators: {G1: {text: Grund, step: 1}}}}\n",
    ).replace("areas:\n", "area_levels: [area, part]\nareas:\n", 1)
    own = extended(tmp_path, "add: {areas: {grund: {indicators: {G2: {text: Mer, step: 1}}}}}\n", base=base)
    assert areas(own)["grund"] == ["G1", "G2"]
    nested = "add: {areas: {kompetens: {areas: {ny: {title: Ny, indicators: {N1: {text: Ny, step: 1}}}}}}}\n"
    assert areas(extended(tmp_path, nested, base=base))["ny"] == ["N1"]


def test_everything_that_has_an_id_can_be_added(tmp_path: Path) -> None:
    own = extended(
        tmp_path,
        """\
languages: [sv, en]
add:
  scales: {fyra: [a, b, c, d]}
  steps: ["3"]
  roles: {rektor: Rektor}
  groups: [elever]
  school_forms: {gymnasium: Gymnasium}
  goals: {g1: {title: Ett mål, area: ledning}}
  responsibilities: {r1: {text: Leder arbetet, roles: [rektor], area: ledning}}
  facets: {tema: {title: Tema, members: [teknik, lärande]}}
  attributes: [storlek]
  numbers: {elever: Antal elever}
  bands: {färg: {röd: {below: 0.5}, grön: {at_least: 0.5}}}
  tables: {värde: {nej: 0, delvis: 1, ja: 5}}
  params: {gräns: 0.5}
  sources: {beslut: Beslut i nämnden}
  rules:
    färg_per_område: {per: [area], value: "band(mean(fraction), färg)"}
    bra: {per: [area], value: mean(fraction) >= gräns}
  indicators:
    L1: {suggestions: {s1: Skriv en plan}, goals: [g1], help: Mer om detta}
  areas:
    ledning: {indicators: {L9: {text: Nytt, step: 3, scale: fyra, facets: {tema: teknik}, source: beslut}}}
""",
        base=STEPS.replace(
            "K1: {text: Alla kan grunderna, step: 1}", "K1: {text: K, step: 1, scale: scale}"
        ).replace("L1: {text: Det finns en plan, step: 1}", "L1: {text: Det finns en plan, step: 1}"),
    )
    ids: dict[str, tuple[Any, ...]] = {
        "scales": own.scales, "steps": own.steps, "roles": own.roles, "groups": own.groups,
        "goals": own.goals,
        "school_forms": own.school_forms, "responsibilities": own.responsibilities, "facets": own.facets,
        "attributes": own.attributes, "numbers": own.numbers, "bands": own.bands, "params": own.params,
        "sources": own.sources,
    }  # fmt: skip
    assert {kind: each[-1].id for kind, each in ids.items()} == {
        "scales": "fyra", "steps": "3", "roles": "rektor", "groups": "elever", "goals": "g1",
        "school_forms": "gymnasium", "responsibilities": "r1", "facets": "tema", "attributes": "storlek",
        "numbers": "elever", "bands": "färg", "params": "gräns", "sources": "beslut",
    }  # fmt: skip
    assert own.tables[0].id == "värde"
    assert [rule.measure.name for rule in own.rules][-2:] == ["färg_per_område", "bra"]
    assert own.indicators[0].suggestions[0].id == "s1"
    assert own.indicators[0].goals == ("g1",)
    # Loading what it packs gives the same: nothing of the overlay is lost on the way.
    again = loaded(alone().pack(own))
    assert again.plan.fingerprint == own.plan.fingerprint
    assert again.indicators == own.indicators


def test_fields_are_changed_and_the_others_stay(tmp_path: Path) -> None:
    own = extended(
        tmp_path,
        """\
change:
  indicators: {L1: {step: 2, weight: 3}, L2: Planen följs upp varje år}
  areas: {kompetens: {title: Kunnande, indicators: {K1: {help: Se bilagan}}}}
  rules: {share: mean(points), reached: {value: mean(fraction) > reached_at}}
  scales: {scale: {levels: {ja: {points: 4}}}}
  scoring: {unanswered: zero}
""",
    )
    first, second, third = own.indicators
    assert (first.step, first.weight, first.text.to("sv")) == ("2", Fraction(3), "Det finns en plan")
    assert (second.text.to("sv"), second.step) == ("Planen följs upp varje år", "2")
    assert third.help is not None
    assert own.areas[1].title.to("sv") == "Kunnande"
    assert own.rule("share").measure.value.text == "mean(points)"
    assert own.rule("share").measure.per == ("area", "step")
    assert [level.points for level in own.scales[0].levels] == [0, 1, 4]
    assert own.unanswered.value == "zero"


def test_a_changed_text_leaves_no_old_translation_behind(tmp_path: Path) -> None:
    own = extended(tmp_path, "change: {groups: {ledning: Skolledning}}\n")
    assert own.groups[0].title.to_data() == {"sv": "Skolledning"}


def test_texts_are_said_in_one_more_language(tmp_path: Path) -> None:
    own = extended(
        tmp_path,
        """\
languages: [sv, en, fi]
texts:
  fi: {title: Askeleet, areas: {ledning: {title: Johto, indicators: {L1: Suunnitelma on}}}}
  en:
    indicators: {L2: {text: The plan is followed up}}
    groups: {larare: Teachers}
    scales: {scale: {levels: {nej: Not at all}}}
""",
    )
    assert own.title.to_data() == {"sv": "Steg", "en": "Steps", "fi": "Askeleet"}
    assert own.areas[0].title.to("fi") == "Johto"
    assert own.indicators[0].text.to_data() == {"sv": "Det finns en plan", "fi": "Suunnitelma on"}
    assert own.indicators[1].text.to("en") == "The plan is followed up"
    assert own.groups[1].title.to("en") == "Teachers"
    assert own.scales[0].levels[0].title.to_data() == {"sv": "Nej", "en": "Not at all"}


def test_things_are_moved_to_another_area_and_in_their_order(tmp_path: Path) -> None:
    own = extended(
        tmp_path,
        'move: {indicators: {L2: kompetens, L1: {to: kompetens, before: K1}}, steps: {"2": {before: "1"}}}\n'
        "add: {areas: {ledning: {indicators: {L7: {text: Nytt, step: 1}}}}}\n",
    )
    assert areas(own) == {"ledning": ["L7"], "kompetens": ["L1", "K1", "L2"]}
    assert [step.id for step in own.steps] == ["2", "1"]


def test_an_area_is_moved_below_another(tmp_path: Path) -> None:
    base = STEPS.replace("areas:\n", "area_levels: [area, part]\nareas:\n", 1)
    own = extended(tmp_path, "move: {areas: {kompetens: ledning}}\n", base=base)
    assert [[area.id for area in path] for path in own.area_paths()] == [
        ["ledning"],
        ["ledning", "kompetens"],
    ]


def test_things_fields_and_members_are_removed(tmp_path: Path) -> None:
    own = extended(
        tmp_path,
        """\
remove:
  rules: [highest_step]
  indicators: [L2]
  areas: [kompetens]
  school_forms: [forskola]
  scales: {scale: {levels: [delvis]}}
""",
    )
    assert areas(own) == {"ledning": ["L1"]}
    assert [rule.measure.name for rule in own.rules] == ["share", "reached", "step_reached"]
    assert [each.id for each in own.school_forms] == ["grundskola"]
    assert [level.id for level in own.scales[0].levels] == ["nej", "ja"]
    weighed = extended(
        tmp_path,
        "change: {indicators: {L1: {help: Hjälp}}}\n",
        "overrides: [o1]\nremove: {indicators: {L1: [help]}}\n",
    )
    assert weighed.indicators[0].help is None


def test_targets_of_a_measure_are_removed(tmp_path: Path) -> None:
    base = (
        STEPS + "targets: [{measure: share, where: {response: r, area: ledning, step: 1}, at_least: 0.8}]\n"
    )
    assert extended(tmp_path, "remove: {targets: [share]}\n", base=base).targets == ()
    assert problems(tmp_path, "remove: {targets: [shar]}\n", base=base) == ["DR248 o1.yaml:5"]


def test_a_new_name_goes_wherever_the_old_one_stood(tmp_path: Path) -> None:
    base = STEPS + (
        "  led: {value: 'share(area=\"ledning\", step=1)'}\n"
        "  rest:\n"
        "    per: [area]\n"
        '    value: \'mean(fraction, where=indicator != "L1" and area in ("ledning", "x"))\'\n'
        "goals: {g1: {title: Mål, area: ledning}}\n"
        "targets: [{measure: share, where: {response: r, area: ledning, step: 1}, at_least: 0.8}]\n"
    ).replace(', "x"', ', "kompetens"')
    own = extended(
        tmp_path,
        """\
rename:
  indicators: {L1: plan}
  areas: {ledning: styrning}
  rules: {share: andel}
  params: {reached_at: gräns}
  steps: {"1": första}
""",
        base=base,
    )
    assert areas(own)["styrning"] == ["plan", "L2"]
    assert own.rule("reached").measure.value.text == "mean(fraction) >= gräns"
    assert own.rule("led").measure.value.text == 'andel(area="styrning", step="första")'
    assert own.rule("rest").measure.value.text == (
        'mean(fraction, where=indicator != "plan" and area in ("styrning", "kompetens"))'
    )
    assert own.goals[0].area == "styrning"
    assert own.targets[0].where == (("response", "r"), ("area", "styrning"), ("step", "första"))
    assert own.indicators[0].step == "första"


def test_a_folder_can_extend_too(tmp_path: Path) -> None:
    (tmp_path / "steg.yaml").write_text(STEPS, encoding="utf-8")
    folder = tmp_path / "eget"
    (folder / "areas").mkdir(parents=True)
    (folder / "texts").mkdir()
    head = HEAD.format(name="eget", parent="../steg.yaml")
    parts = {
        "framework.yaml": head + "languages: [sv, en]\n",
        "areas/ekonomi.yaml": "ekonomi: {title: Ekonomi, indicators: {E1: {text: Budget, step: 1}}}\n",
        "rules.yaml": "pengar: {value: 'share(area=\"ekonomi\", step=1)'}\n",
        "goals.yaml": "g1: Ett mål\n",
        "params.yaml": "reached_at: 0.9\n",
        "texts/en.yaml": "areas: {ekonomi: Economy, kompetens: Skills}\n",
    }
    for name, text in parts.items():
        (folder / name).write_text(text, encoding="utf-8")
    workspace = Workspace(PluginHost(discover=False), roots=[tmp_path])
    own = workspace.framework(folder)
    assert areas(own)["ekonomi"] == ["E1"]
    assert own.params[0].value == Fraction(9, 10)
    assert [area.title.to("en") for area in own.areas] == ["Ledning", "Skills", "Economy"]
    assert origin(folder, "rules", "pengar", workspace).defined.file.endswith("rules.yaml")


def test_texts_of_a_framework_that_stands_alone(tmp_path: Path) -> None:
    text = STEPS.replace("scale:\n", "languages: [sv, en]\nscale:\n", 1)
    (tmp_path / "framework.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    english = "areas: {ledning: Leadership}\nindicators: {K1: Everyone knows the basics}\nsteps: {}\n"
    (tmp_path / "texts" / "en.yaml").write_text(english.replace("steps: {}\n", ""), encoding="utf-8")
    framework = alone().framework(tmp_path)
    assert [area.title.to("en") for area in framework.areas] == ["Leadership", "Kompetens"]
    assert framework.indicators[2].text.to("en") == "Everyone knows the basics"
    assert framework.plan.fingerprint == loaded(STEPS).plan.fingerprint


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_overlay_that_does_nothing_means_the_same(tmp_path: Path, language: str) -> None:
    own, parent = extended(tmp_path, ""), loaded(STEPS)
    assert own.plan.fingerprint == parent.plan.fingerprint
    assert own.title.to(language) == parent.title.to(language)
    assert (own.areas, own.scales, own.rules, own.params) == (
        parent.areas,
        parent.scales,
        parent.rules,
        parent.params,
    )


def test_every_element_knows_where_it_comes_from(tmp_path: Path) -> None:
    path = stacked(
        tmp_path,
        "add: {areas: {ledning: {indicators: {L3: {text: Nytt, step: 1}}}}}\n",
        "change: {indicators: {L3: {step: 2}, L1: {text: Annat}}}\nmove: {indicators: {L2: kompetens}}\n",
    )
    third, first, second = (origin(path, "indicators", name) for name in ("L3", "L1", "L2"))
    assert (third.defined.by, third.defined.line) == ("o1@2026", 5)
    assert [(each.by, each.line, each.fields) for each in third.changes] == [("o2@2026", 5, ("step",))]
    assert (first.defined.by, first.defined.file.endswith("steg.yaml")) == ("steg@1", True)
    assert [(each.by, each.fields) for each in first.changes] == [("o2@2026", ("text",))]
    assert [(each.by, each.fields) for each in second.changes] == [("o2@2026", ("move",))]
    assert origin(path, "areas", "kompetens").changes == ()


def test_a_function_does_not_mention_the_measure_of_its_name() -> None:
    text = "mean(mean) + mean(step=1) + sum(mean, where=step == 1)"
    found = [each.start for each in mentions(text) if each.name == "mean"]
    assert found == [text.index("mean)"), text.index("mean(step"), text.index("mean, where")]


RATED = STEPS + (
    "numbers: {elever: Elever}\n"
    "attributes: [storlek]\n"
    "responsibilities: {r1: {text: Leder, groups: [ledning], school_forms: [grundskola]}}\n"
)


def test_what_is_renamed_is_renamed_in_every_field_that_refers_to_it(tmp_path: Path) -> None:
    own = extended(
        tmp_path,
        "rename: {groups: {ledning: chefer}, school_forms: {grundskola: gr}, numbers: {elever: barn}}\n",
        base=RATED.replace(
            "  share:", "  per_elev: {per: [area], value: sum(points) / elever}\n  share:"
        ).replace(
            "grunderna, step: 1}",
            "grunderna, step: 1, suggestions: {f1: {text: Öva, school_forms: [forskola, grundskola]}}}",
        ),
    )
    assert own.indicators[2].suggestions[0].school_forms == ("forskola", "gr")
    assert own.responsibilities[0].groups == ("chefer",)
    assert own.responsibilities[0].school_forms == ("gr",)
    assert own.rule("per_elev").measure.value.text == "sum(points) / barn"


def test_how_an_answer_is_called_is_written_anew_as_a_whole(tmp_path: Path) -> None:
    base = STEPS.replace("scale:\n", "scale:\n  declined: {sv: Vill inte svara, en: Prefer not to say}\n")
    own = extended(tmp_path, "change: {scale: {declined: {sv: Avstår}}}\n", base=base)
    declined = own.scales[0].declined
    assert declined is not None
    assert declined.to_data() == {"sv": "Avstår"}


def test_what_is_listed_by_its_id_keeps_it_as_its_title_beside_other_languages(tmp_path: Path) -> None:
    own = extended(tmp_path, "texts: {en: {attributes: {storlek: Size}}}\n", base=RATED)
    alike = loaded(RATED + "texts: {en: {attributes: {storlek: Size}}}\n")
    titles = {"sv": "storlek", "en": "Size"}
    assert [each.attributes[0].title.to_data() for each in (own, alike)] == [titles, titles]


SETTINGS = RATED.replace("  share:", "  räknas: {across: [response], value: published}\n  share:") + (
    "counts: räknas\n"
    "plan: {step: highest_step}\n"
    "reports: {assessment: {parts: [{figures: [highest_step]}, {table: share}, indicators]}}\n"
)


def test_rules_are_renamed_where_counts_the_plan_and_reports_name_them(tmp_path: Path) -> None:
    new = "{räknas: gäller, highest_step: steg, share: andel}"
    own = extended(tmp_path, f"rename: {{rules: {new}}}\n", base=SETTINGS)
    assert (own.counts, own.planning.step) == ("gäller", ("steg",))
    assert [part.measures for part in own.reports[0].parts] == [("steg",), ("andel",), ()]


def test_attributes_are_renamed_where_results_and_targets_name_them(tmp_path: Path) -> None:
    base = RATED.replace("unanswered: exclude}", "unanswered: exclude, results_per: [storlek]}").replace(
        "  share:", "  snitt: {value: mean(fraction)}\n  share:"
    )
    base += "targets: [{measure: snitt, where: {storlek: stor}, at_least: 0.8}]\n"
    own = extended(tmp_path, "rename: {attributes: {storlek: size}}\n", base=base)
    assert own.results_per == ("size",)
    assert own.targets[0].where == (("size", "stor"),)


def test_rounds_are_renamed_where_rules_and_targets_name_them(tmp_path: Path) -> None:
    base = """
digiramverk: 1
id: base
edition: "1"
title: Plan
scale: [nej, ja]
scoring: {unanswered: exclude}
rounds: {ht26: Hösten, vt27: Våren}
areas: {a: {title: A, indicators: {L1: Ett}}}
rules:
  total: mean(fraction)
  of_round: {across: [round], value: mean(total)}
  late: 'count(answered, where=round == "vt27")'
targets:
  - {measure: of_round, round: vt27, at_least: 0.5}
  - {measure: of_round, where: {round: vt27}, at_most: 1}
"""
    more = (
        "add: {rounds: {ht27: {title: Nästa höst, opens: 2027-09-01}}}\n"
        "change: {rounds: {ht26: {publish_by: 2026-12-01}}}\n"
    )
    own = extended(tmp_path, f"rename: {{rounds: {{vt27: '2027'}}}}\n{more}", base=base)
    assert [each.id for each in own.rounds] == ["ht26", "2027", "ht27"]
    assert own.plan.space.rounds == ("ht26", "2027", "ht27")
    assert (own.rounds[0].publish_by, own.rounds[2].opens) == (date(2026, 12, 1), date(2027, 9, 1))
    assert [(each.round, dict(each.where)) for each in own.targets] == [
        ("2027", {}),
        (None, {"round": "2027"}),
    ]
    assert own.rounds_in_order(["ht27", "2027"]) == ("2027", "ht27")
