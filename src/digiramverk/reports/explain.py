"""An explanation in words: the rule, the numbers, what was left out and why, what holds the value back.

The invariant: an explanation only retells a trace, which is the computation itself. It computes nothing, so
it cannot say something else than the figure. What was not tried or cannot be known is not mentioned.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

import attrs

from digiramverk.core import Language, word
from digiramverk.model import DECLINED, NOT_RELEVANT, Framework, Scale
from digiramverk.planning import outcomes_of
from digiramverk.reports.document_tree import Block, Document, Heading, Note, Paragraph, TableBlock
from digiramverk.reports.measures import WHY, measure_title
from digiramverk.reports.obstacles import held_folds, lowest
from digiramverk.rules import ITEM, RESPONSE, Member, Missing, Number, PlannedMeasure, Type, nodes
from digiramverk.rules.disclosure import fewest
from digiramverk.rules.trace import Element, Trace
from digiramverk.scoring import NONE, ChangedAnswer, Explanation, Search, decimal, show

MOST_ELEMENTS: Final = 40
"""The greatest number of elements of a fold to list."""

_MOST_HELD: Final = 10
"""The greatest number of elements to name that hold a fold back."""

_TEXTS: Final[dict[str, dict[Language, str]]] = {
    "rule": {"sv": "Regel: {rule}", "en": "Rule: {rule}"},
    "is": {"sv": "{what} är {value}.", "en": "{what} is {value}."},
    "param": {"sv": "{what} är en parameter: {value}.", "en": "{what} is a parameter: {value}."},
    "stated": {"sv": "{what} är uppgivet till {value}.", "en": "{what} is stated as {value}."},
    "reads": {"sv": "{value} ({stated})", "en": "{value} ({stated})"},
    "element": {"sv": "Vad", "en": "What"},
    "answer": {"sv": "Svar", "en": "Answer"},
    "value": {"sv": "Värde", "en": "Value"},
    "counts": {"sv": "Räknas", "en": "Counts"},
    "counts_as": {"sv": "{answer}, räknas som {level}", "en": "{answer}, counts as {level}"},
    "left_out": {"sv": "nej, villkoret gäller inte", "en": "no, the condition does not hold"},
    "more": {"sv": "… och {count} till", "en": "… and {count} more"},
    "folded": {
        "sv": "{what}: {counted} av {all} räknas, och resultatet är {value}.",
        "en": "{what}: {counted} of {all} count, and the result is {value}.",
    },
    "because": {"sv": "Så räknas {name}", "en": "How {name} is computed"},
    "holds_back": {"sv": "Det som håller tillbaka: {names}.", "en": "What holds it back: {names}."},
    "change_up": {
        "sv": "Höjs {indicator} från {before} till {after} blir resultatet {value}.",
        "en": "If {indicator} is raised from {before} to {after}, the result becomes {value}.",
    },
    "change_down": {
        "sv": "Sänks {indicator} från {before} till {after} blir resultatet {value}.",
        "en": "If {indicator} is lowered from {before} to {after}, the result becomes {value}.",
    },
    "answered": {
        "sv": "Besvaras {indicator} med {after} blir resultatet {value}.",
        "en": "If {indicator} is answered with {after}, the result becomes {value}.",
    },
    "no_change": {
        "sv": "Inget enskilt svar på en annan nivå ger ett annat värde ({tried} prövade).",
        "en": "No single answer at another level gives another value ({tried} tried).",
    },
    "no_value": {
        "sv": "Inget enskilt svar på en annan nivå räcker för att ge ett värde ({tried} prövade).",
        "en": "No single answer at another level is enough to give a value ({tried} tried).",
    },
    "not_higher": {
        "sv": "Inget enskilt svar på en annan nivå ger ett högre värde ({tried} prövade).",
        "en": "No single answer at another level gives a higher value ({tried} tried).",
    },
    "highest": {"sv": "Det kan inte bli högre.", "en": "It cannot be higher."},
    "and_more": {"sv": "{names} och {count} till", "en": "{names} and {count} more"},
    "withheld": {
        "sv": "Värdet visas inte: {rule} gäller inte, eller så röjer det en annan grupps värde.",
        "en": "The value is not shown: {rule} does not hold, or it would reveal another group's value.",
    },
    "withheld_few": {
        "sv": "Värdet visas inte: det bygger på färre än {least} ({rule} gäller inte), "
        "eller så går ett värde som inte visas att räkna ut ur det.",
        "en": "The value is not shown: it is based on fewer than {least} ({rule} does not hold), "
        "or a value that is not shown could be computed from it.",
    },
    "withheld_by_others": {
        "sv": "Värdet visas inte: det bygger på ett värde som inte visas, "
        "eller så går ett sådant att räkna ut ur det.",
        "en": "The value is not shown: it is based on a value that is not shown, "
        "or one could be computed from it.",
    },
}


@attrs.frozen
class _Words:
    """The texts of one explanation."""

    explanation: Explanation
    language: Language
    held: frozenset[int]
    """The folds that hold the value back, by identity: traces of one value may be equal."""

    @classmethod
    def of(cls, explanation: Explanation, language: Language) -> "_Words":
        search = explanation.search
        as_high_as_can_be = search is not None and search.highest
        targets = outcomes_of(explanation.framework, explanation.cell)
        short = [each.target for each in targets if each.met is not True]
        if as_high_as_can_be or (targets and not short):
            return cls(explanation, language, frozenset())
        # If the value must fall to meet a target, its lowest elements are not what holds it back.
        folds = held_folds(explanation.trace, rising=all(each.at_least is not None for each in short))
        return cls(explanation, language, frozenset(map(id, folds)))

    @property
    def framework(self) -> Framework:
        return self.explanation.framework

    def say(self, key: str, **args: object) -> str:
        return _TEXTS[key][self.language].format(**args)

    def value(self, value: object, kind: Type, style: str | None = None, decimals: int = 0) -> str:
        if isinstance(value, Missing):
            return WHY[value][self.language]
        if isinstance(kind, Member) and isinstance(value, str):
            if value == NONE:
                return word("none", self.language)
            return self.framework.title_of(kind.dimension, value, self.language)
        shown = show(value, kind, style, self.language, decimals)
        share = isinstance(kind, Number) and kind.unit == "fraction"
        return (
            f"{shown} ({value})" if share and isinstance(value, Fraction) and value.denominator > 1 else shown
        )

    def formula(self, measure: str, node: nodes.Node) -> str:
        """Return the part of a measure's formula that a node comes from."""
        text = self.framework.rule(measure).measure.value.text
        return text[node.start : node.end] or text

    def number(self, name: str) -> str:
        """Return the title of a stated number."""
        return self.framework.title_of("number", name, self.language)

    def element_value(self, element: Element) -> str:
        """Return the value of an element, with the stated numbers in it."""
        value = self.value(element.value, element.trace.node.type)
        if isinstance(element.trace.node, nodes.FormNumber):
            return value
        stated = dict.fromkeys(
            f"{self.number(name)}: {self.value(each.value, each.node.type)}"
            for trace in (element.trace, *element.beside)
            for name, each in _stated(trace)
        )
        return self.say("reads", value=value, stated=", ".join(stated)) if stated else value

    def cell(self, members: dict[str, str]) -> str:
        named = [self.framework.title_of(name, member, self.language) for name, member in members.items()]
        return ", ".join(named)

    def element(self, element: Element, *, whose: bool = False) -> str:
        members = dict(element.members)
        named = [members[ITEM]] if ITEM in members else [self.cell(members)] if members else []
        if whose or not named:
            form = self.explanation.assessments[element.form]
            named += [part for part in (form.unit, form.round, form.group) if part] or [form.response]
            named += [form.response] if whose and form.unit else []
        return ", ".join(named)

    def answer(self, measure: str, element: Element) -> str:
        """Return the answer, and what it counts as in the rule of a measure."""
        indicator = dict(element.members).get(ITEM)
        if indicator is None or element.was_counted is not None:
            return ""
        if element.form in self.explanation.withheld:
            return WHY[Missing.WITHHELD][self.language]
        level = self.explanation.assessments[element.form].levels.get(indicator)
        if level is None:
            return WHY[Missing.UNANSWERED][self.language]
        if level == NOT_RELEVANT:
            said = WHY[Missing.NOT_RELEVANT][self.language]
            counts_as = self.framework.plan.measure(measure).policy.not_relevant
            known = {each.id: each for each in self._scale(indicator).levels}
            if counts_as not in known:
                return said
            return self.say("counts_as", answer=said, level=known[counts_as].title.to(self.language))
        declined = self._scale(indicator).declined
        if level == DECLINED and declined is not None:
            return declined.to(self.language)
        return self.framework.title_of("level", level, self.language)

    def _scale(self, indicator: str) -> Scale:
        rated = next(each for each in self.framework.indicators if each.id == indicator)
        return self.framework.scale_of(rated)


