"""Make the pictures of docs/how-to/make-a-report.md: real reports in a real browser, of the bundled examples.

python scripts/make_pictures.py: needs what scripts/install_openers.sh installs. Look at them afterwards.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from digiramverk.workspace import Workspace

if TYPE_CHECKING:
    from digiramverk.model.report import ReportKind

ROOT = Path(__file__).parents[1]
MODULES = Path(sys.prefix) / "node" / "node_modules"
SCRIPT = r"""
const [modules, executablePath, jobs] = process.argv.slice(2);
const { chromium } = require(`${modules}/playwright-core`);
(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  for (const { file, out, select, height, width } of JSON.parse(jobs)) {
    const page = await (await browser.newContext({ viewport: { width, height } })).newPage();
    await page.goto(`file://${file}`);
    if (select) await page.locator(select).first().evaluate((element) => element.scrollIntoView());
    await page.screenshot({ path: out });
  }
  await browser.close();
})().catch((error) => { console.error(error); process.exit(1); });
"""


def main() -> None:
    """Write the reports, open them, take the pictures."""
    work = Workspace()
    own = work.example("lika", "mittkoping")
    municipality = work.example("lika", "mittkoping_answers")
    school = work.example("lika", "exempelskolan")
    selfie = work.example("selfie", "strandskolan")
    unit = {"unit": "Alkärrskolan", "group": "ledning"}
    wanted: list[tuple[str, object, Path, ReportKind, dict[str, str], str]] = [
        ("assessment", "lika", school, "assessment", {}, ""),
        ("comparison", own, municipality, "comparison", unit, ""),
        ("groups", "selfie", selfie, "comparison", {}, ""),
        ("municipality", own, municipality, "municipality", {}, ""),
        ("grid", own, municipality, "municipality", {}, ".grid-block"),
        ("plan", "lika", school, "plan", {}, "h2:nth-of-type(4)"),
    ]
    with tempfile.TemporaryDirectory() as folder:
        jobs = []
        for name, framework, answers, kind, only, select in wanted:
            content = work.report(str(framework), answers, kind, only=only)
            file = Path(folder) / f"{name}.html"
            file.write_bytes(content)
            out = ROOT / "docs" / "pictures" / f"{name}.png"
            job = {"file": str(file), "out": str(out), "select": select, "width": 1120, "height": 760}
            jobs.append(job)
        script = Path(folder) / "pictures.js"
        script.write_text(SCRIPT, encoding="utf-8")
        chromium = shutil.which("chromium") or "chromium"
        command = ["node", str(script), str(MODULES), chromium, json.dumps(jobs)]
        subprocess.run(command, check=True, timeout=300)  # noqa: S603 - our own script
    print("\n".join(job["out"] for job in jobs))


main()
