"""Pictures: taken in once, checked, re-rendered."""

import io
import struct
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from PIL import ExifTags, Image, ImageCms
from pillow_heif import register_heif_opener

from faimi.content import Edition
from faimi.content.keynotes import Keynote
from faimi.content.page import load_page
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from faimi.history import Revision
from faimi.media import Picture, PictureError, Rendition, keep, take_in
from faimi.media.decoding import WIDTHS
from tests.samples import SAMPLES, first

register_heif_opener()  # which writes HEIC, too
RED, BLUE = (200, 20, 20), (20, 20, 200)


def picture(format_: str = "PNG", size: tuple[int, int] = (800, 400), mode: str = "RGB", **options: Any) -> bytes:
    """A picture that is red on the left and blue on the right."""
    image = Image.new(mode, size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return encoded(image, format_, **options)


def encoded(image: Image.Image, format_: str = "PNG", **options: Any) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def opened(rendition: Rendition) -> Image.Image:
    """A rendition as a picture."""
    return Image.open(io.BytesIO(rendition.data))


def near(pixel: Any, colour: tuple[int, int, int]) -> bool:
    """Whether a pixel has about this colour."""
    return all(abs(one - other) < 30 for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "WEBP", "AVIF", "HEIF"])
def test_a_picture_is_drawn_in_several_widths_and_a_fallback(app: Flask, format_: str) -> None:
    taken = take_in(picture(format_))
    assert (taken.width, taken.height) == (800, 400)
    assert [one.width for one in taken.of_format("webp")] == [96, 160, 208, 320, 640, 800]
    assert [(one.width, one.height) for one in taken.of_format("jpeg")] == [(640, 320)]
    for one in taken.renditions:
        image = opened(one)
        assert image.format == {"webp": "WEBP", "jpeg": "JPEG"}[one.format]
        assert image.size == (one.width, one.height)
        assert near(image.convert("RGB").getpixel((5, 5)), RED)


def test_the_colours_are_those_that_the_pictures_own_profile_means(app: Flask) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    turned = profile.replace(b"rXYZ", b"?", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"?", b"bXYZ", 1)
    for format_, mode in (("JPEG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGB")):
        taken = take_in(picture(format_, mode=mode, icc_profile=turned))
        for one in taken.renditions:
            assert near(opened(one).convert("RGB").getpixel((5, 5)), RED[::-1]), (format_, mode)
            assert "icc_profile" not in opened(one).info


@pytest.mark.parametrize("profile", [b"broken", b"\0" * 200])
def test_a_profile_that_cannot_be_read_costs_no_picture(app: Flask, profile: bytes) -> None:
    taken = take_in(picture("JPEG", icc_profile=profile))
    assert near(opened(taken.renditions[0]).convert("RGB").getpixel((5, 5)), RED)


def test_a_large_picture_is_not_kept_wider_than_it_is_ever_shown(app: Flask) -> None:
    assert max(one.width for one in take_in(picture(size=(3000, 30))).renditions) == max(WIDTHS)


def test_setup_renders_pictures_in_widths_there_were_not_when_they_were_taken_in(
    edition: Edition, runner: FlaskCliRunner
) -> None:
    taken, small = keep(picture(size=(1300, 650))), keep(picture(size=(960, 30)))
    whole = [(one.width, one.height) for one in taken.of_format("webp")]
    db.session.query(Rendition).filter(Rendition.width.in_([208, 960]), Rendition.picture_id == taken.id).delete()
    db.session.commit()
    assert "Rendered 1 picture in sizes that were missing.\n" in runner.invoke(args=["setup"]).output
    db.session.refresh(taken)
    assert whole == [(one.width, one.height) for one in taken.of_format("webp")]
    assert near(opened(taken.of_format("webp")[5]).convert("RGB").getpixel((5, 5)), RED)
    assert [one.width for one in small.of_format("webp")] == [96, 160, 208, 320, 640, 960]
    assert "Rendered" not in runner.invoke(args=["setup"]).output


@pytest.mark.parametrize(
    ("size", "fits"), [((800, 400), (300, 150)), ((200, 800), (100, 400)), ((30, 20), (30, 20)), ((9000, 1), (300, 1))]
)
def test_a_picture_fits_into_its_box_and_never_grows(size: tuple[int, int], fits: tuple[int, int]) -> None:
    assert Picture(width=size[0], height=size[1]).within(300, 400) == fits


