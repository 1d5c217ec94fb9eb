"""faimi: the page of a scientific workshop, read by visitors and edited in place by its organizers."""

import gc
import os
from pathlib import Path
from typing import Any

_collects = gc.isenabled()
gc.disable()  # until all is imported: nothing of it is garbage, and looking for some takes a seventh of a start
try:
    from flask import Flask
    from werkzeug.middleware.proxy_fix import ProxyFix

    from faimi import accounts, commands, config, editor, logs, public, suggestions, token_masking, web
    from faimi.backup import views as backup_views
    from faimi.content import EDITABLE, cover, date_words, folding, plural, prose, site
    from faimi.doctor import request_origins
    from faimi.doctor import views as health_views
    from faimi.editor import editions, paste, rollover
    from faimi.erasing import views as erasing_views
    from faimi.extensions import csrf, db, login
    from faimi.media import picture_at
    from faimi.public import cache, health, languages
    from faimi.suggestions import editor_views, public_views
    from faimi.version import PROGRAM
    from faimi.wsgi.mount import Mount
finally:
    if not gc.get_freeze_count():  # else all of somebody else's would be set free
        gc.freeze()
        gc.unfreeze()  # so that all of it is old, and the first look for young garbage does not go through it
    if _collects:
        gc.enable()


BLUEPRINTS = (
    *accounts.BLUEPRINTS,
    editor.bp,
    editions.bp,
    rollover.bp,
    paste.bp,
    backup_views.bp,
    health_views.bp,
    erasing_views.bp,
    editor_views.bp,
    public_views.bp,
    public.bp,
    health.bp,
)


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """Makes the app. `overrides` win over every other setting; FAIMI_INSTANCE names the instance folder."""
    folder = (overrides or {}).get("INSTANCE_PATH") or os.environ.get("FAIMI_INSTANCE")
    instance = str(Path(folder).resolve()) if folder else None
    app = Flask(__name__, static_url_path=config.static_path(), instance_path=instance)
    config.load(app, overrides)

    db.init_app(app)
    languages.register(app)
    csrf.init_app(app)
    login.init_app(app, add_context_processor=False)  # it would read the session on visitors' pages
    _set_up_templates(app)

    for bp in BLUEPRINTS:
        app.register_blueprint(bp)
    app.register_blueprint(editor.bp, name="plain", url_prefix="/<slug>/edit/plain")
    for about_all in (web, request_origins, token_masking, logs, cache):
        about_all.register(app)
    _wrap(app)
    commands.register(app)
    return app


def _set_up_templates(app: Flask) -> None:
    """What templates may ask for."""
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.filters |= prose.FILTERS | date_words.FILTERS | plural.FILTERS
    env.filters |= {"cover": cover.cover, "split_to_fold": folding.split_to_fold}
    env.tests["worth_folding"] = folding.is_worth_folding
    of_all = {"kinds": EDITABLE, "picture_at": picture_at, "current_site": site.current_site, "program": PROGRAM}
    env.globals.update(of_all, corrections=suggestions.FRAGMENTS)


def _wrap(app: Flask) -> None:
    """The WSGI layers of every server, around the page cache."""
    if address := app.config["SITE_URL"]:
        app.wsgi_app = Mount(app.wsgi_app, address)  # type: ignore[assignment, method-assign]  # Flask's place for it
    if proxies := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, proxies, proxies, proxies, x_prefix=1)  # type: ignore[method-assign]
