"""The recipes for proxies in docs/deploying.md know which addresses the app alone answers."""

import re
from pathlib import Path

import yaml
from flask import Flask

from faimi.public.cache import IMMUTABLE, REVALIDATE
from faimi.web.headers import HEADERS, HEADERS_OF_PAGES

DOCS = Path(__file__).parent.parent / "docs" / "deploying.md"
OF_THE_APP = re.compile(r"location ~ \^(/name)?(/\(account\S+) {")  # in nginx


def test_no_stand_in_and_no_log_is_kept_of_what_organizers_and_authors_do(app: Flask) -> None:
    found = OF_THE_APP.findall(DOCS.read_text())
    assert [base for base, _ in found] == ["", "/name"]
    [pattern] = {pattern for _, pattern in found}
    addresses = {rule.endpoint: re.sub("<[^>]*>", "x", rule.rule) for rule in app.url_map.iter_rules()}
    by_files = {name for name, address in addresses.items() if not re.match(pattern, address)}
    assert by_files == {name for name in addresses if name.startswith("public.")} - {"public.preview"} | {"static"}


def test_no_recipe_shows_what_a_freeze_notes_for_itself() -> None:
    text = DOCS.read_text()
    assert re.findall(r"location = (/name)?/\.faimi-frozen\.json { return 404; }", text) == ["", "/name"]
    assert text.count("\t\t\tnot path /.faimi-frozen.json\n") == 1  # of Caddy’s stand-in


def test_a_stand_in_comes_with_the_headers_of_the_app_and_every_recipe_keeps_browsers_to_https() -> None:
    text = DOCS.read_text()
    for name, value in {**HEADERS, **HEADERS_OF_PAGES}.items():
        assert len(re.findall(f'add_header {name} "?{re.escape(value)}"?;', text)) == 2, name  # of nginx
        assert text.count(f'\t{name} "{value}"\n') == 1, name  # of Caddy
    recipes = re.findall(r"```(?:nginx)?\n((?:upstream|example\.org).*?)```", text, flags=re.S)
    assert len(recipes) == 4
    assert all('Strict-Transport-Security "max-age=31536000"' in recipe for recipe in recipes)


def test_the_image_and_its_services_are_of_files_that_are_there_and_run_as_nobody_who_may_do_harm() -> None:
    root = DOCS.parent.parent
    lines = (root / "Containerfile").read_text()
    locks = {Path(name).name for name in re.findall(r"-r (\S+\.lock)", lines)}
    assert locks == {"requirements.lock", "requirements-postgresql.lock"}
    assert all((root / name).exists() and f"!{name}\n" in (root / ".dockerignore").read_text() for name in locks)
    assert re.findall("^(USER|VOLUME|HEALTHCHECK)", lines, flags=re.M) == ["USER", "VOLUME", "HEALTHCHECK"]
    services = yaml.safe_load((root / "compose.yaml").read_text())["services"]
    assert (services["site"]["read_only"], services["site"]["cap_drop"]) == (True, ["ALL"])
    assert not any("environment" in service for service in services.values()), "secrets are in files of their own"
    assert all(f"`{service['env_file']}`" in DOCS.read_text() for service in services.values())


def test_the_caching_proxy_knows_what_the_app_says_of_an_answer() -> None:
    [names] = re.findall(
        r'map \$upstream_http_cache_control .*"~(public, max-age=0)" @1; "~(immutable)"', DOCS.read_text()
    )
    assert names[0] in REVALIDATE
    assert names[1] in IMMUTABLE
    assert names[0] not in IMMUTABLE
