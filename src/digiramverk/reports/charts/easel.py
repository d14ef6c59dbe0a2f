"""A process that draws charts: each line of input is a task, and each line of output is its answer.

It is run by its path and imports nothing of the package, so that it starts fast. The first use of the
library that draws is the slowest one, so the process uses it once before the first task.
"""

import json
import sys
from base64 import b64encode
from typing import Any


def answer(library: Any, task: dict[str, Any]) -> str:  # noqa: ANN401 - the library has no types of its own
    """Return a picture: SVG as text, PNG in base64."""
    if "vega" in task:
        drawn: str = library.vega_to_svg(task["vega"])
        return drawn
    return b64encode(library.svg_to_png(task["svg"], scale=task["scale"])).decode()


def main() -> None:
    """Draw until the input ends."""
    import vl_convert  # noqa: PLC0415 - whoever only reads this module does not need it

    vl_convert.vega_to_svg({"width": 1, "height": 1})
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(vl_convert, json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
