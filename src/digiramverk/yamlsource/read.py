"""The one way from a YAML text to data with places."""

import re
from typing import Final

from digiramverk.core import Findings, Source, whole_span
from digiramverk.yamlsource.document import YamlDocument

MOST_CHARACTERS: Final = 20_000_000

_SURROGATES: Final = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE
)


def read_yaml(source: Source, findings: Findings) -> YamlDocument | None:
    """Read a YAML text.

    Args:
        source: the text, at most 20 million characters.
        findings: collects every problem: DR101–DR120 of the table of codes.

    Returns:
        The document, even with findings (a repeated key keeps its first value); None where the text is no
        YAML.

    Example:
        >>> findings = Findings()
        >>> read_yaml(Source("x.yaml", "edition: 1.10"), findings).data
        {'edition': Decimal('1.10')}
    """
    # PyYAML is loaded here and not above: importing digiramverk must stay fast.
    import yaml  # noqa: PLC0415

    from digiramverk.yamlsource.builder import Builder, TooMuchError, events  # noqa: PLC0415
    from digiramverk.yamlsource.syntax_errors import control_character, explain  # noqa: PLC0415

    if len(source.text) > MOST_CHARACTERS:
        findings.add("DR004", whole_span(source), most=MOST_CHARACTERS)
        return None
    control = control_character(source)
    if control is not None:
        findings.extend([control])
        return None
    try:
        document = Builder(source, findings).build(events(_joined(source.text)))
    except yaml.YAMLError as error:
        findings.extend([explain(source, error)])
        return None
    except TooMuchError:
        return None
    if document.data is None:
        findings.add("DR117", whole_span(source))
        return None
    return document


def _joined(text: str) -> str:
    """`text` with JSON's two escapes for one character (an emoji) written as YAML's single one.

    Only where the text is JSON. What follows it on its line then has a place two characters too early.
    """
    if text.lstrip()[:1] not in ("{", "["):
        return text

    def single(match: re.Match[str]) -> str:
        pair = bytes.fromhex(match[2] + match[3]).decode("utf-16-be")
        return f"{match[1]}\\U{ord(pair):08x}"

    return _SURROGATES.sub(single, text)
