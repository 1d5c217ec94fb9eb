"""What a former site answered, read of its checkout or of the folder that Jekyll made of it."""

from pathlib import Path

import pytest

from faimi.exchange.draft import PageError
from faimi.exchange.former_site import MAX_PAGE_BYTES, read_former_site

CHECKOUT = {
    "_config.yml": "exclude: [notes.txt, /drafts/]\n",
    "index.md": "---\nlayout: home\n---\n",
    "news.md": '---\nredirect_from: [/old-news, /n.html]\n---\n## One\n\n<a name="two"></a>\n',
    "2023/index.md": "---\ntitle: A\n---\n# Top\n",
    "talks.html": '---\npermalink: /programme/\n---\n<h2 id="talks">Talks</h2>',
    "plain.html": '<p id="p">',
    "gone.md": "---\npublished: false\n---\nx\n",
    "bad.md": "---\na: [\n---\n",
    "css/site.scss": "---\n---\nb {}",
    "README.md": "# Words",
    "assets/call.pdf": "%PDF",
    "_posts/2024-01-02-x.md": "---\n---\nx",
    "_layouts/x.html": "---\n---\n<p id=x>",
    "_site/y.html": "<p id=y>",
    "notes.txt": "x",
    "drafts/z.md": "---\n---\nz",
    "Gemfile": "x",
    ".git/config": "x",
}


def made(folder: Path, files: dict[str, str]) -> Path:
    """A folder with files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_a_checkout_tells_where_jekyll_puts_pages_anchors_and_files(tmp_path: Path) -> None:
    site = read_former_site(made(tmp_path, CHECKOUT))
    assert site.pages == {
        "": set(),
        "news.html": {"one", "two"},
        "old-news": set(),
        "n.html": set(),
        "2023/": {"top"},
        "programme/": {"talks"},
        "plain.html": {"p"},
        "bad.html": set(),
    }
    assert site.files == ["README.md", "assets/call.pdf", "css/site.css"]
    assert site.notes == [
        "The anchors of bad.md are not known: its front matter is not valid YAML (line 2).",
        "Jekyll alone knows the addresses of pages in _posts: build the site, and compare its _site.",
    ]


def test_pretty_permalinks_of_the_site_are_followed(tmp_path: Path) -> None:
    made(
        tmp_path,
        {
            "_config.yml": "permalink: pretty\nexclude: x.md",
            "x.md": "---\n---\nx",
            "a/b.md": "---\n---\nx",
            "404.md": "---\n---\nx",
        },
    )
    assert read_former_site(tmp_path).pages.keys() == {"404.html", "a/b/"}


def test_a_served_site_tells_all_that_it_holds(tmp_path: Path) -> None:
    made(tmp_path, {"a/index.html": "<p id=x><a name=y>", "b.htm": "", "_static/c.css": "x", ".d": "x"})
    (tmp_path / "binary.html").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "large.html").write_bytes(b" " * (MAX_PAGE_BYTES + 1))
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "a/up").symlink_to(tmp_path)
    site = read_former_site(tmp_path)
    assert site.pages == {"a/": {"x", "y"}, "b.htm": set(), "binary.html": set(), "large.html": set()}
    assert site.files == ["_static/c.css"]
    assert site.notes == [f"The anchors of {tmp_path}/large.html are not known: it has more than 10 MB."]


def test_a_folder_that_is_no_site_is_refused_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusal(folder: Path) -> str:
        with pytest.raises(PageError) as error:
            read_former_site(folder)
        return str(error.value).replace(str(tmp_path), "…")

    site = made(tmp_path / "site", {"a.txt": "x", "b.txt": "x"})
    assert refusal(tmp_path / "none").startswith("…/none is not a folder: name")
    assert refusal(site / "a.txt").startswith("…/site/a.txt is not a folder: name")
    assert refusal(site).startswith("…/site holds no page: name")
    made(site, {"_config.yml": "a: ["})
    assert refusal(site) == "…/site/_config.yml is not valid YAML."
    monkeypatch.setattr("faimi.exchange.former_site.MAX_FILES", 2)
    assert refusal(site) == "…/site holds more than 2 files: is it the folder of a site?"
    monkeypatch.setattr(
        "os.scandir", lambda path: (_ for _ in ()).throw(PermissionError(13, "Permission denied", path))
    )
    assert refusal(site) == "…/site cannot be read: Permission denied."
