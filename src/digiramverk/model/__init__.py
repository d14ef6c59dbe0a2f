"""What a framework and an assessment are: frozen values, without reading or writing.

Two frameworks are equal when they say the same, wherever they were loaded from. Ids are text, numbers are
exact, and texts for people come in several languages.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.model.assessment import Answer, Assessment
    from digiramverk.model.case import Case, ExpectedCell, ExpectedTarget
    from digiramverk.model.crosswalk import Crosswalk, Link, Relation
    from digiramverk.model.declarations import (
        Absence,
        FormatField,
        Key,
        Notation,
        ThingKind,
        field_of,
        fields,
        is_one_value,
        lone_field,
        short_field,
    )
    from digiramverk.model.framework import Framework
    from digiramverk.model.law import FALLING, LAWS, RISING, LawChoice
    from digiramverk.model.origin import Origin, Written
    from digiramverk.model.report import (
        REPORT_KINDS,
        REPORT_PARTS,
        WORD_PARTS,
        PlanMeasures,
        Report,
        ReportKind,
        ReportPart,
    )
    from digiramverk.model.rules import BandNames, LookupTable, NamedBand, Param, Rule, Target
    from digiramverk.model.scale import DECLINED, NOT_RELEVANT, Level, Scale
    from digiramverk.model.spellings import (
        BELOW,
        FALSE,
        MIDNIGHT,
        MOST,
        TRUE,
        LevelNames,
        bare,
        find_member,
        member_names,
        number_in_table,
        written_number,
    )
    from digiramverk.model.structure import (
        DIMENSIONS,
        Area,
        Attribute,
        Facet,
        Goal,
        Indicator,
        Named,
        Proposal,
        Responsibility,
        Role,
        Round,
        SourceDocument,
        SourceReference,
        StatedNumber,
    )
    from digiramverk.model.text import Text
else:
    __getattr__, __dir__ = opening(__name__)
