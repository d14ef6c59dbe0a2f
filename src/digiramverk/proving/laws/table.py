"""All laws, in display order."""

from collections.abc import Mapping
from typing import Final

from digiramverk.model import LAWS
from digiramverk.proving.law import Law
from digiramverk.proving.laws.answers import ANSWERS
from digiramverk.proving.laws.disclosure import DISCLOSURE
from digiramverk.proving.laws.engines import ENGINES
from digiramverk.proving.laws.framework_changes import CHANGES
from digiramverk.proving.laws.machinery import MACHINERY
from digiramverk.proving.laws.order import ORDER
from digiramverk.proving.laws.populations import POPULATIONS
from digiramverk.proving.laws.values import VALUES

BY_NAME: Final[Mapping[str, Law]] = {
    law.id: law
    for law in (*ORDER, *ANSWERS, *VALUES, *POPULATIONS, *DISCLOSURE, *CHANGES, *MACHINERY, *ENGINES)
}
TABLE: Final = tuple(BY_NAME[name] for name in LAWS)
