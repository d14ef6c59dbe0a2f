#!/usr/bin/env bash
# Runs the smoke test with the lowest versions that we say we work with, and with the newest there are.
# PYTHON makes the environments; what pip has fetched once it takes from its own cache.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

projects=()
for project in frameworks/*/pyproject.toml; do
    projects+=(--editable "$(dirname "$project")")
done

run() {
    echo "== dependencies: $1"
    "${PYTHON:-python3}" -m venv "$place/$1"
    "$place/$1/bin/python" -m pip install --quiet --upgrade "${@:2}" --editable '.[all]' "${projects[@]}"
    "$place/$1/bin/python" -W error scripts/smoke.py
}

"${PYTHON:-python3}" scripts/lowest_versions.py pyproject.toml frameworks/*/pyproject.toml > "$place/lowest.txt"
run lowest --constraint "$place/lowest.txt"
run newest
