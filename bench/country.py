"""From one school to a country: a whole table of forms at once, against other ways of computing the same."""

from bench.page import machine, write_section


def write() -> None:
    """Measure and write the section."""
    write_section("country", f"## Scoring\n\n{machine('polars', 'narwhals')}\n")
