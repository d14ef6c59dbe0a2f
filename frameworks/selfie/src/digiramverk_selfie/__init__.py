"""A reconstruction of SELFIE, as a plugin of digiramverk: a definition, and two statistics for its rules."""

from digiramverk.plugin import Registered, RegisteredFold, fold, framework, hookimpl
from digiramverk_selfie.folds import consensus, cronbach_alpha


@hookimpl
def digiramverk_frameworks() -> list[Registered]:
    """Offer SELFIE with its two examples."""
    return [
        framework(
            "selfie",
            package=__name__,
            examples={
                "lovangsskolan": "examples/lovangsskolan.csv",
                "strandskolan": "examples/strandskolan.csv",
            },
        )
    ]


@hookimpl
def digiramverk_folds() -> list[RegisteredFold]:
    """Offer the statistics: how well items hang together, and how much respondents agree."""
    return [
        fold("cronbach_alpha", cronbach_alpha, high=1),
        fold("consensus", consensus, low=0, high=1),
    ]
