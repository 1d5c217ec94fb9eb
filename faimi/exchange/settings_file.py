"""The site's settings as a file of their own, beside those of its editions."""

import json
from pathlib import Path

from werkzeug.datastructures import MultiDict

from faimi.content.site import SETTINGS, Site, SiteForm, unknown_site, values_of
from faimi.exchange.archive import FORMAT
from faimi.exchange.draft import PageError

FILE_NAME = "settings.json"  # which no edition's file is called, for the site has that address itself


def settings_as_json(site: Site) -> str:
    """The settings as JSON text."""
    return json.dumps({"faimi": FORMAT, "settings": values_of(site)}, ensure_ascii=False, indent=1) + "\n"


def is_settings_file(path: Path) -> bool:
    """Whether a file is meant as the settings."""
    return path.name == FILE_NAME


def read_settings(path: Path) -> dict[str, str]:
    """The settings that a file holds; raises PageError, which names it, where it holds none that can be."""
    try:
        whole = json.loads(path.read_bytes())
    except OSError as error:
        raise PageError(f"{path}: it cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise PageError(f"{path}: this is not valid JSON.") from None
    given = whole.get("settings") if isinstance(whole, dict) and type(whole.get("faimi")) is int else None
    if not isinstance(given, dict) or not given.keys() <= SETTINGS.keys():
        raise PageError(f"{path}: it holds no settings that this version of faimi knows.")
    form = SiteForm(MultiDict(values_of(unknown_site()) | given), meta={"csrf": False})
    if not form.validate():
        name, problems = next(iter(form.errors.items()))
        raise PageError(f"{path}: {SETTINGS[name]}: {' '.join(problems)}")
    return {name: form[name].data for name in SETTINGS}
