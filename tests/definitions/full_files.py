"""A valid file of every kind, with every key that it can have, or nearly."""

from typing import Final

from digiramverk.definitions.schemas import SchemaName

FRAMEWORK: Final = """\
digiramverk: 1
id: full
edition: "1"
title: {sv: Allt, en: All}
description: {sv: Om allt, en: About all}
languages: [sv, en]
publisher: Kommunen
licence: CC0-1.0
note: Att läsa
valid: {from: "2024", to: "2026"}
sources: {rapport: {title: Rapport, year: 2020, where: Hylla 3}}
params: {reached_at: 0.8, other_at: {value: 0.5, title: Gräns, note: Antagen}}
scales:
  plain: [nej, ja]
  fine:
    title: Fin
    levels: {nej: {title: {sv: Nej, en: "No"}, points: 0}, ja: {title: Ja, points: 2, description: Helt}}
    not_relevant: Gäller inte
    declined: Vill inte svara
steps: {1: Ett, 2: {title: Två, description: Mer}}
area_levels: {part: Del}
roles: {rektor: {title: Rektor, description: Leder}, bitr: {title: Biträdande, parent: rektor}}
groups: {ledning: {title: Ledning}, larare: Lärare}
school_forms: {grundskola: Grundskola, forskola: Förskola}
facets: {tema: {title: Tema, members: [a, b], ordered: true}}
attributes: {stadsdel: {title: Stadsdel, members: [norr, soder]}}
numbers: {elever: Antal elever}
goals:
  g1: {title: Ett mål, area: ledning, source: {id: rapport, place: s. 3}}
  g2: {title: Ett till, parent: g1}
responsibilities: {r1: {text: Leder arbetet, roles: [rektor], area: ledning, goals: [g1], note: Ja}}
scoring: {unanswered: exclude, results_per: [response], not_relevant: exclude, min_answered: 0.5}
areas:
  ledning:
    title: {sv: Ledning, en: Leadership}
    help: Hjälp
    source: rapport
    references: [{id: rapport, place: s. 1, unverified: true}]
    indicators:
      L1:
        text: {sv: Det finns en plan, en: There is a plan}
        help: Fråga rektor
        step: 1
        scale: fine
        weight: 2
        roles: [rektor]
        groups: [ledning]
        goals: [g1]
        school_forms: [grundskola]
        facets: {tema: a}
        suggestions: {f1: Skriv en plan}
        measurable_goals: {m1: Planen följs}
        source: {id: rapport, place: s. 2}
  kompetens:
    title: Kompetens
    indicators:
      K1: {text: Alla kan grunderna, step: 2, scale: plain, facets: {tema: [b]}}
      K2: {text: Några kan mer, step: 2, scale: plain}
rules:
  share: {title: Andel, per: [part, step], value: mean(fraction), format: percent, round: 3, note: En not}
  reached: {per: [step], value: mean(fraction) >= reached_at, unanswered: blocks}
  rank: {value: 'band(mean(fraction), "nivå")', min_answered: 1}
  other: mean(fraction) >= other_at
bands: {nivå: {låg: {below: 0.5, title: Låg}, hög: {at_least: 0.5}}}
tables: {points: {1: 10, 2: 20.5}}
targets: [{measure: share, where: {response: r, part: ledning, step: 1}, at_least: 0.8}]
laws: {share: {within_range: {at_least: 0, at_most: 1}, monotone: rising}}
counts: other
plan: {most: 2}
reports: {assessment: {title: Läget, parts: [{heading: Rubrik}, {table: share}, areas]}}
texts: {en: {areas: {kompetens: {title: Competence, indicators: {K1: Everybody}}}}}
"""
OVERLAY: Final = """\
digiramverk: 1
id: eget
edition: "1"
title: Eget
description: Mer
note: Ett tillägg
extends: full.yaml
params: {reached_at: 0.7}
add:
  areas: {ekonomi: {title: Ekonomi, indicators: {E1: {text: Det finns en budget, scale: fine, step: 1}}}}
  roles: {larare: Lärare}
  rules: {total: mean(points)}
change:
  areas: {kompetens: {title: Kunnande, indicators: {K2: {text: Många kan mer, weight: 2}}}}
  rules: {other: {value: mean(fraction) > other_at}}
  scoring: {unanswered: zero}
move: {indicators: {K2: {before: K1}}}
rename: {roles: {bitr: bitradande}}
remove: {goals: [g2]}
texts: {en: {areas: {ekonomi: {title: Economy}}}}
"""
ANSWERS: Final = """\
- framework: full
  unit: Askskolan
  response: 1
  school_form: grundskola
  round: 2026
  group: ledning
  published: true
  numbers: {elever: 312}
  answers: {L1: ja, K1: {level: nej, comment: Inte än}, K2: not_relevant}
- {unit: Björkskolan, answers: {K1: ja}}
"""
CROSSWALK: Final = """\
digiramverk: 1
id: full-full
title: Dit och dit
note: En not
from: full.yaml
to: other.yaml
levels: [{from: fine, to: plain, map: {nej: nej, ja: ja}}]
links:
  - {from: L1, to: K1, relation: subset, coverage: 0.5, reason: {sv: Därför, en: Because}}
  - {from: K1, to: K2, relation: equal}
  - {from: K2, relation: none, reason: Finns inte}
"""
CASES: Final = """\
alla ja:
  title: {sv: Alla svarar ja, en: All say yes}
  forms: [{unit: A, numbers: {elever: 3}, answers: {L1: ja, K1: {level: ja, comment: Jo}, K2: ja}}]
  expect: {other: true, share: [{part: ledning, step: 1, value: 1, tolerance: 0.1}], rank: {value: hög}}
  targets: [{measure: share, where: {part: ledning}, met: true, outcome: 1}]
  partial: true
"""
TEXTS: Final[dict[SchemaName, str]] = {
    "framework": FRAMEWORK,
    "overlay": OVERLAY,
    "answers": ANSWERS,
    "crosswalk": CROSSWALK,
    "cases": CASES,
}
