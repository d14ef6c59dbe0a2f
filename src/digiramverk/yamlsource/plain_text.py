"""Plain data written as YAML: the one place where the house writes any."""

from decimal import Decimal
from typing import Any, Final

import yaml

from digiramverk.core import STEERING, harmless

_WIDTH: Final = 100


class _Dumper(yaml.SafeDumper):
    """A subclass, since representers belong to a class: adding them to SafeDumper would affect others."""


_Dumper.add_representer(
    Decimal, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:f}")
)
# Control sequences for terminals survive only in double quotes, where YAML escapes them.
_Dumper.add_representer(
    str,
    lambda dumper, value: dumper.represent_scalar(
        "tag:yaml.org,2002:str", value, style='"' if STEERING.search(value) else None
    ),
)


def yaml_text(data: Any) -> str:  # noqa: ANN401 - YAML data is of any kind
    r"""Plain data as YAML text: exact decimals, letters as they are, keys in their order.

    >>> yaml_text({"vikt": Decimal("0.10"), "skolor": ["Björkskolan"]})
    'vikt: 0.10\nskolor:\n- Björkskolan\n'
    """
    text: str = harmless(yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH))
    return text
