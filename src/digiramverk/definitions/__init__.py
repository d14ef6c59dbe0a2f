"""Framework files: out of packages, folders or single files, and written again.

One loader for all of them: files are read with their places, checked against the published schema, built
into the model, and the rules compiled. All problems of a definition are found in one go; nothing is
executed, and nothing half-read ever leaves this room.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.definitions.catalogue import Catalogue, Registered
    from digiramverk.definitions.crosswalk import crosswalk_ends, installed_crosswalks, read_crosswalk
    from digiramverk.definitions.declared_kinds import ABOUT, MEMBERS, SETTINGS, WORDS, words_of
    from digiramverk.definitions.definition_files import is_definition, read_definition
    from digiramverk.definitions.oddities import look_twice
    from digiramverk.definitions.overlay.origins import origins
    from digiramverk.definitions.plain_data import to_data, to_yaml
    from digiramverk.definitions.schemas import SCHEMAS, SchemaName, schema, schema_for_editors
    from digiramverk.definitions.sections.framework import build_framework
    from digiramverk.definitions.sections.reader import name_of, number
    from digiramverk.definitions.templates import PRESETS, Beginning, begin
else:
    __getattr__, __dir__ = opening(__name__)
