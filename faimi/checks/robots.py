"""What a site’s robots.txt lets a program ask, after RFC 9309."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from faimi.checks.link_transport import SAFE

ANYBODY = "*"
ALLOW, DISALLOW, PAUSE = "allow", "disallow", "crawl-delay"
SECONDS = re.compile(r"\d{1,6}(?:\.\d+)?")


@dataclass(frozen=True)
class Robots:
    """The rules for one program, each with whether it allows, and the pause in seconds that is asked for."""

    rules: tuple[tuple[str, bool], ...] = ()
    pause: float = 0.0

    def allows(self, target: str) -> bool:
        """Whether a path, with its query, may be asked: as the longest rule says that fits, and of two the kinder."""
        return max(((len(path), allowed) for path, allowed in self.rules if _fits(path, target)), default=(0, True))[1]


def read_robots(text: str, token: str) -> Robots:
    """The rules for the program of a token such as `faimi`, or else those for anybody."""
    told: dict[str, list[tuple[str, str]]] = {}
    agents, has_rules = set[str](), False  # of the group that is read
    for line in text.splitlines():
        name, _, value = map(str.strip, line.partition("#")[0].partition(":"))
        name = name.lower()
        if name == "user-agent":
            agents = (set() if has_rules else agents) | ({value.lower().partition("/")[0]} & {token, ANYBODY})
            told |= {agent: told.get(agent, []) for agent in agents}
            has_rules = False
        elif name in (ALLOW, DISALLOW, PAUSE):
            has_rules = True
            for agent in agents:
                told[agent].append((name, value))
    own = told.get(token, told.get(ANYBODY, []))
    pauses = [float(value) for name, value in own if name == PAUSE and SECONDS.fullmatch(value)]
    rules = ((quote(path, f"{SAFE}?[]"), name == ALLOW) for name, path in own if name != PAUSE and path)
    return Robots(tuple(rules), max(pauses, default=0.0))


def _fits(path: str, target: str) -> bool:
    """Whether a target begins with the path of a rule, in which * is anything, and a $ behind it the end."""
    first, *parts = (f"{path[:-1]}\n" if path.endswith("$") else path).split("*")
    target, at = f"{target}\n", len(first)
    if not target.startswith(first):
        return False
    for part in parts:
        found = target.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True
