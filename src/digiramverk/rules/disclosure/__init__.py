"""What may be shown next to withheld values, whichever engine computed them."""

from digiramverk.rules.disclosure.crowd import Crowd, Questions, value_of
from digiramverk.rules.disclosure.decision import decided
from digiramverk.rules.disclosure.rows import GroupOutputs, Members, Where
from digiramverk.rules.disclosure.secrets import Secrets, fewest
from digiramverk.rules.disclosure.suppression import Withheld

__all__ = [
    "Crowd",
    "GroupOutputs",
    "Members",
    "Questions",
    "Secrets",
    "Where",
    "Withheld",
    "decided",
    "fewest",
    "value_of",
]
