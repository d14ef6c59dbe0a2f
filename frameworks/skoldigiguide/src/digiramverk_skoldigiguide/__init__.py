"""Skoldigiguide, as a plugin of digiramverk: a definition, and nothing that computes."""

from digiramverk.plugin import Registered, framework, hookimpl


@hookimpl
def digiramverk_frameworks() -> list[Registered]:
    """Offer Skoldigiguide with its example."""
    return [
        framework(
            "skoldigiguide",
            package=__name__,
            examples={"exempelkommunen": "examples/exempelkommunen.yaml"},
        )
    ]
