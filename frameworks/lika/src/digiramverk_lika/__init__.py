"""LIKA for schools and preschools, as a plugin of digiramverk: a definition, and nothing that computes."""

from digiramverk.plugin import Registered, framework, hookimpl


@hookimpl
def digiramverk_frameworks() -> list[Registered]:
    """Offer LIKA with its two examples."""
    return [
        framework(
            "lika",
            package=__name__,
            examples={
                "exempelskolan": "examples/exempelskolan.yaml",
                "mittkoping": "examples/mittkoping/framework.yaml",
                "mittkoping_answers": "examples/mittkoping/answers.csv",
            },
        )
    ]
