"""What checks found on one page, sorted for who reads it: a person on the edit page, a terminal, a program."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from xml.etree import ElementTree

from faimi.checks.check import Check, run
from faimi.checks.facts import Facts
from faimi.checks.finding import LEVELS, Finding, Level
from faimi.checks.silences import Silence, silences
from faimi.content import EDITABLE, Item, Section
from faimi.content.cleaning import visible
from faimi.content.page import Page
from faimi.content.plural import counted

MAX_NAME_CHARS = 60
MAX_OF_A_CHECK = 20  # that a person reads before these are mended


@dataclass(frozen=True)
class Report:
    """The findings of a page, the gravest first, and by their names those that are left, each with its reason."""

    facts: Facts
    findings: Sequence[Finding]
    silenced: Mapping[str, Silence]

    @cached_property
    def open(self) -> list[Finding]:
        """The findings that nobody has left."""
        return [finding for finding in self.findings if finding.name not in self.silenced]

    @cached_property
    def by_level(self) -> dict[Level, list[Finding]]:
        """The open findings by their level, the gravest first, without levels at which there is none."""
        levels = ((level, [finding for finding in self.open if finding.level == level]) for level in LEVELS)
        return {level: found for level, found in levels if found}

    def told(self, findings: Sequence[Finding]) -> list[tuple[Finding, int]]:
        """The first findings of each check, each with how many more of it follow: 0 but for the last one told."""
        counts, told = Counter(finding.check for finding in findings), Counter[str]()
        listed = []
        for finding in findings:
            told[finding.check] += 1
            if (number := told[finding.check]) <= MAX_OF_A_CHECK:
                more = counts[finding.check] - number
                listed.append((finding, more if number == MAX_OF_A_CHECK else 0))
        return listed

    @property
    def fails(self) -> bool:
        """Whether it holds an error, or a check that failed: what a program that builds on the page stops at."""
        return any(finding.level == "error" or finding.has_failed for finding in self.open)

    @property
    def summary(self) -> str:
        """How many are open, by level: 2 errors, 1 warning."""
        counts = [counted(len(found), level) for level, found in self.by_level.items()]
        return ", ".join(counts) or "nothing to mend"

    def within(self, section: Section) -> "Report":
        """What of it is about a section and its rows."""
        rows = self.facts.by_key
        own = [one for one in self.findings if section in (rows[one.key], getattr(rows[one.key], "section", None))]
        return replace(self, findings=own)

    def where(self, finding: Finding) -> str:
        """Where it is, as a reader finds it: the heading, what the row is called, its field."""
        row, kind = self.facts.by_key[finding.key], finding.key.kind
        heading = row.section.heading if isinstance(row, Item) else EDITABLE[kind].noun.capitalize()
        name = str(row) if len(str(row)) <= MAX_NAME_CHARS else f"{str(row)[:MAX_NAME_CHARS].rstrip()}…"
        return " · ".join(filter(None, [heading, name, self._labels[kind].get(finding.field)]))

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        """What the fields of the kinds that are told of are called."""
        kinds = {finding.key.kind for finding in self.findings}
        forms = {kind: EDITABLE[kind].form(formdata=None, meta={"csrf": False}) for kind in kinds}
        return {kind: {field.name: field.label.text for field in form.inputs} for kind, form in forms.items()}


def report_on(page: Page, checks: Sequence[Check], now: datetime) -> Report:
    """What checks find on a page with all that is hidden, at a moment in UTC."""
    facts = Facts(page, now)
    found = run(checks, facts)
    return Report(facts, found, silences(found, facts))


def as_text(report: Report) -> str:
    """The findings for a terminal: a line with their number, then one line each."""
    lines = [f"{report.facts.edition.slug}: {report.summary}"]
    lines += [f"  {finding.level}: {report.where(finding)}: {finding.words}" for finding in report.open]
    return visible("\n".join(lines + [f"  left as they are: {len(report.silenced)}"] * bool(report.silenced)))


def as_data(report: Report) -> dict[str, Any]:
    """The findings as a JSON object, those that are left with the reason."""
    return {"slug": report.facts.edition.slug, "findings": [_as_object(report, one) for one in report.findings]}


def _as_object(report: Report, finding: Finding) -> dict[str, Any]:
    silence = report.silenced.get(finding.name)
    return {
        "check": finding.check,
        "level": finding.level,
        "row": finding.key,
        "field": finding.field,
        "where": report.where(finding),
        "words": finding.words,
        "others": list(finding.others),
        "fix": finding.fix.label if finding.fix else None,
        "left": silence.reason if silence else None,
    }


def as_junit(reports: Iterable[Report], checks: Sequence[Check]) -> str:
    """The findings as JUnit's XML: a suite a page, a case a check, with a failure where it found errors."""
    suites = ElementTree.Element("testsuites", name="faimi check")
    for report in reports:
        slug, found = report.facts.edition.slug, defaultdict[str, list[Finding]](list)
        for finding in report.open:
            found[finding.check].append(finding)
        suite = ElementTree.SubElement(suites, "testsuite", name=slug, tests=str(len(checks)))
        for one in checks:
            case = ElementTree.SubElement(suite, "testcase", classname=slug, name=one.name)
            _tell(case, one, report, found[one.name])
        suite.set("failures", str(len(suite.findall("*/failure"))))
        suite.set("errors", str(len(suite.findall("*/error"))))
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True)


def _tell(case: ElementTree.Element, one: Check, report: Report, found: Sequence[Finding]) -> None:
    """What a check found, within its case: as an error that it failed itself, as a failure that it found errors."""
    words = visible("\n".join(f"{report.where(finding)}: {finding.words}" for finding in found))
    if any(finding.has_failed for finding in found):
        ElementTree.SubElement(case, "error", message=one.about).text = words
    elif any(finding.level == "error" for finding in found):
        ElementTree.SubElement(case, "failure", type=one.level, message=one.about).text = words
    elif words:
        ElementTree.SubElement(case, "system-out").text = f"{one.level}\n{words}"
