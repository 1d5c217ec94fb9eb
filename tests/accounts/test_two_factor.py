"""The second factor: Mallory, who knows Bob's password, gets in by no door."""

import re
import time

import pyotp
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from faimi.accounts import two_factor
from faimi.accounts.models import Account, account_with, make_link
from faimi.accounts.two_factor import STEP_SECONDS, RecoveryCode, sealing
from faimi.content import Edition
from faimi.extensions import db
from tests.accounts.test_admin import id_of, link_in
from tests.accounts.test_profile import NEW, is_in, noted, sign_in
from tests.conftest import PASSWORD, SLUG
from tests.samples import SAMPLES

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(steps: int = 0) -> str:
    """The code that Bob's app shows now, or some steps from now."""
    return pyotp.TOTP(SECRET).at(int(time.time()) + steps * STEP_SECONDS)


@pytest.fixture
def codes(bob: FlaskClient) -> list[str]:
    """Bob has a second factor; these are his recovery codes."""
    account = account_with("bob@example.org")
    assert account
    codes = two_factor.switch_on(account, SECRET, 0)
    db.session.commit()
    return codes


def test_bob_switches_it_on_and_gets_recovery_codes_once(bob: FlaskClient) -> None:
    page = BeautifulSoup(bob.get("/account/second-factor/").text, "lxml")
    secret = str(page.select_one("[name=secret]")["value"])  # type: ignore[index]  # it is there
    assert page.select_one("svg.qr path")
    assert "style=" not in str(page)
    link = str(page.select_one("a[href^=otpauth]")["href"])  # type: ignore[index]  # it is there
    assert secret in link
    assert secret == page.select_one(".secret").text.replace(" ", "")  # type: ignore[union-attr]  # it is there
    now = pyotp.TOTP(secret).now()
    form = {"secret": secret, "password": PASSWORD, "code": f"{now[:3]} {now[3:]}"}
    assert bob.post("/account/second-factor/", data=form | {"secret": "short"}).status_code == 400
    shown = bob.post("/account/second-factor/", data=form).text
    codes = re.findall(r"(?:[a-z2-7]{4}-){5}[a-z2-7]{4}", shown)
    assert len(codes) == 8
    assert codes[0] not in bob.get("/account/").text
    assert "8 recovery codes are left" in bob.get("/account/").text
    assert not set(codes) & set(db.session.scalars(select(RecoveryCode.code_hash)))
    assert bob.get("/account/second-factor/").status_code == 404
    assert "Switched the second factor on" in noted()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"code": "000000"}, "This is not the current code."),
        ({"code": "٠٠٠٠٠٠"}, "This is not the current code."),
        ({"password": "wrong"}, "This is not your password."),
    ],
)
def test_it_is_switched_on_only_by_who_has_password_and_app(
    changed: dict[str, str], words: str, bob: FlaskClient
) -> None:
    form = {"secret": SECRET, "password": PASSWORD, "code": code()} | changed
    answer = bob.post("/account/second-factor/", data=form)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert db.session.query(Account).one().totp_secret is None


def test_the_password_alone_does_not_let_mallory_in(codes: list[str], edition: Edition, visitor: FlaskClient) -> None:
    form = {"email": "bob@example.org", "password": PASSWORD, "next": "/account/"}
    assert visitor.post("/login", data=form).location == "/login/code?next=/account/"
    assert not is_in(visitor)
    assert visitor.get(f"/{SLUG}/edit/").status_code == 303
    assert visitor.post("/login/code", data={"code": "000000"}).status_code == 422
    assert not is_in(visitor)
    assert noted()[-1] == "Wrong code"


def test_bob_gives_the_code_and_is_back_where_he_came_from(codes: list[str], visitor: FlaskClient) -> None:
    visitor.post("/login", data={"email": "bob@example.org", "password": PASSWORD})
    given = {"code": f"{code()[:3]} {code()[3:]}", "next": "/account/"}
    assert visitor.post("/login/code", data=given).location == "/account/"
    assert is_in(visitor)
    assert noted()[-1].endswith(", by password and code")


