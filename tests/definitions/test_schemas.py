"""The published schemas: every one is a valid schema, and each key in them says what it is for."""

import pytest
from jsonschema import Draft202012Validator
from tests.definitions.descriptions import meanings

from digiramverk.core.language import LANGUAGES
from digiramverk.definitions.schemas import SCHEMAS, SchemaName, descriptions, schema

NAMES: tuple[SchemaName, ...] = ("framework", "overlay", "answers")


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_schema(name: SchemaName) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_every_key_is_described_in_both_languages() -> None:
    for name in SCHEMAS:
        sv, en = (meanings(name, language) for language in LANGUAGES)
        assert sv.keys() == en.keys()
        assert not [key for key in sv if not all(sv[key] | en[key]) or sv[key] & en[key]]


def test_no_description_is_left_over() -> None:
    """What the model declares is described there and nowhere else."""
    for language in LANGUAGES:
        said = set[str]().union(*(each for name in SCHEMAS for each in meanings(name, language).values()))
        assert not [key for key, about in descriptions().items() if about[language] not in said]
