#!/usr/bin/env bash
# Tests the wheels in dist/ in an environment of their own, with src/ out of reach, and prints what the tests cover.
# PYTHON makes the environment; WHEELHOUSE holds the wheels of everything they depend on.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

"${PYTHON:-python3}" -m venv "$place/venv"
python=$place/venv/bin/python
"$python" -m pip install --quiet --no-index --find-links "$WHEELHOUSE" --constraint constraints.txt \
    dist/*.whl 'digiramverk[all]' openpyxl pytest-xdist slipcover

# The tests go along with their configuration, and nothing else does.
mkdir "$place/away"
cp pyproject.toml "$place/away"
for tests in tests frameworks/*/tests; do
    if [ -d "$tests" ]; then
        mkdir -p "$place/away/$(dirname "$tests")"
        cp -R "$tests" "$place/away/$tests"
    fi
done
# What the tests of a third party's plugin are installed from.
DIGIRAMVERK_DIST=$(realpath dist)
DIGIRAMVERK_WHEELHOUSE=$(realpath "$WHEELHOUSE")
export DIGIRAMVERK_DIST DIGIRAMVERK_WHEELHOUSE
show=$(realpath scripts/print_coverage.py)
cd "$place/away"

"$python" - <<'END'
import importlib
import sys
from importlib.metadata import entry_points
from pathlib import Path

for name in ["digiramverk", *(entry.module for entry in entry_points(group="digiramverk"))]:
    file = Path(importlib.import_module(name).__file__)
    if "site-packages" not in file.parts or not file.is_relative_to(sys.prefix):
        sys.exit(f"{name} is not the one from its wheel: {file}")
    print(f"{name} from its wheel")
END

# slipcover measures lines and branches. It warns that it is loaded before pytest, and that it does not measure
# the tests themselves.
package=$("$python" -c 'import digiramverk, pathlib; print(pathlib.Path(digiramverk.__file__).parent)')
"$python" -m slipcover --branch --source "$package" --json --out "$place/coverage.json" \
    -m pytest -n auto --dist worksteal -m "not repository" \
    -W ignore::pytest.PytestAssertRewriteWarning -W "ignore:Unable to activate pytest:RuntimeWarning"
"$python" "$show" "$place/coverage.json"