@pytest.mark.parametrize(("width", "widest"), [(80, 160), (81, 208), (320, 640), (700, 800)])
def test_no_screen_is_offered_more_than_two_pixels_for_one_of_css(app: Flask, width: int, widest: int) -> None:
    assert take_in(picture()).sharp_at(width)[-1].width == widest


@pytest.mark.parametrize(("width", "narrowest"), [(72, 96), (160, 160), (220, 208), (640, 320), (2500, 320)])
def test_no_page_names_widths_that_no_screen_would_take(app: Flask, width: int, narrowest: int) -> None:
    assert take_in(picture()).sharp_at(width)[0].width == narrowest


@pytest.mark.parametrize("format_", ["JPEG", "HEIF"])  # HEIF says twice which way is up, and means it once
def test_metadata_is_left_out_and_the_picture_turned_upright(app: Flask, format_: str) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Artist] = "call 555-0100"
    taken = take_in(picture(format_, exif=exif.tobytes()))
    assert (taken.width, taken.height) == (400, 800)
    for one in taken.renditions:
        assert not opened(one).getexif()
        assert b"555" not in one.data
        assert near(opened(one).convert("RGB").getpixel((5, 5)), RED)
        assert near(opened(one).convert("RGB").getpixel((5, one.height - 5)), BLUE)


def test_what_is_transparent_lies_on_white(app: Flask) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert near(opened(take_in(out.getvalue()).renditions[0]).convert("RGB").getpixel((5, 5)), (255, 255, 255))


def test_the_first_page_of_a_pdf_is_a_picture(app: Flask) -> None:
    document, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(400, 200)
    document.save(out)
    document.close()
    taken = take_in(out.getvalue())
    assert (taken.width, taken.height) == (1280, 640)


def test_the_same_picture_in_another_file_is_the_same(app: Flask) -> None:
    assert take_in(picture()).id == take_in(picture(compress_level=0)).id
    db.session.commit()
    assert db.session.query(Picture).count() == 1


def test_a_grey_of_16_bits_stays_grey(app: Flask) -> None:
    out = io.BytesIO()
    Image.new("I;16", (20, 20), 30_000).save(out, "PNG")
    pixel = opened(take_in(out.getvalue()).renditions[0]).convert("RGB").getpixel((5, 5))
    assert near(pixel, (117, 117, 117))


def test_the_same_file_is_one_picture(app: Flask) -> None:
    assert take_in(picture()) is take_in(picture())
    db.session.commit()
    assert db.session.query(Picture).count() == 1


HEIF = picture("HEIF")
PROGRESSIVE = picture("JPEG", (80, 40), progressive=True)
LAST_SCAN = PROGRESSIVE[PROGRESSIVE.rindex(b"\xff\xda") : -2]
BAD = {
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "choose a PNG"),
    "gif": (picture("GIF", mode="RGB"), "choose a PNG"),
    "html": (b"<html><script>alert(1)</script></html>", "choose a PNG"),
    "empty": (b"", "choose a PNG"),
    "truncated": (picture("PNG", (900, 900))[:600], "damaged or too large"),
    "truncated heic": (picture("HEIF", (900, 900))[:-60], "damaged"),
    "heic with another middle": (HEIF.replace(b"hvcC", b"hvcX"), "damaged"),
    "heic that says it is small": (
        HEIF.replace(struct.pack(">II", 800, 400), struct.pack(">II", 8, 4)),
        "damaged or too large",
    ),
    "heic bomb": (
        HEIF.replace(struct.pack(">II", 800, 400), struct.pack(">II", 9_400, 5_600)),
        "million pixels",
    ),
    "scans": (PROGRESSIVE[:-2] + LAST_SCAN * 91 + PROGRESSIVE[-2:], "damaged or too large"),
    "pdf": (b"%PDF-1.7 nothing", "This PDF cannot be read"),
    "large": (b"x" * (20 * 1024 * 1024 + 1), "21 MB; a picture may be up to 20 MB."),
    "a needle": (picture("PNG", (20, 17_000)), "16,383 pixels"),
    "bomb": (encoded(Image.new("1", (20_000, 4_000))), "million pixels"),
}


@pytest.mark.parametrize("bad", BAD)
def test_what_is_no_picture_is_refused_in_words_and_nothing_is_stored(app: Flask, bad: str) -> None:
    data, words = BAD[bad]
    with pytest.raises(PictureError, match=words):
        take_in(data)
    db.session.commit()
    assert db.session.query(Picture).count() == 0


