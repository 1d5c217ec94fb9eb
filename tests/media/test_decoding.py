"""Pictures are decoded by a process of its own, within limits, and by two on a machine at most."""

import io
import json
import signal
from datetime import timedelta
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from faimi import create_app
from faimi.content import Edition
from faimi.content.now import utc_now
from faimi.editor import pictures
from faimi.extensions import db
from faimi.media import Picture, PictureError, Rendition, decoding, keep, picture_check, take_in
from tests.media.test_media import picture
from tests.samples import SAMPLES, first

KEYNOTE = "/2024-miccai/edit/keynote/1"


def run_instead(monkeypatch: pytest.MonkeyPatch, folder: Path, words: str) -> None:
    """Has this program run in place of the one that decodes."""
    program = folder / "instead.py"
    program.write_text(f"import json, os, resource, signal, sys\n{words}\n")
    monkeypatch.setattr(decoding, "PROGRAM", program)


def test_the_program_that_decodes_is_limited_and_knows_no_secret(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FAIMI_SECRET_KEY", "of the site")
    report = f"""
sys.path.insert(0, {str(decoding.PROGRAM.parent)!r})
import picture_check
job = json.loads(sys.stdin.readline())
picture_check.limit(job["seconds"], job["memory"])
limits = [resource.getrlimit(one) for one in (resource.RLIMIT_CPU, resource.RLIMIT_AS)]
limits.append(round(signal.getitimer(signal.ITIMER_PROF)[0], 1))
print(json.dumps({{"refused": json.dumps([limits, sorted(os.environ)])}}))"""
    run_instead(monkeypatch, tmp_path, report)
    with pytest.raises(PictureError) as told:
        take_in(b"")
    limits, names = json.loads(str(told.value))
    assert limits == [[2, 2], [300 * 1024**2] * 2, 1.8]
    assert {*names} <= {"PYTHONPATH", "MALLOC_ARENA_MAX", "LC_CTYPE"}


def test_what_takes_too_long_or_breaks_the_program_is_refused_in_words_and_nothing_is_stored(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for words, said in {
        "os.kill(os.getpid(), signal.SIGXCPU)": decoding.TOO_LONG,
        "os.kill(os.getpid(), signal.SIGPROF)": decoding.TOO_LONG,
        "os.abort()": decoding.DAMAGED,
        "sys.exit('broken')": decoding.DAMAGED,
    }.items():
        run_instead(monkeypatch, tmp_path, words)
        with pytest.raises(PictureError) as told:
            take_in(picture())
        assert str(told.value) == said
    monkeypatch.setattr(decoding, "MAX_SECONDS", 0.05)
    run_instead(monkeypatch, tmp_path, "signal.pause()")
    with pytest.raises(PictureError, match="takes too long"):
        take_in(picture())
    assert f"ended with {-signal.SIGABRT}" in caplog.text
    assert "broken" in caplog.text
    assert db.session.query(Picture).count() == 0


def test_more_memory_than_there_is_to_have_is_a_sentence(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_MEMORY_BYTES", 80 * 1024**2)
    with pytest.raises(PictureError, match="damaged or too large"):
        take_in(picture("PNG", (5000, 4000), compress_level=1))


def test_two_are_decoded_at_once_and_who_waits_too_long_is_told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_WAITING_SECONDS", 0.1)
    locks = [(Path(app.instance_path) / name).open("w") for name in decoding.SLOTS]
    flock(locks[0], LOCK_EX)
    assert take_in(picture())
    flock(locks[1], LOCK_EX)
    with pytest.raises(PictureError, match="Choose yours again"):
        take_in(picture())
    locks[0].close()
    assert take_in(picture())
    locks[1].close()


def test_half_of_the_threads_never_wait_for_a_picture(app: Flask) -> None:
    places = [decoding._places.acquire(blocking=False) for _ in range(decoding.MAX_OF_PROCESS)]
    with pytest.raises(PictureError, match="Choose yours again"):
        take_in(picture())
    for _ in places:
        decoding._places.release()
    assert (all(places), decoding.MAX_OF_PROCESS) == (True, 4)
    assert take_in(picture())


def test_a_picture_that_cannot_be_completed_keeps_no_site_from_its_setup(
    edition: Edition, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    taken = keep(picture())
    db.session.query(Rendition).filter_by(picture_id=taken.id, width=208).delete()
    db.session.commit()
    run_instead(monkeypatch, tmp_path, "sys.exit('broken')")
    assert runner.invoke(args=["setup"]).exit_code == 0
    db.session.refresh(taken)
    assert [one.width for one in taken.of_format("webp")] == [96, 160, 320, 640, 800]


def test_of_a_large_jpeg_no_more_is_decoded_than_is_of_use() -> None:
    whole, seen = picture_check._opened(picture("JPEG", (7700, 400)), 1280, 16_383)
    assert (whole, seen.size) == ((7700, 400), (1920, 100))


def test_a_full_quota_is_a_sentence_beside_the_field_and_the_texts_are_kept(
    app: Flask, edition: Edition, alice: FlaskClient, bob: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["PICTURE_QUOTA"] = (2, 100)

    def send(client: FlaskClient, name: str, data: bytes) -> tuple[int, str]:
        form = SAMPLES["keynote"] | {"speaker": name, "version": str(first("keynote").version)}
        answer = client.post(KEYNOTE, data=form | {"photo-file": (io.BytesIO(data), "me.png")})
        error = BeautifulSoup(answer.text, "lxml").select_one(".field-photo .error")
        return answer.status_code, error.get_text(" ", strip=True) if error else ""

    assert send(alice, "One", picture()) == (200, "")
    assert send(alice, "Two", b"no picture")[0] == 422
    status, said = send(alice, "Three", picture())
    assert status == 422
    assert "as many pictures as one account may in a day: 2, or 100 MB." in said
    assert send(bob, "Four", picture()) == (200, "")
    app.config["PICTURE_QUOTA"] = (50, 30)
    monkeypatch.setattr(pictures, "MEGABYTE", 10_000)
    assert "not a picture" in send(bob, "Five", bytes(145_000))[1]
    assert "a day: 50, or 30 MB." in send(bob, "Six", bytes(155_000))[1]


@pytest.mark.parametrize("quota", [(0, 100), (5, 20), 5, "many"])
def test_a_quota_that_is_none_is_said_at_the_start(quota: object, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"such as PICTURE_QUOTA = \(200, 1000\)"):
        create_app({"INSTANCE_PATH": tmp_path, "PICTURE_QUOTA": quota})


def test_pictures_of_forms_that_were_given_up_go_when_the_next_one_comes(edition: Edition, alice: FlaskClient) -> None:
    form = SAMPLES["keynote"] | {"speaker": "", "photo": "", "version": "1"}
    assert alice.post(KEYNOTE, data=form | {"photo-file": (io.BytesIO(picture()), "me.png")}).status_code == 422
    given_up = db.session.query(Picture).one()
    named = keep(picture(size=(50, 60)))
    first("keynote").photo = named.address
    for one in (given_up, named):
        one.taken_in_at = utc_now() - timedelta(days=8)
    db.session.commit()
    gone, stays, new = given_up.id, named.id, picture(size=(30, 40))
    db.session.execute(db.text("DELETE FROM rate_limit"))  # it is tomorrow
    db.session.commit()
    assert alice.post(KEYNOTE, data=form | {"photo-file": (io.BytesIO(new), "me.png")}).status_code == 422
    left = {*db.session.scalars(db.select(Picture.id))}
    assert (gone in left, stays in left, len(left)) == (False, True, 2)