def explanation_document(explanation: Explanation, language: Language) -> Document:
    """Return an explanation as a document."""
    words = _Words.of(explanation, language)
    cell = explanation.cell
    name = cell.measure.name
    members = {key: member for key, member in cell.members.items() if key != RESPONSE}
    title = measure_title(explanation.framework, name, language)
    shown = explanation.trace.value
    kind, style = cell.measure.type, cell.measure.format
    blocks: list[Block] = [
        Heading(f"{title}: {words.value(shown, kind, style, cell.measure.decimals)}"),
        Paragraph(f"{name} – {words.cell(members)}" if members else name),
        *_measure(words, name, explanation.trace, 0),
        *_search(words, explanation.search, cell.measure),
    ]
    return Document(tuple(blocks))


_DEEPEST: Final = 3


def _measure(words: _Words, name: str, trace: Trace, depth: int) -> list[Block]:
    """Return one measure: its rule, the values in it, and the measures that it uses, a few levels deep."""
    rule = words.framework.rule(name).measure
    blocks: list[Block] = [Paragraph(words.say("rule", rule=rule.value.text))]
    if trace.value is Missing.WITHHELD:
        # The number of elements could reveal the withheld value.
        return [*blocks, Paragraph(_why_withheld(words, name))]
    blocks += _parts(words, name, trace, top=True)
    if depth < _DEEPEST:
        for inner in _measures_in(trace):
            if inner.measure is not None and inner.parts:
                inner_name, cell = inner.measure
                where = words.cell(dict(cell))
                heading = words.say("because", name=f"{inner_name}, {where}" if where else inner_name)
                blocks += [Heading(heading, 2), *_measure(words, inner_name, inner.parts[0], depth + 1)]
    return blocks


