"""All findings about a definition: its text, its oddities, and its cases."""

from digiramverk.core import Diagnostic, DigiramverkError, Findings
from digiramverk.definitions import Catalogue, look_twice
from digiramverk.proving.case_files import load_cases


def problems_of(reference: str, catalogue: Catalogue) -> tuple[Diagnostic, ...]:
    """The problems of a definition.

    Args:
        reference: an id, `id@edition` or path.
        catalogue: finds it, and what it extends.

    Returns:
        Errors and warnings. If the definition has errors its cases are not read: they need a framework.
    """
    found = Findings()
    try:
        layer = catalogue.layer(reference)
        found.extend(layer.warnings)
        look_twice(layer, found)
        load_cases(catalogue.path(reference), layer.framework)
    except DigiramverkError as error:
        found.extend(error.diagnostics)
    return tuple(found)
