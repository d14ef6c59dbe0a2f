"""Definitions drawn to cover the published schema: every key, and every empty or extreme form that it allows.

That nothing is left out is shown by `tests.definitions.schema_forms`, which reads the schema itself.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

import attrs
from hypothesis import strategies as st
from tests.definitions.schema_forms import SCHEMA, Schema, followed, kinds_of

from digiramverk.model.law import LAWS
from digiramverk.model.report import REPORT_KINDS, WORD_PARTS
from digiramverk.testing.dice import Dice, Draw
from digiramverk.yamlsource.scalars import resolve

Name = str | int | Decimal

_TEXTS: Final = (
    "En plan",
    "ja",
    "0",
    "å: é #1",
    "rad\nrad",
    "~",
    "  x ",
    "'\"",
    "1.10",
    "2024-01-01",
    "null",
)
_NAMES: Final = ("a", "b", "c", "x-1", "1", "2.10", "å", "null", "yes", "not.true")
_LANGUAGES: Final = ("sv", "en", "de")
_FURTHER: Final = "fi"
"""The language of `texts`; nothing else is said in it."""
_NUMBERS: Final = (0, 1, Decimal("0.5"), -1, Decimal("-2.25"), Decimal("0.000001"), 1000000)
_VALUES: Final = ("mean(fraction)", "sum(points)", "max(points, default=0)")
_POPULATION: Final = ("unit", "round", "response")
_SIDES: Final = (("below", "at_least"), ("at_most", "above"))


@st.composite
def definitions(draw: Draw) -> dict[str, Any]:
    """Plain data of a framework file that loads."""
    return _Drawing(Dice(draw)).definition()


def _ids(written: Any) -> list[str]:  # noqa: ANN401 - YAML data is of any kind
    """The ids of things in a list or as keys."""
    return [str(each) for each in written or ()]


@attrs.define
class _Drawing:
    """One definition on its way: what is drawn first can be referred to."""

    dice: Dice
    data: dict[str, Any] = attrs.field(factory=dict)
    once_in: int = 3

    def definition(self) -> dict[str, Any]:
        """All of it."""
        data, self.once_in = self.data, self.dice.pick((3, 3, 2, 1))
        data |= {"digiramverk": 1, "id": self.name(), "edition": self.name(), "title": self.text()}
        data |= self.maybe(
            description=self.text,
            note=self.text,
            publisher=self.plain,
            licence=self.plain,
            languages=lambda: self.dice.some(_LANGUAGES) or ["sv"],
            valid=lambda: self.maybe(**{"from": self.name, "to": self.name}) or {"to": 2027},
            sources=lambda: self.things(("s1", "1"), self.source_document),
            params=lambda: self.things(("p_ett", "p_två"), self.param),
            steps=lambda: self.members(("1", "2", "hög")),
            roles=lambda: self.members(("1", "lärare"), parents=True),
            groups=lambda: self.members(("elev", "1")),
            school_forms=lambda: self.members(("2.10", "f1")),
            rounds=lambda: self.listed(("2026", "1", "å"), self.round, least=2),
            facets=lambda: self.things(("f_ett", "f_två"), self.facet),
            attributes=self.attributes,
            numbers=lambda: self.listed(("n_ett", "n_två"), self.text),
            bands=lambda: self.things(("b_ett", "b_två"), self.bands),
            tables=lambda: self.things(("t_ett", "t_två"), self.table),
            area_levels=lambda: self.listed(("del", "kapitel"), self.text, least=2),
        )
        if not self.dice.one_in(3):
            data["scale"] = self.scale()
        if self.dice.one_in(3) or "scale" not in data:
            data["scales"] = self.things(("scale2", "1"), self.scale)
        goals = self.dice.some(("1", "g2"))
        data["areas"] = self.areas(("a1", "1", "å"), goals, nested="area_levels" in data)
        if goals:
            data["goals"] = {name: self.goal(name, goals[0]) for name in goals}
        data |= self.maybe(responsibilities=lambda: self.things(("r1", "r2"), self.responsibility))
        data["scoring"] = self.scoring()
        data["rules"] = {f"m_{n}": self.rule() for n in range(1, 2 + self.dice.below(3))}
        data["rules"]["allas"] = {"value": "mean(fraction)", "across": [], **self.about_rules()}
        data["rules"]["per_del"] = {"value": "mean(fraction)", "per": [self.top_level], "across": ["round"]}
        if any("step" in each for each in self.indicators):
            data["rules"]["nås"] = {"value": "mean(fraction) >= 0.5", "per": ["step"]}
            data["rules"]["steg"] = {"value": "highest(nås)"}
        data["rules"]["räknas"] = {"value": "count(answered) > 0", "across": ["response"]}
        data["rules"]["läget"] = {"value": "mean(fraction)", "per": ["indicator"], "across": ["unit"]}
        return data | self.maybe(
            targets=self.targets,
            laws=self.laws,
            reports=self.reports,
            texts=self.further_texts,
            counts=lambda: "räknas",
            plan=self.plan,
        )

    # Small things.

    def maybe(self, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - functions that draw a field
        """Some of several fields."""
        return {key: draw() for key, draw in fields.items() if self.dice.one_in(self.once_in)}

    def name(self) -> Name:
        return self.ref(self.dice.pick(_NAMES))

    def ref(self, name: str) -> Name:
        """An id as text, or as the number that it looks like."""
        written = resolve(name)
        return written if isinstance(written, int | Decimal) and self.dice.one_in(2) else name

    def one_of(self, names: Sequence[str]) -> Name:
        return self.ref(self.dice.pick(names))

    def some(self, names: Sequence[str]) -> list[Name]:
        """Some of several ids, perhaps none."""
        return [self.ref(name) for name in self.dice.some(names)]

    def plain(self) -> str:
        return self.dice.pick(("", *_TEXTS))

    def text(self) -> str | dict[str, str]:
        if not self.dice.one_in(3):
            return self.dice.pick(_TEXTS)
        return {language: self.dice.pick(_TEXTS) for language in self.dice.some(_LANGUAGES) or ["en"]}

    def number(self, least: int = -1000) -> int | Decimal:
        return self.dice.pick([each for each in _NUMBERS if each >= least])

    def things(self, names: Sequence[str], draw: Any) -> dict[str, Any]:  # noqa: ANN401 - a function that draws
        return {name: draw() for name in self.dice.some(names) or names[:1]}

    def listed(self, names: Sequence[str], draw: Any, least: int = 1) -> Any:  # noqa: ANN401 - as above
        some = self.dice.some(names)
        some = some if len(some) >= least else list(names)
        return [*map(self.ref, some)] if self.dice.one_in(2) else {name: draw() for name in some}

    def members(self, names: Sequence[str], *, parents: bool = False) -> Any:  # noqa: ANN401 - as above
        found = self.listed(names, self.short)
        if parents and isinstance(found, dict) and self.dice.one_in(2):
            top = self.ref(next(iter(found)))
            found["under"] = {"title": self.text(), "parent": top, **self.maybe(description=self.text)}
        return found

    def short(self, **more: Any) -> str | dict[str, Any]:  # noqa: ANN401 - as above
        """A title, or a title and more."""
        if self.dice.one_in(2):
            return self.dice.pick(_TEXTS)
        return {"title": self.text(), **self.maybe(description=self.text), **more}

    def round(self) -> str | dict[str, Any]:
        """A title, or a title and some of its days."""
        days = dict.fromkeys(("opens", "publish_by", "follow_up_by"), self.day)
        written = self.short()
        return written | self.maybe(**days) if isinstance(written, dict) else written

    def day(self) -> str:
        return self.dice.pick(("2026-03-01", "2024-02-29", "1900-12-31"))

    def source(self) -> Any:  # noqa: ANN401 - as above
        name = self.one_of(_ids(self.data["sources"]))
        if isinstance(name, str) and self.dice.one_in(2):
            return name
        return {"id": name, **self.maybe(place=self.plain, unverified=lambda: self.dice.one_in(2))}

    def sourced(self, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        return self.maybe(**fields, **({"source": self.source} if "sources" in self.data else {}))

    # Things of each kind.

    def source_document(self) -> Any:  # noqa: ANN401 - as above
        if self.dice.one_in(2):
            return self.dice.pick(_TEXTS)
        return {
            "title": self.text(),
            **self.maybe(year=lambda: self.dice.pick((2020, 0)), where=self.text),
        }

    def param(self) -> Any:  # noqa: ANN401 - as above
        if self.dice.one_in(2):
            return self.number()
        return {"value": self.number(), **self.maybe(title=self.text, note=self.text)}

    def facet(self) -> Any:  # noqa: ANN401 - as above
        members = self.members(("x", "1"))
        if isinstance(members, list) and self.dice.one_in(2):
            return members
        return {"members": members, **self.maybe(title=self.text, ordered=lambda: self.dice.one_in(2))}

    def attributes(self) -> Any:  # noqa: ANN401 - as above
        def one() -> Any:  # noqa: ANN401 - as above
            if self.dice.one_in(4):
                return self.dice.pick(_TEXTS)
            return self.maybe(title=self.text, members=lambda: self.members(("norr", "1")))

        return self.listed(("d_ett", "d_två"), one)

    def bands(self) -> dict[str, Any]:
        """Three bands without holes or overlaps, the bounds on either side or on both."""
        end, start = self.dice.pick(_SIDES)
        middle = {"below": 1} if self.dice.one_in(2) else {"at_most": Decimal("0.75")}
        after = "at_least" if "below" in middle else "above"
        last = {} if self.dice.one_in(2) else {after: next(iter(middle.values())), "at_most": 9}
        return {
            "låg": {end: 0, **self.maybe(title=self.text)},
            "1": {**({} if self.dice.one_in(2) else {start: 0}), **middle},
            "hög": last | self.maybe(title=self.text),
        }

    def table(self) -> dict[str, Any]:
        return {name: self.number() for name in self.dice.some(("1", "", "två ord", "null")) or ["ja"]}

    def scale(self) -> Any:  # noqa: ANN401 - as above
        """Two to four levels: of words or numbers, in a list or with points and more."""
        words = self.dice.pick((("nej", "delvis", "ja", "mer"), ("1", "2", "3", "4")))
        levels: Any = list(words[: self.dice.between(2, 4)])
        levels = [*map(self.ref, levels)]
        if self.dice.one_in(2):
            pointed = self.dice.one_in(2)
            levels = {
                name: {
                    **({"points": self.number() + n * 10**7} if pointed else {}),
                    **self.maybe(title=self.text, description=self.text),
                }
                if pointed or self.dice.one_in(2)
                else self.dice.pick(_TEXTS)
                for n, name in enumerate(map(str, levels))
            }
        if isinstance(levels, list) and self.dice.one_in(2):
            return levels
        return {"levels": levels, **self.maybe(title=self.text, not_relevant=self.text, declined=self.text)}

    def areas(self, names: Sequence[str], goals: Sequence[str], *, nested: bool) -> dict[str, Any]:
        """Areas with indicators; where levels are named, areas in areas and bare ones too."""
        found: dict[str, Any] = {}
        for number, name in enumerate(self.dice.some(names) or names[:1]):
            area = self.sourced(title=self.text, description=self.text, help=self.text, note=self.text)
            if "sources" in self.data and self.dice.one_in(2):
                area["references"] = [self.source() for _ in range(self.dice.below(3))]
            if nested and self.dice.one_in(2):
                area["areas"] = self.areas([f"{name}.{n}" for n in (1, 2)], goals, nested=False)
            if not number or not nested or self.dice.one_in(2):
                indicators = [f"{name}-I{n}" for n in range(1, 2 + self.dice.below(3))]
                area["indicators"] = {each: self.indicator(goals) for each in indicators}
            found[name] = area
        return found

    @property
    def indicators(self) -> list[dict[str, Any]]:
        """All that is written in long form."""
        waiting, found = [self.data], list[dict[str, Any]]()
        while waiting:
            holder = waiting.pop()
            found += [each for each in holder.get("indicators", {}).values() if isinstance(each, dict)]
            waiting += holder.get("areas", {}).values()
        return found

    @property
    def scales(self) -> list[str]:
        return [*(["scale"] if "scale" in self.data else []), *_ids(self.data.get("scales"))]

    def belonging(self, goals: Sequence[str]) -> dict[str, Any]:
        """What an indicator or a responsibility belongs to: lists, empty ones among them."""
        kinds = {key: _ids(self.data.get(key)) for key in ("roles", "groups", "school_forms")}
        fields = {key: lambda names=names: self.some(names) for key, names in kinds.items()}
        return self.maybe(**fields, goals=lambda: self.some(goals), facets=self.in_facets, note=self.text)

    def in_facets(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, facet in self.data.get("facets", {}).items():
            members = _ids(facet["members"] if isinstance(facet, dict) else facet)
            match self.dice.below(3):
                case 0:
                    found[name] = self.one_of(members)
                case 1:
                    found[name] = self.some(members)
                case _:
                    found[name] = list(members)
        return found

    def indicator(self, goals: Sequence[str]) -> Any:  # noqa: ANN401 - as above
        if len(self.scales) == 1 and self.dice.one_in(4):
            return self.dice.pick(_TEXTS)
        found = {"text": self.text(), **self.belonging(goals)}
        found |= self.sourced(
            help=self.text,
            evidence=self.text,
            weight=lambda: self.number(0),
        )
        if "steps" in self.data:
            found |= self.maybe(step=lambda: self.one_of(_ids(self.data["steps"])))
        if len(self.scales) > 1 or self.dice.one_in(3):
            found["scale"] = self.one_of(self.scales)
        levels = self.levels(str(found.get("scale", self.scales[0])))
        return found | self.maybe(
            suggestions=lambda: self.things(("f1", "1"), lambda: self.proposal(levels)),
            measurable_goals=lambda: self.things(("m1", "1"), lambda: self.proposal(levels)),
        )

    def levels(self, scale: str) -> list[str]:
        written = self.data["scale"] if scale == "scale" else self.data["scales"][scale]
        return _ids(written["levels"] if isinstance(written, dict) else written)

    def proposal(self, levels: Sequence[str]) -> Any:  # noqa: ANN401 - as above
        """What is proposed, or that and whom it is meant for."""
        if self.dice.one_in(2):
            return self.dice.pick(_TEXTS)
        forms = _ids(self.data.get("school_forms"))
        return {
            "text": self.text(),
            **self.maybe(
                answers=lambda: self.some(levels),
                addressee=lambda: self.dice.pick(("unit", "organiser")),
                school_forms=lambda: self.some(forms),
            ),
        }

    def goal(self, name: str, top: str) -> Any:  # noqa: ANN401 - as above
        if self.dice.one_in(3):
            return self.dice.pick(_TEXTS)
        fields = {"area": lambda: self.one_of(list(self.data["areas"]))}
        fields |= {} if name == top else {"parent": lambda: self.ref(top)}
        return {"title": self.text(), **self.sourced(description=self.text, **fields)}

    def responsibility(self) -> Any:  # noqa: ANN401 - as above
        if self.dice.one_in(3):
            return self.dice.pick(_TEXTS)
        belonging = self.belonging(_ids(self.data.get("goals")))
        found = {"text": self.text(), **belonging, **self.sourced()}
        if self.dice.one_in(2):
            found["area"] = self.one_of(list(self.data["areas"]))
            found |= self.maybe(scale=lambda: self.one_of(self.scales))
        return found

    # Scoring and what goes with it.

    def shared_level(self) -> str | None:
        """A level that every scale has."""
        written = [each for key in ("scale",) if (each := self.data.get(key))]
        written += self.data.get("scales", {}).values()
        levels = [_ids(each["levels"] if isinstance(each, dict) else each) for each in written]
        shared = [name for name in levels[0] if all(name in others for others in levels)]
        return self.dice.pick(shared) if shared else None

    def not_relevant(self) -> Any:  # noqa: ANN401 - as above
        level = self.shared_level()
        return "exclude" if level is None or self.dice.one_in(2) else {"as": self.ref(level)}

    def enough(self) -> int | Decimal:
        counts: list[int | Decimal] = [1, Decimal("0.5"), Decimal("1.0")]
        return self.dice.pick(counts)

    def scoring(self) -> dict[str, Any]:
        held = ["responsibility_coverage"] if any(each.get("roles") for each in self.indicators) else []
        stepped = ["steps"] if any(each.get("step") for each in self.indicators) else []
        presets = ["area_means", *held, *stepped, "gates", "likert_by_group"]
        use = {"use": self.dice.pick(presets)} if self.dice.one_in(2) else {}
        by_form = use.get("use") in {"gates", "steps"}
        population = ["response"] if by_form else self.dice.some(_POPULATION) or ["unit"]
        return {
            **use,
            "unanswered": self.dice.pick(("exclude", "zero", "blocks")),
            **self.maybe(
                results_per=lambda: population,
                not_relevant=self.not_relevant,
                min_answered=self.enough,
                interval=lambda: self.dice.pick((0, Decimal("0.25"), 1)),
            ),
        }

    def about_rules(self) -> dict[str, Any]:
        return self.maybe(
            title=self.text,
            note=self.text,
            unanswered=lambda: self.dice.pick(("exclude", "zero", "blocks")),
            not_relevant=self.not_relevant,
            min_answered=self.enough,
            round=lambda: self.dice.pick((0, 2, -3, 12)),
            show_if=lambda: self.dice.pick(("count(answered) >= 1", "1 > 0")),
            format=lambda: self.dice.pick(("percent", "points", "count", "decimals", "stars", "label")),
        )

    def rule(self) -> Any:  # noqa: ANN401 - as above
        if self.dice.one_in(3):
            return self.dice.pick(_VALUES)
        if self.dice.one_in(4):
            return {"value": self.dice.pick((0, 5, Decimal("0.50"), "1/3")), **self.maybe(title=self.text)}
        levels = [self.top_level, "group", *(["step"] if "steps" in self.data else [])]
        grain = self.maybe(per=lambda: self.dice.some(levels), across=lambda: self.dice.some(_POPULATION))
        return {"value": self.dice.pick(_VALUES), **grain, **self.about_rules()}

    @property
    def rated_areas(self) -> list[str]:
        """The outer areas with something rated in them."""
        areas = self.data["areas"].items()
        return [name for name, area in areas if "indicators" in area or "areas" in area]

    @property
    def top_level(self) -> str:
        return _ids(self.data.get("area_levels", ["area"]))[0]

    def targets(self) -> list[dict[str, Any]]:
        """Goals for the one value that there is for everybody, and for one of an area."""
        bound = self.dice.pick(("at_least", "at_most"))
        rounds = _ids(self.data.get("rounds", _NAMES))
        fields = self.maybe(where=dict, round=lambda: self.one_of(rounds))
        everybody = {"measure": "allas", bound: self.number(), **fields}
        place = {self.top_level: self.one_of(self.rated_areas)}
        area = {"measure": "per_del", "where": place, "round": self.one_of(rounds)}
        return [everybody, {**area, "at_most": 1}]

    def plan(self) -> dict[str, Any]:
        """Which measures the action plan is made of."""

        def measures() -> Any:  # noqa: ANN401 - as above
            return self.dice.pick(("läget", ["läget"], []))

        step = {"step": lambda: self.dice.pick(("steg", ["steg"]))} if "steg" in self.data["rules"] else {}
        chosen = self.maybe(
            **step, first=measures, ahead=measures, state=measures, most=lambda: self.dice.pick((1, 3))
        )
        return chosen or {"state": "läget"}

    def laws(self) -> dict[str, Any]:
        """For each of some laws one of what can be said of it, for one measure."""
        found: dict[str, Any] = {}
        for law in self.dice.some(tuple(LAWS)) or ("deterministic",):
            choices: list[Any] = ["holds", {"waived": self.text()}]
            choices += ["rising", "falling"] if law == "monotone" else []
            found[law] = self.dice.pick(choices)
        if self.dice.one_in(2):
            low, high = sorted((self.number(), self.number()))
            found["within_range"] = self.maybe(at_least=lambda: low, at_most=lambda: high) or {"at_most": 0}
        return {self.dice.pick(["allas", *self.data["rules"]]): found}

    def reports(self) -> dict[str, Any]:
        kinds = self.dice.some(tuple(REPORT_KINDS)) or tuple(REPORT_KINDS)
        return {kind: {"parts": self.parts(), **self.maybe(title=self.text)} for kind in kinds}

    def parts(self) -> list[Any]:
        parts: list[Any] = [
            *({key: self.text()} for key in ("heading", "text")),
            *({key: self.dice.between(1, 3)} for key in ("first", "differences")),
            {"figures": self.dice.some(list(self.data["rules"])) or ["allas"]},
            {"table": "allas"},
            {"chart": "per_del"},
            *([{"reached": "nås"}] if "nås" in self.data["rules"] else []),
            *WORD_PARTS,
        ]
        return self.dice.some(parts) or ["areas"]

    def further_texts(self) -> dict[str, Any]:
        """What is there, said in one language more; indicators where they are, or by their ids alone."""
        there: dict[str, Any] = dict(self.data)
        if self.dice.one_in(2):
            there["indicators"] = {}
            for area in there.pop("areas").values():
                there["indicators"] |= area.get("indicators", {})
        if self.dice.one_in(6):
            return self.dice.pick([{}, {_FURTHER: {}}])
        said = self.said(there, SCHEMA["$defs"]["texts"]["additionalProperties"])
        return {_FURTHER: said or {"title": "Suomi"}}

    def said(self, there: Any, part: Schema) -> Any:  # noqa: ANN401 - as above
        """Some of the texts of a thing that is there, in the shape that the schema gives them."""
        found: dict[str, Any] = {}
        for key in there if isinstance(there, dict) else ():
            inner = part.get("properties", {}).get(key) or part.get("additionalProperties")
            if not inner or self.dice.one_in(4):
                continue
            inner = followed(inner)
            if "string" in kinds_of(inner) and (isinstance(there[key], str) or self.dice.one_in(3)):
                found[key] = self.dice.pick(_TEXTS)
            elif "object" in kinds_of(inner):
                more = {} if self.dice.one_in(4) else self.said(there[key], inner)
                if more or self.dice.one_in(2):
                    found[key] = more
        return found
