"""LIKA for schools and preschools and LIKA for teachers, as a plugin of digiramverk: it computes nothing."""

from digiramverk.plugin import Registered, framework, hookimpl


@hookimpl
def digiramverk_frameworks() -> list[Registered]:
    """Offer LIKA with its examples, and LIKA for teachers with one."""
    return [
        framework(
            "lika",
            package=__name__,
            examples={
                "exempelskolan": "examples/exempelskolan.yaml",
                "mittkoping": "examples/mittkoping/framework.yaml",
                "mittkoping_answers": "examples/mittkoping/answers.csv",
                "rutnatet": "examples/rutnatet.csv",
            },
        ),
        framework(
            "lika-larare",
            package=__name__,
            definition="definition-larare",
            examples={"larare": "examples/larare.csv"},
        ),
    ]