def test_a_code_works_once(app: Flask, codes: list[str]) -> None:
    given = {"code": code()}
    for status in (302, 422):
        client = sign_in(app, "bob")
        assert client.post("/login/code", data=given).status_code == status
        assert is_in(client) == (status == 302)


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 302), (1, 302), (2, 422)])
def test_a_clock_may_differ_by_half_a_minute(steps: int, status: int, app: Flask, codes: list[str]) -> None:
    assert sign_in(app, "bob").post("/login/code", data={"code": code(steps)}).status_code == status


def test_a_recovery_code_works_once_in_place_of_the_app(app: Flask, codes: list[str], bob: FlaskClient) -> None:
    given = {"code": codes[0].upper().replace("-", " ")}
    assert sign_in(app, "bob").post("/login/code", data=given).status_code == 302
    assert sign_in(app, "bob").post("/login/code", data=given).status_code == 422
    assert "7 recovery codes are left" in bob.get("/account/").text


def test_alices_recovery_code_is_not_good_for_bob(app: Flask, codes: list[str], alice: FlaskClient) -> None:
    account = account_with("alice@example.org")
    assert account
    hers = two_factor.switch_on(account, SECRET, 0)
    db.session.commit()
    assert sign_in(app, "bob").post("/login/code", data={"code": hers[0]}).status_code == 422


def test_guessing_codes_is_rate_limited_for_the_account(app: Flask, codes: list[str]) -> None:
    tries = [sign_in(app, "bob").post("/login/code", data={"code": "000000"}).status_code for _ in range(6)]
    assert tries == [422] * 5 + [429]


@pytest.mark.parametrize("seconds", [301, -60])
def test_who_waits_too_long_with_the_code_or_sets_the_clock_back_starts_again(
    seconds: int, app: Flask, codes: list[str]
) -> None:
    client = sign_in(app, "bob")
    with client.session_transaction("/login") as session:
        session["pending_account"][1] -= seconds
        session.modified = True
    assert client.post("/login/code", data={"code": code()}).location == "/login"
    assert not is_in(client)


def test_nobody_gives_a_code_before_the_password(codes: list[str], visitor: FlaskClient) -> None:
    assert visitor.post("/login/code", data={"code": code()}).location == "/login"


def test_a_sign_in_in_the_editor_is_no_way_around_it(codes: list[str], edition: Edition, visitor: FlaskClient) -> None:
    path, typed = f"/{SLUG}/edit/paper/1", SAMPLES["paper"] | {"version": "1", "title": "Typed"}
    asked = visitor.post(path, data=typed | {"sign_in_email": "bob@example.org", "sign_in_password": PASSWORD})
    assert asked.status_code == 401
    assert "sign_in_code" in asked.text
    assert "sign_in_password" not in asked.text
    assert 'value="Typed"' in asked.text
    assert visitor.get(f"/{SLUG}/edit/").status_code == 303
    wrong = visitor.post(path, data=typed | {"sign_in_code": "000000"})
    assert (wrong.status_code, "This code is wrong" in wrong.text) == (401, True)
    both = {"sign_in_code": "000000", "sign_in_email": "bob@example.org", "sign_in_password": PASSWORD}
    assert visitor.post(path, data=typed | both).status_code == 401
    back = visitor.post(path, data=typed | {"sign_in_code": code()})
    assert back.status_code == 422
    assert 'value="Typed"' in back.text
    assert visitor.post(path, data=typed).status_code == 200


def test_a_code_alone_opens_nothing_in_the_editor(codes: list[str], edition: Edition, visitor: FlaskClient) -> None:
    typed = SAMPLES["paper"] | {"version": "1", "sign_in_code": code()}
    assert visitor.post(f"/{SLUG}/edit/paper/1", data=typed).status_code == 401
    assert not is_in(visitor)


def test_a_one_time_link_is_no_way_around_it(app: Flask, codes: list[str], visitor: FlaskClient) -> None:
    bob = account_with("bob@example.org")
    assert bob
    link = make_link(bob)
    db.session.commit()
    form = {"password": NEW, "again": NEW}
    assert visitor.post(link, data=form).status_code == 422
    assert "This code is wrong" in visitor.post(link, data=form | {"code": "000000"}).text
    assert not is_in(visitor)
    sign_in(app, "bob", PASSWORD)
    assert visitor.post(link, data=form | {"code": code()}).status_code == 302
    assert is_in(visitor)