def test_a_polyglot_file_is_drawn_anew_without_its_other_half(app: Flask) -> None:
    taken = take_in(picture("JPEG") + b"<script>alert(1)</script>")
    assert all(b"<script>" not in one.data for one in taken.renditions)


def test_a_rendition_may_be_kept_for_ever(app: Flask, visitor: FlaskClient) -> None:
    taken = take_in(picture())
    db.session.commit()
    answer = visitor.get(f"/media/{taken.renditions[0].name}")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == f"image/{taken.renditions[0].format}"
    assert visitor.get("/media/none.webp").status_code == 404


def test_a_photo_is_uploaded_shown_and_removed(edition: Edition, alice: FlaskClient, visitor: FlaskClient) -> None:
    keynote = db.session.query(Keynote).filter_by(speaker="Dr. Mercy Asiedu").one()
    path = f"/2024-miccai/edit/keynote/{keynote.number}"
    form = SAMPLES["keynote"] | {"photo": "", "version": "1"}
    answer = alice.post(path, data=form | {"photo-file": (io.BytesIO(picture()), "me.png")})
    assert answer.status_code == 200
    taken = db.session.query(Picture).one()
    assert keynote.photo == taken.address
    shown = visitor.get("/2024-miccai/").text
    assert shown.count('width="160" height="80"') == 2  # beside the abstract and in the schedule
    assert taken.address in alice.get(f"{path}/form").text
    alice.post(path, data=form | {"photo": taken.address, "version": "2", "photo-remove": "yes"})
    assert keynote.photo == ""


