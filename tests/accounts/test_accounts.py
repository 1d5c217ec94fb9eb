"""Sign-in, one-time links, and the commands that make them."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from click import ClickException
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from faimi import create_app
from faimi.accounts.models import Account, SignInLink, account_with
from faimi.content import Edition
from faimi.content.now import utc_now
from faimi.extensions import db
from tests.conftest import PASSWORD

NOT_SET_UP = "The database does not have the tables this version needs: run flask setup\n"


def run(app: Flask, *args: str, typed: str = "") -> str:
    """Runs a command that succeeds and gives what it printed."""
    result = app.test_cli_runner().invoke(args=args, input=typed)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


@pytest.fixture
def link(app: Flask) -> str:
    """Alice's one-time link."""
    printed = run(app, "account", "add", "Alice@Example.org", "--role", "owner", "--name", "Alice")
    return "/welcome/" + printed.split("/welcome/")[1].strip()


CHOSEN = {"email": "alice@example.org", "name": "Alice", "password": PASSWORD, "again": PASSWORD}


def test_a_one_time_link_lets_a_person_choose_a_password_once(
    app: Flask, edition: Edition, link: str, visitor: FlaskClient
) -> None:
    assert 'value="alice@example.org"' in visitor.get(link).text
    answer = visitor.post(link, data=CHOSEN)
    assert answer.location == "/editions/"
    assert visitor.get("/editions/").status_code == 200
    account = account_with("ALICE@example.org")
    assert account
    assert account.password_hash
    assert account.password_hash.startswith("$argon2id$")
    other = app.test_client()
    assert other.get(link).status_code == 404
    assert other.post(link, data=CHOSEN).status_code == 404


def test_looking_at_a_link_does_not_spend_it(link: str, visitor: FlaskClient) -> None:
    assert visitor.get(link).status_code == visitor.get(link).status_code == 200


def test_a_password_that_was_chosen_ends_all_links(
    app: Flask, edition: Edition, link: str, visitor: FlaskClient
) -> None:
    printed = run(app, "account", "link", "alice@example.org")
    second = "/welcome/" + printed.split("/welcome/")[1].strip()
    assert visitor.post(second, data=CHOSEN).status_code == 302
    assert app.test_client().get(link).status_code == 404


def test_a_lost_link_or_password_is_mended_by_a_new_link(
    app: Flask, password: None, edition: Edition, visitor: FlaskClient
) -> None:
    printed = run(app, "account", "link", "alice@example.org")
    new = CHOSEN | {"password": "battery staple", "again": "battery staple"}
    visitor.post("/welcome/" + printed.split("/welcome/")[1].strip(), data=new)
    form = {"email": "alice@example.org", "password": "battery staple"}
    assert app.test_client().post("/login", data=form).status_code == 302


def test_a_link_of_the_command_line_is_whole_where_the_site_knows_its_address(app: Flask, password: None) -> None:
    assert "put your site’s address before it: /welcome/" in run(app, "account", "link", "alice@example.org")
    app.config["SITE_URL"] = "https://example.org/name"
    assert "7 days: https://example.org/name/welcome/" in run(app, "account", "link", "alice@example.org")


@pytest.mark.parametrize("token", ["", "forged"])
def test_a_page_of_another_site_signs_nobody_out(token: str, app: Flask, alice: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    page = alice.get("/account/").text
    refused = alice.post("/logout", data={"csrf_token": token})
    assert (refused.status_code, "too old or incomplete" in refused.text) == (400, True)
    assert alice.get("/account/").status_code == 200
    own = page.partition('name="csrf_token" ')[2].partition('value="')[2].partition('"')[0]
    assert alice.post("/logout", data={"csrf_token": own}).location == "/"
    assert alice.get("/account/").location == "/login?next=/account/"


def test_signing_out_works_in_a_session_that_has_ended(app: Flask, visitor: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert visitor.post("/logout").location == "/"


def test_what_a_page_of_another_site_sends_without_the_cookie_leaves_the_cookie(app: Flask, alice: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert "Set-Cookie" not in app.test_client().post("/logout").headers
    assert alice.get("/account/").status_code == 200


def test_a_link_ends(link: str, visitor: FlaskClient) -> None:
    kept = db.session.query(SignInLink).one()
    kept.expires_at -= timedelta(days=8)
    db.session.commit()
    answer = visitor.get(link)
    assert answer.status_code == 404
    assert "ask an owner of the site for a new link" in answer.text


def test_a_used_link_and_the_others_of_its_account_are_gone_whatever_the_clock_does(
    app: Flask, link: str, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "/welcome/" + run(app, "account", "link", "alice@example.org").split("/welcome/")[1].strip()
    assert visitor.post(link, data=CHOSEN).status_code == 302
    monkeypatch.setattr("faimi.accounts.models.utc_now", lambda: utc_now() - timedelta(days=1))
    assert [app.test_client().get(used).status_code for used in (link, other)] == [404, 404]
    assert db.session.query(SignInLink).count() == 0


def test_links_are_not_kept_as_they_are(link: str) -> None:
    assert db.session.query(SignInLink).one().token_hash not in link


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"again": "something else"}, "The two passwords differ"),
        ({"email": "nobody"}, "Enter an e-mail address"),
        ({"email": "bob@example.org"}, "Another account has this e-mail address"),
    ],
)
def test_a_bad_choice_is_said_beside_its_field(
    changed: dict[str, str], words: str, bob: FlaskClient, link: str, visitor: FlaskClient
) -> None:
    answer = visitor.post(link, data=CHOSEN | changed)
    assert answer.status_code == 422
    assert words in answer.text
    assert visitor.get(link).status_code == 200


@pytest.fixture
def password(app: Flask) -> None:
    """Alice has a password."""
    run(app, "account", "add", "alice@example.org", "--password-stdin", typed=PASSWORD)


