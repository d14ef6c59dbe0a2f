"""YAML text becomes plain data plus a side table of places.

Reads the safe, small part of YAML that a definition needs: text, numbers, true and false, lists and
mappings. Numbers keep the digits as written (``1.10`` can still be an edition). Keys are always text.
Nothing is executed, no tag is obeyed, and size, depth and aliases are bounded. Where every value stands
is kept beside the data, never in it. The room also places the findings of a JSON Schema. It knows
nothing of schools: its only neighbour is the core.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.yamlsource.document import Places, YamlDocument
    from digiramverk.yamlsource.intended_values import as_name, decimal_comma
    from digiramverk.yamlsource.plain_text import yaml_text
    from digiramverk.yamlsource.read import read_yaml
    from digiramverk.yamlsource.scalars import MOST_DIGITS, too_many_digits
    from digiramverk.yamlsource.schema_findings import check_schema
else:
    __getattr__, __dir__ = opening(__name__)