def _why_withheld(words: _Words, name: str) -> str:
    """Return why a value is withheld: by its own `show_if`, or to protect another withheld value."""
    rule = words.framework.rule(name).measure
    if rule.show_if is None:
        return words.say("withheld_by_others")
    planned = words.framework.plan.measure(name)
    least, condition = fewest(planned), planned.show_if
    # The least number is known only if `show_if` is a comparison of a count and nothing else.
    counts = isinstance(condition, nodes.Comparison) and Number("count") in {
        condition.left.type,
        condition.right.type,
    }
    if counts and least > 1:
        return words.say("withheld_few", least=least, rule=rule.show_if.text)
    return words.say("withheld", rule=rule.show_if.text)


def _measures_in(trace: Trace) -> Iterable[Trace]:
    """Yield values of other measures: those used directly, and the first one that holds a fold back."""
    for part in trace.parts:
        if isinstance(part.node, nodes.MeasureValue):
            yield part
        else:
            yield from _measures_in(part)
    for element in lowest(trace)[:1]:
        if isinstance(element.trace.node, nodes.MeasureValue):
            yield element.trace


def _parts(words: _Words, name: str, trace: Trace, *, top: bool = False) -> list[Block]:
    blocks: list[Block] = []
    node = trace.node
    if isinstance(node, nodes.Aggregate):
        return _fold(words, name, trace)
    if isinstance(node, nodes.MeasureValue | nodes.Previous) and not top:
        return [
            Paragraph(
                words.say("is", what=words.formula(name, node), value=words.value(trace.value, node.type))
            )
        ]
    if isinstance(node, nodes.Constant) and node.param is not None:
        value = decimal(Fraction(str(node.value)), 6, words.language)
        return [Paragraph(words.say("param", what=node.param, value=value))]
    if isinstance(node, nodes.FormNumber):
        value = words.value(trace.value, node.type)
        return [Paragraph(words.say("stated", what=words.number(node.name), value=value))]
    for part in trace.parts:
        blocks += _parts(words, name, part)
    if trace.parts and not isinstance(node, nodes.MeasureValue):
        blocks.append(
            Paragraph(
                words.say("is", what=words.formula(name, node), value=words.value(trace.value, node.type))
            )
        )
    return blocks


