"""Göteborg's digitalisation plan as a plugin of digiramverk: a definition, and nothing that computes."""

from digiramverk.plugin import Registered, framework, hookimpl


@hookimpl
def digiramverk_frameworks() -> list[Registered]:
    """Offer the plan with an example school that has rated itself in three rounds."""
    return [
        framework(
            "goteborg",
            package=__name__,
            examples={"exempelgymnasiet": "examples/exempelgymnasiet.yaml"},
        )
    ]
