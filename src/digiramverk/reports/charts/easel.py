"""A process that draws: each line that comes in is a task, and each line that goes out its answer.

It is run by its path and imports nothing of the package, so that it is ready early. The library that
draws takes longest when it is first used; so it is used at once, before there is a task.
"""

import json
import sys
from base64 import b64encode
from typing import Any


def answer(library: Any, task: dict[str, Any]) -> str:  # noqa: ANN401 - the library has no types of its own
    """A picture: SVG as it is, PNG in base64."""
    if "vega" in task:
        drawn: str = library.vega_to_svg(task["vega"])
        return drawn
    return b64encode(library.svg_to_png(task["svg"], scale=task["scale"])).decode()


def main() -> None:
    """Draw until there are no more tasks."""
    import vl_convert  # noqa: PLC0415 - whoever only reads this module does not need it

    vl_convert.vega_to_svg({"width": 1, "height": 1})
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(vl_convert, json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
