"""Prints how many seconds the first loading and compiling of LIKA in a process takes, without the imports."""

from time import perf_counter

from bench.loading import compile_functions, load_lika
from digiramverk.workspace import Workspace


def main() -> None:
    """Load it once."""
    workspace = Workspace()
    folder = workspace.catalogue.entry("lika").path
    start = perf_counter()
    compile_functions(load_lika(workspace, folder))
    print(perf_counter() - start)


if __name__ == "__main__":
    main()
