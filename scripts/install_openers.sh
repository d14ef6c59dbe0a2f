#!/usr/bin/env bash
# What opens reports and edits files in the tests: Debian's Chromium, LibreOffice and poppler, and npm packages beside the environment.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
prefix="${1:-.venv}"
as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)
export DEBIAN_FRONTEND=noninteractive
packages=(chromium fonts-dejavu-core libreoffice-calc libreoffice-writer poppler-utils)
command -v node >/dev/null || packages+=(nodejs)
command -v npm >/dev/null || packages+=(npm)
if ! dpkg --status "${packages[@]}" >/dev/null 2>&1; then
	"${as_root[@]}" apt-get update -qq
	"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi
mkdir -p "$prefix/node"
cp scripts/openers.json "$prefix/node/package.json"
npm install --silent --no-package-lock --no-audit --no-fund --prefix "$prefix/node"
