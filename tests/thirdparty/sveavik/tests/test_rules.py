"""What a plugin's author writes: everything that the library knows to try, on his own framework."""

from digiramverk.testing import check_framework


def test_rules() -> None:
    check_framework("sveavik")
