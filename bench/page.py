"""`make benchmarks`: measures anew and writes docs/benchmarks.md, section by section.

A module of SECTIONS has a function `write` without arguments, which measures and hands what it found to
`write_section`; plots go beside it with `write_plot` (bench/plot.py). Several modules named on the command
line are run alone: `make benchmarks ARGS="country"`.
"""

import os
import platform
import re
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

DOCS: Final = Path(__file__).parents[1] / "docs"
PAGE: Final = DOCS / "benchmarks.md"
SECTIONS: Final = ("country", "crossover", "validating")
"""The modules that write a section, in the order in which they stand on the page."""

HEAD: Final = """\
<!-- lang: en -->
# Benchmarks

Times depend on the machine, ratios much less: what is compared was measured in turns in the same run. Below
1 we are the faster. Each section says where and with what it was measured; `make benchmarks` measures anew
and writes the page and its plots (`make bench-engines` installs the other engines first).
"""
_GIB: Final = 1 << 30


def main() -> None:
    """Write the sections named on the command line, or all."""
    for name in sys.argv[1:] or SECTIONS:
        if name not in SECTIONS:
            sys.exit(f"{name}: no section; there are {', '.join(SECTIONS)}")
        import_module(f"bench.{name}").write()


def write_section(name: str, markdown: str) -> None:
    """Put a section on the page, in place of the one it had under this name.

    Args:
        name: the section's, which its heading need not be.
        markdown: heading and all.
    """
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    found = dict(re.findall(r"<!-- begin (\w+) -->\n(.*?)<!-- end \1 -->\n", text, flags=re.DOTALL))
    found[name] = f"{markdown.strip()}\n"
    ordered = sorted(found, key=lambda each: SECTIONS.index(each) if each in SECTIONS else len(SECTIONS))
    sections = (f"\n<!-- begin {each} -->\n{found[each]}<!-- end {each} -->\n" for each in ordered)
    PAGE.write_text(HEAD + "".join(sections), encoding="utf-8")


def machine(*packages: str) -> str:
    """A sentence on where and with what was measured: never a path or the name of a host.

    Args:
        packages: distributions whose versions matter beside our own.
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB
    named = [f"{name} {_version(name)}" for name in ("digiramverk", *packages)]
    place = f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}"
    return f"*Measured on {place}; Python {platform.python_version()}, {', '.join(named)}.*"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    text = about.read_text(encoding="utf-8") if about.exists() else ""
    model = re.search(r"^model name\s*: (.+)$", text, flags=re.MULTILINE)
    return model[1].strip() if model else platform.machine()


if __name__ == "__main__":
    main()