def _fold(words: _Words, name: str, trace: Trace) -> list[Block]:
    node = trace.node
    elements = trace.elements
    answers = any(ITEM in element.members and _reads(element.trace.node) for element in elements)
    whose = isinstance(node, nodes.Aggregate) and node.folds_population
    heads = [
        words.say("element"),
        *([words.say("answer")] if answers else []),
        words.say("value"),
        words.say("counts"),
    ]
    rows = [
        (
            words.element(element, whose=whose),
            *([words.answer(name, element)] if answers else []),
            words.element_value(element),
            _counts(words, element),
        )
        for element in elements[:MOST_ELEMENTS]
    ]
    counted = sum(element.counts for element in elements)
    summary = words.say(
        "folded",
        what=words.formula(name, node),
        counted=counted,
        all=len(elements),
        value=words.value(trace.value, node.type),
    )
    blocks: list[Block] = [TableBlock(tuple(heads), tuple(rows), None, len(heads))]
    if len(elements) > MOST_ELEMENTS:
        blocks.append(Note(words.say("more", count=len(elements) - MOST_ELEMENTS)))
    blocks.append(Paragraph(summary))
    back = lowest(trace)
    if back and id(trace) in words.held:
        names = ", ".join(words.element(element) for element in back[:_MOST_HELD])
        if len(back) > _MOST_HELD:
            names = words.say("and_more", names=names, count=len(back) - _MOST_HELD)
        blocks.append(Paragraph(words.say("holds_back", names=names)))
    return blocks


def _stated(trace: Trace) -> Iterator[tuple[str, Trace]]:
    """Yield the numbers that forms state and that a value was computed from."""
    if isinstance(trace.node, nodes.FormNumber):
        yield trace.node.name, trace
    for part in trace.parts:
        yield from _stated(part)


def _reads(node: nodes.Node) -> bool:
    """Whether an element reads an answer of its form directly."""
    return isinstance(node, nodes.Fact) or any(_reads(part) for part in nodes.parts(node))


def _counts(words: _Words, element: Element) -> str:
    if element.taken is False:
        return words.say("left_out")
    if element.counts:
        return word("yes", words.language)
    kind = element.value if isinstance(element.value, Missing) else Missing.UNDECIDED
    return f"{word('no', words.language)}, {WHY[kind][words.language]}"


def _search(words: _Words, search: Search | None, measure: PlannedMeasure) -> list[Block]:
    """Return the effects of other answers; nothing if they were not tried."""
    if search is None:
        return []
    if search.change is not None:
        return _change(words, search.change, measure)
    if search.lower is None:
        missing = words.explanation.cell.value is None
        return [Note(words.say("no_value" if missing else "no_change", tried=search.tried))]
    told = words.say("highest" if search.highest else "not_higher", tried=search.tried)
    return [Note(told), *_change(words, search.lower, measure)]


def _change(words: _Words, change: ChangedAnswer, measure: PlannedMeasure) -> list[Block]:
    language = words.language
    if change.before is None:
        key, before = "answered", None
    else:
        key = "change_up" if change.after.points > change.before.points else "change_down"
        before = change.before.title.to(language)
    text = words.say(
        key,
        indicator=change.indicator.id,
        before=before,
        after=change.after.title.to(language),
        value=words.value(change.value, measure.type, measure.format, measure.decimals),
    )
    return [Paragraph(text), Note(f"{change.indicator.id}: {change.indicator.text.to(language)}")]
