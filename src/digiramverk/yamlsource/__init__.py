"""YAML text becomes plain data plus a side table of places.

Reads the safe, small part of YAML that a definition needs: text, numbers, true and false, lists and
mappings. Numbers keep the digits as written (``1.10`` can still be an edition). Keys are always text.
Nothing is executed, tags are refused, and size, depth and aliases are bounded. A side table keeps the place
of every value, so that the data stays plain: a place inside it would need an exception in every schema and
in every comparison. The room also gives the findings of a JSON Schema their places. It knows nothing of
schools and imports only the core.
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
