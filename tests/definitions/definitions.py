"""Small definitions that tests start from, and the shortest ways to load one."""

from pathlib import Path
from tempfile import TemporaryDirectory

from digiramverk.core.errors import DefinitionError
from digiramverk.model.framework import Framework
from digiramverk.plugins.host import PluginHost
from digiramverk.workspace import Workspace

PLAN = """\
digiramverk: 1
id: var-plan
edition: "2026"
title: Vår digitala plan
scale: [nej, delvis, ja]
scoring: {use: area_means, unanswered: exclude}
areas:
  ledning:
    title: Ledning
    indicators:
      L1: Det finns en plan som följs upp varje år
      L2: Rektorerna träffas om digitalisering två gånger per termin
"""

STEPS = """\
digiramverk: 1
id: steg
edition: "1"
title: {sv: Steg, en: Steps}
scale:
  levels:
    nej: {title: {sv: Nej, en: "No"}, points: 0}
    delvis: {title: {sv: Delvis, en: Partly}, points: 1}
    ja: {title: {sv: Ja, en: "Yes"}, points: 2}
steps: [1, 2]
groups: {ledning: {title: {sv: Ledning, en: Leadership}}, larare: Lärare}
school_forms: {grundskola: Grundskola, forskola: Förskola}
scoring: {unanswered: exclude}
params:
  reached_at: 0.8
areas:
  ledning:
    title: Ledning
    indicators:
      L1: {text: Det finns en plan, step: 1}
      L2: {text: Planen följs upp, step: 2}
  kompetens:
    title: Kompetens
    indicators:
      K1: {text: Alla kan grunderna, step: 1}
rules:
  share: {per: [area, step], value: mean(fraction), format: percent}
  reached: {per: [area, step], value: mean(fraction) >= reached_at, unanswered: blocks}
  step_reached: {per: [step], value: all(reached)}
  highest_step: {value: highest(step_reached)}
"""


def alone() -> Workspace:
    """A workspace that knows no installed plugins."""
    return Workspace(PluginHost(discover=False))


def loaded(text: str, name: str = "plan.yaml") -> Framework:
    """The framework that a single file defines. Raises DefinitionError."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(text.encode())
        return alone().framework(path)


def codes_of(text: str) -> list[str]:
    """The codes of everything that is wrong with a definition; warnings count only beside errors."""
    try:
        loaded(text)
    except DefinitionError as error:
        return [each.code for each in error.diagnostics]
    return []
