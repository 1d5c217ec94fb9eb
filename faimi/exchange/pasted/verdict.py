"""What a list says about whether a paper was accepted."""

import re

from faimi.exchange.text_matching import squeeze

VERDICT_NAME = re.compile(r"\b(?:status|decision|venue ?id|venue|state|outcome|verdict|acceptance|pubstate|note)\b")
AGAINST = re.compile(r"reject|withdr[ae]w|declin|retract|not[ _-]accept|unaccepted|\bdeleted\b", re.I)
UNDECIDED = re.compile(r"\bsubmitted to\b|\b(?:under|in) review\b|awaiting|undecided|\bno decision\b|pending", re.I)
ACCEPTED = re.compile(r"\baccept", re.I)
YES, NO = {"yes", "y", "true", "1", "x", "✓", "✔"}, {"no", "n", "false", "0"}


def is_against(name: str, said: object) -> bool:
    """Whether what stands under a name, such as “Decision”, says that a paper was not accepted, or not yet."""
    name, said = squeeze(re.sub(r"[\W_]+", " ", name)).lower(), squeeze(str(said))[:300]
    if re.search(r"\baccept(?:ed)?\b", name) and said.lower() in NO:
        return True
    if re.search(r"\b(?:withdrawn|rejected|retracted|deleted)\b", name) and said.lower() in YES:
        return True
    undecided = UNDECIDED.search(said) and not ACCEPTED.search(said)
    return bool(VERDICT_NAME.search(name) and (AGAINST.search(said) or undecided))