def test_the_server_lets_an_owner_in_who_lost_everything(app: Flask, codes: list[str], visitor: FlaskClient) -> None:
    args = ["account", "link", "bob@example.org", "--without-second-factor"]
    link = link_in(app.test_cli_runner().invoke(args=args).output)
    assert visitor.post(link, data={"password": NEW, "again": NEW}).status_code == 302
    assert is_in(visitor)
    assert noted()[0] == "Made a sign-in link for bob@example.org, without second factor"


@pytest.mark.parametrize("path", ["codes", "off"])
def test_the_password_is_asked_for_again(path: str, codes: list[str], bob: FlaskClient) -> None:
    answer = bob.post(f"/account/second-factor/{path}", data={"password": "wrong"})
    assert (answer.status_code, "This is not your password." in answer.text) == (422, True)
    assert sealing.open_secret(db.session.query(Account).one()) == SECRET
    assert db.session.query(RecoveryCode).count() == 8


def test_new_recovery_codes_replace_the_old_ones(app: Flask, codes: list[str], bob: FlaskClient) -> None:
    bob.post("/account/second-factor/codes", data={"password": PASSWORD})
    assert db.session.query(RecoveryCode).count() == 8
    assert sign_in(app, "bob").post("/login/code", data={"code": codes[0]}).status_code == 422


def test_it_is_switched_off(app: Flask, codes: list[str], bob: FlaskClient) -> None:
    assert bob.post("/account/second-factor/off", data={"password": PASSWORD}).location == "/account/"
    assert is_in(sign_in(app, "bob"))
    assert db.session.query(RecoveryCode).count() == 0
    assert noted()[-2] == "Switched the second factor off"


def test_alice_switches_it_off_for_bob_who_lost_everything(
    app: Flask, codes: list[str], alice: FlaskClient, bob: FlaskClient
) -> None:
    path = f"/people/{id_of('bob')}/second-factor"
    assert bob.post(path).status_code == 403
    assert "Make sure who is asking." in alice.get(f"/people/{id_of('bob')}/").text
    alice.post(path)
    assert is_in(sign_in(app, "bob"))
    assert "Switched off the second factor of bob@example.org" in noted()


@pytest.mark.parametrize("by", ["setup", "a code"])
def test_a_secret_of_a_former_version_goes_on_working_and_is_sealed(by: str, app: Flask, bob: FlaskClient) -> None:
    account = db.session.query(Account).one()
    account.totp_secret = SECRET
    db.session.commit()
    if by == "setup":
        assert app.test_cli_runner().invoke(args=["setup"]).exit_code == 0
        db.session.expire_all()
        assert account.totp_secret.startswith(sealing.MARK)
    assert sign_in(app, "bob").post("/login/code", data={"code": code()}).status_code == 302
    assert account.totp_secret.startswith(sealing.MARK)
    assert SECRET not in account.totp_secret
    assert sealing.open_secret(account) == SECRET


def test_a_secret_is_read_by_the_sites_own_key_and_for_its_own_account_alone(
    app: Flask, codes: list[str], alice: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    of_bob, of_alice = (account_with(f"{name}@example.org") for name in ("bob", "alice"))
    assert of_bob
    assert of_alice
    of_alice.totp_secret = of_bob.totp_secret
    db.session.commit()
    assert sealing.unreadable() == ["alice@example.org"]
    assert sign_in(app, "alice").post("/login/code", data={"code": code()}).status_code == 422
    app.config["SECRET_KEY"] = "the key of another machine"
    assert sealing.unreadable() == ["alice@example.org", "bob@example.org"]
    assert sign_in(app, "bob").post("/login/code", data={"code": code()}).status_code == 422
    assert "flask account link bob@example.org --without-second-factor" in caplog.text
    assert sign_in(app, "bob").post("/login/code", data={"code": codes[0]}).status_code == 302
