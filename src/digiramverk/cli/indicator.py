"""`digiramverk show FRAMEWORK INDICATOR`: everything that a framework says about one indicator."""

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any, Final

from digiramverk.cli.options import Speaker, json_text, plain
from digiramverk.core import Diagnostic, NotFoundError, near, word
from digiramverk.definitions import to_data
from digiramverk.model import Area, Framework, Indicator, Proposal, Target
from digiramverk.reports import Block, Document, Heading, Items, Note, Paragraph, TableBlock, as_printed
from digiramverk.rules import CellKey, Reach
from digiramverk.scoring import ABSENT, decimal, show

MOST_CELLS: Final = 3
Readers = dict[str, list[CellKey]]
"""For each measure, the cells that read the answer to the indicator, directly or through other measures."""


def find_indicator(framework: Framework, name: str) -> Indicator:
    """The indicator with an id.

    Raises:
        NotFoundError: DR605, with the nearest id.
    """
    known = {each.id: each for each in framework.indicators}
    if name not in known:
        args = {"name": name, "framework": framework.id}
        raise NotFoundError([Diagnostic("DR605", args, near=near(name, known))])
    return known[name]


def indicator_text(
    framework: Framework, indicator: Indicator, format_: str, speaker: Speaker, *, to_file: bool
) -> str:
    """An indicator as text, or as data; a YAML reader also reads the JSON."""
    areas = next(path for path in framework.area_paths() if indicator in path[-1].indicators)
    reach, readers = Reach(framework.plan), Readers()
    for measure in framework.plan.measures:
        cells = framework.plan.cells.grid_of(measure.name)[1]
        found = [cell for cell in cells if indicator.id in reach.items(measure.name, cell)]
        readers |= {measure.name: found} if found else {}
    if format_ == "text":
        document = Document(tuple(_blocks(framework, indicator, areas, readers, speaker)))
        return as_printed(document, StringIO() if to_file else None)
    return json_text(plain(_data(framework, indicator, areas, readers)))


def _data(
    framework: Framework, indicator: Indicator, areas: tuple[Area, ...], readers: Readers
) -> dict[str, Any]:
    whole = to_data(framework)
    holder = whole
    for area in areas:
        holder = holder["areas"][area.id]
    things = whole["responsibilities"] if indicator.responsibility else holder["indicators"]
    measures = {
        name: [dict(zip(framework.plan.measure(name).per, cell, strict=True)) for cell in cells]
        for name, cells in readers.items()
    }
    return {
        "framework": framework.reference,
        "area": [area.id for area in areas],
        "indicator": {indicator.id: things[indicator.id]},
        "levels": whole["scales"][indicator.scale],
        "measures": measures,
    }


def _blocks(
    framework: Framework,
    indicator: Indicator,
    areas: tuple[Area, ...],
    readers: Readers,
    speaker: Speaker,
) -> Iterator[Block]:
    language = speaker.language
    yield Heading(f"{indicator.id}: {indicator.text.to(language)}")
    if indicator.help is not None:
        yield Paragraph(indicator.help.to(language))
    if indicator.evidence is not None:
        yield Paragraph(speaker.pick("Underlag: ", "Evidence: ") + indicator.evidence.to(language))
    facts = tuple(_facts(framework, indicator, areas, speaker))
    yield TableBlock((word("indicator", language).capitalize(), indicator.id), facts, None, prose=True)
    scale = framework.scale_of(indicator)
    levels = tuple(
        (level.id, level.title.to(language), decimal(level.points, 2, language)) for level in scale.levels
    )
    heads = speaker.pick("Nivå,Benämning,Poäng", "Level,Label,Points").split(",")
    yield TableBlock(tuple(heads), levels, speaker.pick("Svarsnivåer", "Levels"), 2)
    for caption, proposals in (
        (speaker.pick("Förslag", "Suggestions"), indicator.suggestions),
        (speaker.pick("Mätbara mål", "Measurable goals"), indicator.measurable_goals),
    ):
        if proposals:
            yield Heading(caption, 2)
            yield Items(tuple(_proposal(framework, each, speaker) for each in proposals))
    yield _measures(framework, readers, speaker)
    targets = tuple(_targets(framework, readers, speaker))
    if targets:
        heads = speaker.pick("Mått,För,Omgång,Gräns", "Measure,For,Round,Bound").split(",")
        yield TableBlock(tuple(heads), targets, speaker.pick("Målvärden", "Targets"), 4)
    if indicator.note is not None:
        yield Note(indicator.note.to(language))


