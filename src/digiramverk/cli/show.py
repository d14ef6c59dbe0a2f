"""`digiramverk show`: one framework with all its defaults, or one of its indicators."""

from io import StringIO

import click

from digiramverk.cli.indicator import find_indicator, indicator_text
from digiramverk.cli.options import Speaker, json_text, plain
from digiramverk.cli.origins import origins_text
from digiramverk.cli.surroundings import new_workspace
from digiramverk.core import Diagnostic, InputError, Language, word
from digiramverk.definitions import to_data, to_yaml
from digiramverk.model import Framework
from digiramverk.reports import Block, Document, Heading, Note, Paragraph, TableBlock, as_printed
from digiramverk.scoring import ABSENT, decimal

_ABOUT: dict[Language, str] = {
    "sv": "Visa ett ramverk med alla förval ifyllda. Med INDICATOR visas bara den indikatorn. "
    "--format yaml ger ramverket som en enda fil.",
    "en": "Show one framework with all defaults filled in. With INDICATOR, show that one alone. "
    "--format yaml gives the framework as one single file.",
}


def command(speaker: Speaker) -> click.Command:
    """The command in one language."""

    def run(
        framework: str,
        indicator: str | None,
        out: str | None,
        format_: str,
        *,
        code: bool,
        origin: bool,
        force: bool,
    ) -> None:
        workspace = new_workspace()
        loaded = workspace.framework(framework)
        if indicator is not None:
            if code or origin:
                raise InputError([Diagnostic("DR606", {"option": "--code" if code else "--origin"})])
            found = find_indicator(loaded, indicator)
            text = indicator_text(loaded, found, format_, speaker, to_file=out is not None)
        elif origin:
            text = origins_text(
                workspace.frameworks.origins(framework), loaded, format_, speaker, to_file=out is not None
            )
        elif code:
            text = workspace.scorer(loaded).program.listing()
        elif format_ == "json":
            text = json_text({**plain(to_data(loaded)), "fingerprint": loaded.plan.fingerprint})
        elif format_ == "yaml":
            text = to_yaml(loaded)
        else:
            text = as_printed(_document(loaded, speaker), None if out is None else StringIO())
        styled = format_ == "text" and not code
        speaker.hand_over(text, out, workspace.catalogue.files(), force=force, styled=styled)

    about_code = speaker.pick(
        "Visa i stället den Pythonkod som reglerna blir till.",
        "Show the Python code that the rules become instead.",
    )
    about_origin = speaker.pick(
        "Visa i stället varifrån varje del kommer när ramverk bygger på varandra.",
        "Show where every part comes from instead, where frameworks build on each other.",
    )
    parameters = [
        click.Argument(["framework"]),
        click.Argument(["indicator"], required=False),
        click.Option(["--code"], is_flag=True, help=about_code),
        click.Option(["--origin"], is_flag=True, help=about_origin),
        *speaker.out(),
    ]
    return speaker.command("show", run, _ABOUT, parameters, ("json", "yaml"))


def _document(framework: Framework, speaker: Speaker) -> Document:
    language = speaker.language
    blocks: list[Block] = [Heading(f"{framework.title.to(language)} ({framework.reference})")]
    if framework.description is not None:
        blocks.append(Paragraph(framework.description.to(language)))
    choice = {
        "exclude": speaker.pick(
            "Obesvarade indikatorer räknas inte med.", "Unanswered indicators are left out."
        ),
        "zero": speaker.pick(
            "Obesvarade indikatorer räknas som noll.", "Unanswered indicators count as nothing."
        ),
        "blocks": speaker.pick(
            "Inget resultat ges förrän alla indikatorer är besvarade.",
            "No result until all indicators are answered.",
        ),
    }
    blocks += [_indicators(framework, speaker), _levels(framework, speaker)]
    blocks.append(Paragraph(choice[framework.unanswered.value]))
    blocks += [*_params(framework, speaker), *_rules(framework, speaker), *_plan(framework, speaker)]
    blocks.append(
        Note(
            speaker.pick("Reglernas fingeravtryck: ", "Fingerprint of the rules: ")
            + framework.plan.fingerprint
        )
    )
    return Document(tuple(blocks))


def _indicators(framework: Framework, speaker: Speaker) -> TableBlock:
    """The number of indicators in each area, by step if there are steps."""
    language = speaker.language
    steps = [step.id for step in framework.steps]
    rows: list[tuple[str, ...]] = []
    for path in framework.area_paths():
        indicators = path[-1].indicators
        if not indicators:
            continue
        counts = [sum(each.step == step for each in indicators) for step in steps]
        name = " / ".join(area.title.to(language) for area in path)
        rows.append((name, *(str(count) if count else ABSENT for count in counts), str(len(indicators))))
    total = [sum(each.step == step for each in framework.indicators) for step in steps]
    everything = (
        speaker.pick("Alla", "All"),
        *(str(count) for count in total),
        str(len(framework.indicators)),
    )
    heads = (word("area", language).capitalize(), *(step.title.to(language) for step in framework.steps))
    caption = speaker.pick("Antal indikatorer", "Number of indicators")
    return TableBlock((*heads, speaker.pick("Summa", "Sum")), (*rows, everything), caption)


def _levels(framework: Framework, speaker: Speaker) -> TableBlock:
    rows = tuple(
        (scale.id, level.id, level.title.to(speaker.language), decimal(level.points, 2, speaker.language))
        for scale in framework.scales
        for level in scale.levels
    )
    heads = speaker.pick("Skala,Nivå,Benämning,Poäng", "Scale,Level,Label,Points").split(",")
    return TableBlock(tuple(heads), rows, speaker.pick("Svarsnivåer", "Levels"), 3)


def _params(framework: Framework, speaker: Speaker) -> list[Block]:
    blocks: list[Block] = []
    for param in framework.params:
        title = "" if param.title is None else f": {param.title.to(speaker.language)}"
        blocks.append(Paragraph(f"{param.id} = {decimal(param.value, 6, speaker.language)}{title}"))
        if param.note is not None:
            blocks.append(Note(param.note.to(speaker.language)))
    return blocks


def _rules(framework: Framework, speaker: Speaker) -> list[Block]:
    language = speaker.language
    rows = []
    for rule in framework.rules:
        measure = rule.measure
        grain = [*(measure.across or ()), *measure.per]
        per = ", ".join(word(name, language) for name in grain) or word("whole_result", language)
        title = "" if rule.title is None else rule.title.to(language)
        rows.append((measure.name, per, measure.value.text, title))
    if not rows:
        return []
    heads = speaker.pick("Mått,Per,Regel,Betydelse", "Measure,Per,Rule,Meaning").split(",")
    return [TableBlock(tuple(heads), tuple(rows), speaker.pick("Regler", "Rules"), 4)]


def _plan(framework: Framework, speaker: Speaker) -> list[Block]:
    """The forms that count across units, and the measures of the action plan, also those that nobody set."""
    nothing = speaker.pick("inget mått", "no measure")
    published = speaker.pick(
        "publicerade; utkast också, om inget är publicerat",
        "published ones; drafts too, if none is published",
    )
    planning = framework.planning
    said = {
        "counts": framework.counts or published,
        **{f"plan: {part}": ", ".join(names) or nothing for part, names in planning.parts().items()},
        "plan: most": speaker.pick("alla", "all") if planning.most is None else str(planning.most),
    }
    heads = (speaker.pick("Val", "Choice"), speaker.pick("Värde", "Value"))
    return [
        TableBlock(heads, tuple(said.items()), speaker.pick("Räknas och planeras", "Counted and planned"), 2)
    ]
