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
LEAST = {"performance": 97, "accessibility": 100, "best-practices": 100, "seo": 100}
OF_AUTHORS = {"link-text"}  # what the words of an edition’s own text may cost
INSTALL = "Lighthouse is not here: npm install --global lighthouse"


def visit(tool: str, address: str, folder: str) -> dict[str, Any]:
    """The report of one visit."""
    flags = " ".join(["--headless=new", "--no-sandbox", *FLAGS])
    to = Path(folder, "report.json")
    command = [tool, address, "--quiet", "--output=json", f"--output-path={to}", f"--chrome-flags={flags}"]
    subprocess.run(command, check=True, env=os.environ | {"CHROME_PATH": on_path() or ""})  # noqa: S603  # our own server
    report: dict[str, Any] = json.loads(to.read_text(encoding="utf-8"))
    return report


def score(report: dict[str, Any], category: str) -> float:
    """What it gives a category of 100, leaving out what is the authors' own doing."""
    parts = [part for part in report["categories"][category]["auditRefs"] if part["id"] not in OF_AUTHORS]
    told = [(part["weight"], report["audits"][part["id"]]["score"]) for part in parts if part["weight"]]
    counted = [(weight, points) for weight, points in told if points is not None]
    return 100 * float(sum(weight * points for weight, points in counted) / sum(weight for weight, _ in counted))


def shortcomings(reports: list[dict[str, Any]]) -> list[str]:
    """What cost points in any visit, with the worst score of each."""
    lost: dict[str, float] = {}
    for report in reports:
        parts = [part["id"] for name in LEAST for part in report["categories"][name]["auditRefs"] if part["weight"]]
        for name in parts:
            points = report["audits"][name]["score"]
            if points is not None and points < 1:
                lost[name] = min(points, lost.get(name, 1))
    return [f"{name} ({100 * points:.0f})" for name, points in lost.items()]


def main() -> int:
    """Prints the medians; 1 where one is not as good as it has to be, or the tool is not there."""
    if not (tool := shutil.which("lighthouse")):
        print(INSTALL, file=sys.stderr)
        return 1
    with served() as site, TemporaryDirectory() as folder:
        reports = [visit(tool, f"{site}/{SLUG}/", folder) for _ in range(RUNS)]
    scores = {name: median(score(report, name) for report in reports) for name in LEAST}
    paint = median(report["audits"]["largest-contentful-paint"]["numericValue"] for report in reports)
    for name, points in scores.items():
        print(f"{name:16} {points:5.0f} of 100, at least {LEAST[name]}")
    print(f"{'largest paint':16} {paint:5.0f} ms, at most {MAX_LARGEST_PAINT_MS}")
    print(f"What cost points in one visit or more: {', '.join(shortcomings(reports)) or 'nothing'}")
    print(f"Not counted, for an author writes it: {', '.join(OF_AUTHORS)}")
    return int(paint > MAX_LARGEST_PAINT_MS or any(points < LEAST[name] for name, points in scores.items()))


if __name__ == "__main__":
    sys.exit(main())