def test_a_person_signs_in_and_is_back_where_they_came_from(
    password: None, edition: Edition, visitor: FlaskClient
) -> None:
    asked = visitor.get("/2024-miccai/edit/").location
    assert asked == "/login?next=/2024-miccai/edit/"
    form = {"email": " Alice@example.org", "password": PASSWORD, "next": "/2024-miccai/edit/"}
    assert visitor.post("/login", data=form).location == "/2024-miccai/edit/"
    assert visitor.get("/2024-miccai/edit/").status_code == 200
    visitor.post("/logout")
    assert visitor.get("/2024-miccai/edit/").location == asked


@pytest.mark.parametrize(
    "next_",
    [
        "https://mallory.example.org/",
        "//mallory.example.org/",
        "/\\mallory.example.org",
        "/\t/mallory.example.org",
        "/a\r\nX: y",
        "javascript:x",
    ],
)
def test_sign_in_never_leads_to_another_site(
    next_: str, password: None, edition: Edition, visitor: FlaskClient
) -> None:
    form = {"email": "alice@example.org", "password": PASSWORD, "next": next_}
    assert visitor.post("/login", data=form).location == "/editions/"


def test_a_wrong_password_and_an_unknown_account_look_the_same(password: None, visitor: FlaskClient) -> None:
    wrong = visitor.post("/login", data={"email": "alice@example.org", "password": "wrong"})
    unknown = visitor.post("/login", data={"email": "bobby@example.org", "password": "wrong"})
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace("alice@", "bobby@") == unknown.text


def test_an_account_without_a_password_cannot_sign_in_with_one(link: str, visitor: FlaskClient) -> None:
    assert visitor.post("/login", data={"email": "alice@example.org", "password": "x" * 10}).status_code == 422


def test_guessing_is_rate_limited_whether_or_not_there_is_an_account(app: Flask, alice: FlaskClient) -> None:
    for guesser, email in (("192.0.2.1", "alice@example.org"), ("192.0.2.2", "nobody@example.org")):
        form, there = {"email": email, "password": "x"}, {"REMOTE_ADDR": guesser}
        tries = [app.test_client().post("/login", data=form, environ_base=there) for _ in range(11)]
        assert [answer.status_code for answer in tries] == [422] * 10 + [429]
        assert "Too many tries. Wait a few minutes, then try again." in tries[-1].text


@pytest.mark.parametrize(
    ("args", "typed", "words"),
    [
        (["alice"], "", "is not an e-mail address"),
        (["@"], "", "is not an e-mail address"),
        (["bob@example.org"], "", "There is already an account for bob@example.org."),
        (["alice@example.org", "--password-stdin"], "short\n", "Use at least 12 characters."),
    ],
)
def test_an_account_that_cannot_be_is_one_clear_line(
    app: Flask, bob: FlaskClient, args: list[str], typed: str, words: str
) -> None:
    result = app.test_cli_runner().invoke(args=["account", "add", *args], input=typed)
    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert db.session.query(Account).count() == 1


def test_setup_brings_in_the_sample_and_a_first_link_and_asks_nothing_again(app: Flask, visitor: FlaskClient) -> None:
    first = run(app, "setup")
    link = re.findall(r"/welcome/\S+", first)[0]
    assert "sample edition" in first
    visitor.post(link, data=CHOSEN)
    again = run(app, "setup")
    assert "sample edition" not in again
    assert "/welcome/" not in again
    assert db.session.query(Edition).count() == 1
    db.session.query(Edition).delete()  # as who removed and purged it did
    db.session.commit()
    assert "sample edition" not in run(app, "setup")


def test_setup_says_that_a_port_is_taken(app: Flask) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = app.test_cli_runner().invoke(args=["setup", "--port", port])
    assert result.exit_code == 1
    assert (
        result.stderr
        == f"Port {port} is taken by another program. Stop that program, or choose another port: make run PORT=5001\n"
    )


@pytest.mark.parametrize(
    "args", [["import", __file__], ["account", "add", "alice@example.org"], ["account", "link", "a@example.org"]]
)
def test_commands_on_a_site_that_is_not_set_up_say_so(args: list[str], tmp_path: Path) -> None:
    app = create_app({"INSTANCE_PATH": tmp_path})
    result = app.test_cli_runner().invoke(args=args)
    assert (result.exit_code, result.stderr) == (1, NOT_SET_UP)


def test_commands_on_tables_of_another_version_say_so(app: Flask) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = '0030'"))
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["export", "--all", "nowhere"])
    assert (result.exit_code, result.stderr) == (1, NOT_SET_UP)


@pytest.mark.parametrize("args", [["setup"], ["db", "upgrade"], ["export", "x"], ["account", "link", "a@example.org"]])
def test_commands_say_in_a_line_that_the_database_does_not_answer(args: list[str], tmp_path: Path) -> None:
    nowhere = f"sqlite:///{tmp_path}/none/faimi.sqlite"
    app = create_app({"INSTANCE_PATH": tmp_path, "SQLALCHEMY_DATABASE_URI": nowhere})
    result = app.test_cli_runner().invoke(args=args)
    assert result.exit_code == 1
    assert result.stderr.removeprefix("Error: ") == "The database does not answer: unable to open database file\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FAIMI_DATABASE_URL", "nonsense"),
        ("FAIMI_DATABASE_URL", "fortran://example.org/x"),
        ("FAIMI_INSTANCE", "/proc/self/x"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_a_line(
    name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIMI_INSTANCE", str(tmp_path))
    monkeypatch.setenv(name, value)
    with pytest.raises(ClickException, match=r"FAIMI_DATABASE_URL cannot be used|instance folder .* cannot be made"):
        create_app()