def test_the_part_of_a_photo_to_keep_is_chosen_shown_and_remembered(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    keynote = db.session.query(Keynote).filter_by(speaker="Dr. Mercy Asiedu").one()
    path = f"/2024-miccai/edit/keynote/{keynote.number}"
    form = SAMPLES["keynote"] | {"photo": "", "version": "1"}
    answer = alice.post(path, data=form | {"crop": "0", "photo-file": (io.BytesIO(picture()), "me.png")})
    assert (answer.status_code, keynote.crop) == (200, 0)
    assert visitor.get("/2024-miccai/").text.count('class="portrait crop-0"') == 2  # in the schedule too
    assert visitor.get("/2024-miccai/edition.json").get_json()["keynotes"][0]["crop"] == 0
    revision = db.session.query(Revision).order_by(Revision.id.desc()).first()
    assert revision
    assert (
        revision.before[f"keynote-{keynote.number}"]["crop"],
        revision.after[f"keynote-{keynote.number}"]["crop"],
    ) == (
        50,
        0,
    )
    assert '<option selected value="0">' in alice.get(f"{path}/form").text
    assert alice.post(path, data=form | {"version": "2", "crop": "30"}).status_code == 422


def test_an_organizer_has_a_photo_and_the_others_their_initials(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    one = first("organizer")
    form = SAMPLES["organizer"] | {"photo": "", "version": "1", "photo-file": (io.BytesIO(picture()), "me.png")}
    answer = alice.post(f"/2024-miccai/edit/organizer/{one.number}", data=form)
    assert answer.status_code == 200
    assert first("organizer").photo == db.session.query(Picture).one().address
    rows = BeautifulSoup(visitor.get("/2024-miccai/").text, "lxml").select(".organizer")
    (photo,) = rows[0].select(".portrait.crop-25 img")
    assert photo["width"] == "72"
    assert [row.select_one(".portrait").get_text(strip=True) for row in rows[1:3]] == ["AK", "BG"]  # type: ignore[union-attr]
    others = BeautifulSoup(alice.get("/2024-miccai/edit/").text, "lxml").select(".organizer")[1:]
    assert [row for row in others if row.select(".portrait")] == []  # where a photo is offered


def test_a_picture_that_nothing_is_said_of_keeps_everything_typed_until_it_is(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    form = SAMPLES["text"] | {"body": "Typed for long", "version": "1"}
    path = "/2024-miccai/edit/text/1"
    answer = alice.post(path, data=form | {"picture-file": (io.BytesIO(picture()), "tree.png")})
    tree, taken = BeautifulSoup(answer.text, "lxml"), db.session.query(Picture).one()
    assert answer.status_code == 422
    assert tree.select_one(".field-alt .error")
    assert "Typed for long" in answer.text
    assert tree.select("input[name=picture]")[0]["value"] == taken.address
    assert alice.post(path, data=form | {"picture": taken.address, "decorative": "y"}).status_code == 200
    figure = BeautifulSoup(visitor.get("/2024-miccai/").text, "lxml").select("#text-1 .figure img")
    assert [image["alt"] for image in figure] == [""]
    again = BeautifulSoup(alice.get(f"{path}/form").text, "lxml")
    assert again.select("input[name=decorative][checked]")


def test_a_description_and_a_tick_that_say_the_opposite_are_shown_to_the_second_person(
    edition: Edition, alice: FlaskClient
) -> None:
    form = SAMPLES["text"] | {"picture": "/assets/p.png", "version": "1"}
    alice.post("/2024-miccai/edit/text/1", data=form | {"alt": "A tree"})
    answer = alice.post("/2024-miccai/edit/text/1", data=form | {"decorative": "y"})
    assert answer.status_code == 422
    tree = BeautifulSoup(answer.text, "lxml")
    assert tree.select("input[name=decorative][checked]")
    assert tree.select("input[name=alt][value='A tree']")
    assert (
        "You changed this meanwhile, outside this form. Together the two changes are not valid yet." in tree.get_text()
    )
    assert not tree.select(".field-decorative .theirs")


def test_a_collision_over_the_part_to_keep_shows_it_in_words(edition: Edition, alice: FlaskClient) -> None:
    form = SAMPLES["keynote"] | {"version": "1"}
    alice.post("/2024-miccai/edit/keynote/1", data=form | {"crop": "0"})
    answer = alice.post("/2024-miccai/edit/keynote/1", data=form | {"crop": "100"})
    theirs = BeautifulSoup(answer.text, "lxml").select_one(".field-crop .clash")
    assert theirs
    assert theirs.select(".their-text")[0].text == "Top or left"
    assert [str(one["value"]) for one in theirs.select("[name=crop-stands]")] == ["now", "typed"]


@pytest.mark.parametrize("photo", ["", "/assets/old.jpg"])
def test_a_bad_file_is_said_beside_its_field_and_the_texts_are_kept(
    photo: str, edition: Edition, alice: FlaskClient
) -> None:
    form = SAMPLES["keynote"] | {"photo": photo, "version": "1", "photo-file": (io.BytesIO(b"no picture"), "me.png")}
    answer = alice.post("/2024-miccai/edit/keynote/1", data=form)
    assert answer.status_code == 422
    assert "This is not a picture that can be shown" in answer.text
    assert "A Speaker" in answer.text


def test_a_form_with_another_mistake_keeps_its_picture(edition: Edition, alice: FlaskClient) -> None:
    form = SAMPLES["keynote"] | {"speaker": "", "version": "1", "photo-file": (io.BytesIO(picture()), "me.png")}
    answer = alice.post("/2024-miccai/edit/keynote/1", data=form)
    assert answer.status_code == 422
    assert f'value="{db.session.query(Picture).one().address}"' in answer.text


def test_pictures_come_in_with_their_page(app: Flask, tmp_path: Path, visitor: FlaskClient) -> None:
    (tmp_path / "site/assets").mkdir(parents=True)
    (tmp_path / "site/assets/me.png").write_bytes(picture())
    (tmp_path / "secret.png").write_bytes(picture("JPEG"))
    (tmp_path / "site/assets/link.png").symlink_to(tmp_path / "secret.png")
    page = tmp_path / "2031.md"
    heads = ["/assets/me.png", "/assets/none.png", "/../secret.png", "/assets/link.png"]
    names = ("Ann Lee", "Bob Roe", "Cy Dunn", "Di Eck")
    keynotes = "\n\n".join(f"### {n}\n\n![s]({path}) A bio." for n, path in zip(names, heads, strict=True))
    page.write_text(f"---\ntitle: T\n---\n## Keynotes\n\n{keynotes}\n")
    report = import_pages([page], replace=False, assets=tmp_path / "site")[0]
    assert [row.photo for row in db.session.query(Keynote).order_by(Keynote.id)] == [
        db.session.query(Picture).one().address,
        *heads[1:],
    ]
    assert "/assets/none.png was not imported: No such file or directory" in report
    assert report.count("it lies outside of the assets folder") == 2
    assert load_page("2031")
    assert "<picture>" in visitor.get("/2031/").text
