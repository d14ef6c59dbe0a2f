"""One version number, written once."""

import subprocess
import sys
from importlib.metadata import version

MAIN = "import sys; sys.argv[0] = 'digiramverk'; from digiramverk.cli import main; sys.exit(main())"


def test_the_command_prints_the_version_of_the_installed_distribution() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "--version"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert version("digiramverk") in done.stdout.split()
