"""Write the fingerprints of source documents, so that no wording of theirs slips into a framework unseen.

    python scripts/make_fingerprints.py DIR [OUT]

DIR holds the documents as text (`*.txt`, `*.md`, in any folder below it). OUT is the file to write, by
default the one that tests/architecture/test_wording.py reads. The documents themselves stay outside the
repository.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.architecture.wording import KEPT, fingerprints

KINDS = (".md", ".txt")


def make(folder: Path) -> set[str]:
    """The fingerprints of all documents in a folder."""
    documents = [path for path in sorted(folder.rglob("*")) if path.suffix in KINDS and path.is_file()]
    if not documents:
        sys.exit(f"no {' or '.join(KINDS)} files in {folder}")
    return {each for path in documents for each in fingerprints(path.read_text(encoding="utf-8"))}


def main(arguments: list[str]) -> None:
    """Read a folder and write its fingerprints, sorted, one on each line."""
    match arguments:
        case [folder]:
            out = KEPT
        case [folder, name]:
            out = Path(name)
        case _:
            sys.exit(__doc__)
    found = sorted(make(Path(folder)))
    out.write_text("".join(f"{each}\n" for each in found), encoding="ascii", newline="\n")
    print(f"{len(found)} fingerprints in {out}")


if __name__ == "__main__":
    main(sys.argv[1:])
