"""What Lighthouse, where it is installed, says of the edition with pictures on a slow phone: medians of five visits."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.browser.conftest import FLAGS, on_path
from tests.conftest import SLUG
from tests.production import served

RUNS = 5
MAX_LARGEST_PAINT_MS = 1500
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 90}  # an author’s words may cost some
INSTALL = "Lighthouse is not here: npm install --global lighthouse"


def visit(tool: str, address: str, folder: str) -> dict[str, Any]:
    """The report of one visit."""
    flags = " ".join(["--headless=new", "--no-sandbox", *FLAGS])
    to = Path(folder, "report.json")
    command = [tool, address, "--quiet", "--output=json", f"--output-path={to}", f"--chrome-flags={flags}"]
    subprocess.run(command, check=True, env=os.environ | {"CHROME_PATH": on_path() or ""})  # noqa: S603  # our own server
    report: dict[str, Any] = json.loads(to.read_text(encoding="utf-8"))
    return report


def main() -> int:
    """Prints the medians; 1 where one is not as good as it has to be, or the tool is not there."""
    if not (tool := shutil.which("lighthouse")):
        print(INSTALL, file=sys.stderr)
        return 1
    with served() as site, TemporaryDirectory() as folder:
        reports = [visit(tool, f"{site}/{SLUG}/", folder) for _ in range(RUNS)]
    scores = {name: median(100 * report["categories"][name]["score"] for report in reports) for name in LEAST}
    paint = median(report["audits"]["largest-contentful-paint"]["numericValue"] for report in reports)
    for name, score in scores.items():
        print(f"{name:16} {score:5.0f} of 100, at least {LEAST[name]}")
    print(f"{'largest paint':16} {paint:5.0f} ms, at most {MAX_LARGEST_PAINT_MS}")
    return int(paint > MAX_LARGEST_PAINT_MS or any(score < LEAST[name] for name, score in scores.items()))


if __name__ == "__main__":
    sys.exit(main())
