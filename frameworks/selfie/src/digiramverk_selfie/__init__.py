"""A reconstruction of SELFIE, as a plugin of digiramverk: a definition, and functions for its rules."""

from digiramverk.plugin import Registered, RegisteredFold, fold, framework, hookimpl
from digiramverk_selfie.folds import consensus, cronbach_alpha, second_lowest, third_lowest


@hookimpl
def digiramverk_frameworks() -> list[Registered]:
    """Offer SELFIE with its examples."""
    return [
        framework(
            "selfie",
            package=__name__,
            examples={
                "lovangsskolan": "examples/lovangsskolan.csv",
                "strandskolan": "examples/strandskolan.csv",
                "deltagande": "examples/deltagande.csv",
            },
        )
    ]


@hookimpl
def digiramverk_folds() -> list[RegisteredFold]:
    """Offer two statistics (how well items hang together, how much respondents agree) and the lowest few."""
    return [
        fold("cronbach_alpha", cronbach_alpha, high=1),
        fold("consensus", consensus, low=0, high=1),
        fold("second_lowest", second_lowest, unit="points"),
        fold("third_lowest", third_lowest, unit="points"),
    ]