def _proposal(framework: Framework, proposal: Proposal, speaker: Speaker) -> str:
    """What is proposed, and for which answers and whom; nothing of that where the framework does not say."""
    language = speaker.language
    meant = (
        ", ".join(framework.title_of("level", each, language) for each in proposal.answers),
        ", ".join(framework.title_of("school_form", each, language) for each in proposal.school_forms),
        "" if proposal.addressee is None else word(proposal.addressee, language),
    )
    shown = "; ".join(filter(None, meant))
    return f"{proposal.text.to(language)} ({shown})" if shown else proposal.text.to(language)


def _facts(
    framework: Framework, indicator: Indicator, areas: tuple[Area, ...], speaker: Speaker
) -> Iterator[tuple[str, str]]:
    """What the indicator belongs to, and whom it is asked of; nothing where the framework says nothing."""
    language = speaker.language
    members: list[tuple[str, Iterable[str]]] = [
        ("step", (indicator.step,) if indicator.step is not None else ()),
        ("role", indicator.roles),
        ("goal", indicator.goals),
        ("group", indicator.groups),
        ("school_form", indicator.school_forms),
        *indicator.facets,
    ]
    yield word("area", language).capitalize(), " / ".join(area.title.to(language) for area in areas)
    for dimension, ids in members:
        titles = ", ".join(framework.title_of(dimension, each, language) for each in ids)
        if titles:
            yield framework.dimension_title(dimension, language).capitalize(), titles
    yield speaker.pick("Vikt", "Weight"), decimal(indicator.weight, 6, language)
    if indicator.source is not None:
        source, place = indicator.source, indicator.source.place
        unverified = speaker.pick(" (ej kontrollerad)", " (not looked up)") if source.unverified else ""
        yield (
            word("source", language).capitalize(),
            f"{source.id}{'' if place is None else f', {place}'}{unverified}",
        )


def _measures(framework: Framework, readers: Readers, speaker: Speaker) -> Block:
    language = speaker.language
    rows = []
    for name, cells in readers.items():
        rule, measure = framework.rule(name), framework.plan.measure(name)
        shown = [
            " ".join(
                member if dimension == "indicator" else framework.title_of(dimension, member, language)
                for dimension, member in zip(measure.per, cell, strict=True)
            )
            for cell in cells[:MOST_CELLS]
        ]
        more = f"… ({len(cells)})" if len(cells) > MOST_CELLS else ""
        where = "; ".join(filter(None, (*shown, more))) or word("whole_result", language)
        title = "" if rule.title is None else rule.title.to(language)
        rows.append((name, where, rule.measure.value.text, title))
    if not rows:
        return Paragraph(speaker.pick("Inget mått läser svaret.", "No measure reads the answer."))
    heads = speaker.pick("Mått,För,Regel,Betydelse", "Measure,For,Rule,Meaning").split(",")
    caption = speaker.pick("Mått som läser svaret", "Measures that read the answer")
    return TableBlock(tuple(heads), tuple(rows), caption, 4)


def _targets(framework: Framework, readers: Readers, speaker: Speaker) -> Iterator[tuple[str, ...]]:
    language = speaker.language
    for target in framework.targets:
        measure = framework.plan.measure(target.measure)
        if any(_is_for(target, measure.per, cell) for cell in readers.get(target.measure, ())):
            bound = show(target.bound, measure.type, measure.format, language, measure.decimals)
            side = "≤" if target.at_least is None else "≥"
            where = " ".join(framework.title_of(*pair, language) for pair in target.where)
            yield target.measure, where, target.round or ABSENT, f"{side} {bound}"


def _is_for(target: Target, per: tuple[str, ...], cell: CellKey) -> bool:
    """Whether a target is about a cell; dimensions of forms, such as the school form, pick no indicators."""
    where = dict(target.where)
    return all(where.get(dimension, member) == member for dimension, member in zip(per, cell, strict=True))
