"""A workspace for one run of the program. What packages change for the whole process is put back.

The library leaves the process as it is: a service that it is built into has its own folder, its own warnings
and other threads. The program has the process to itself, and paths on its command line start where it did.
"""

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from digiramverk.workspace import Workspace


def new_workspace() -> Workspace:
    """A workspace with everything that is installed."""
    with _put_back(), warnings.catch_warnings():
        return Workspace()


@contextmanager
def _put_back() -> Iterator[None]:
    """The working folder and the standard streams as they were."""
    try:
        folder = os.getcwd()  # noqa: PTH109 - a folder that is gone has no path
    except OSError:
        folder = None
    streams = sys.stdout, sys.stderr
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams
        if folder is not None:
            os.chdir(folder)
