"""Lesson packs: what is written is opened again, and a pack that attacks is refused by name with nothing kept."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from anatomy_viewer.content.own_lessons import own_lessons_folder
from anatomy_viewer.content.pack_entries import MOST_ENTRIES
from anatomy_viewer.content.pack_files import open_pack, opened, pack_lessons
from anatomy_viewer.content.pack_writing import write_pack
from anatomy_viewer.content.paths import packs_dir
from anatomy_viewer.content.problem_words import sentence
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Lesson
from tests.small_atlas import CHINESE, LESSON

NAME = "mine"


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\0\0" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


TEXT = LESSON.replace("\n\n```scene", "\n\n![What it shows](figures/a.png)\n\n```scene", 1)
SOUND: dict[str, str | bytes] = {
    "LICENSE": "CC BY 4.0", f"{NAME}.md": TEXT, f"{NAME}.zh.md": CHINESE, "figures/a.png": png(),
}  # fmt: skip


def pack(folder: Path, files: dict[str, str | bytes], name: str = "gift.avpack") -> Path:
    with ZipFile(folder / name, "w", ZIP_DEFLATED) as archive:
        for entry, content in files.items():
            archive.writestr(entry, content)
    return folder / name


def refusal(path: Path, atlas: Atlas) -> ContentError:
    """Why it is refused; nothing is left of it, neither in the packs' folder nor around it."""
    before = set(path.parent.rglob("*"))
    with pytest.raises(ContentError) as caught:
        open_pack(path, packs_dir(), atlas, ["l01_small"])
    assert opened(packs_dir()) == []
    assert not packs_dir().exists() or list(packs_dir().iterdir()) == []
    assert set(path.parent.rglob("*")) == before
    chinese = sentence(caught.value, "zh")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
    return caught.value


@pytest.fixture
def written(tmp_path: Path, small_atlas: Atlas) -> Path:
    """A pack of a lesson with a translation, a figure and its licence."""
    folder = tmp_path / "work"
    for name, content in SOUND.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return write_pack([folder / f"{NAME}.md"], tmp_path / "gift", small_atlas)


def test_a_pack_brings_its_lessons_figures_translations_and_licence(
    written: Path, small_atlas: Atlas, small_lessons: Mapping[str, Lesson]
) -> None:
    assert written.name == "gift.avpack"
    got = open_pack(written, packs_dir(), small_atlas, [])
    assert (got.name, list(got.lessons)) == ("gift", [NAME])
    assert set(got.lessons[NAME].texts) == {"en", "zh"}
    assert (got.folder / "figures/a.png").read_bytes() == png()
    assert (got.folder / "LICENSE").read_text() == "CC BY 4.0"
    again = pack_lessons(packs_dir(), small_atlas, small_lessons.values())
    assert (list(again.lessons), again.problems) == ([NAME], ())


def test_the_same_lessons_give_the_same_bytes(written: Path, tmp_path: Path, small_atlas: Atlas) -> None:
    other = write_pack([tmp_path / "work" / f"{NAME}.zh.md"], tmp_path / "other.zip", small_atlas)
    assert other.read_bytes() == written.read_bytes()


def test_a_lesson_is_not_given_away_without_a_licence_or_under_a_shipped_name(
    written: Path, tmp_path: Path, small_atlas: Atlas
) -> None:
    (tmp_path / "work/LICENSE").unlink()
    with pytest.raises(ContentError, match="licence of the lessons is not said"):
        write_pack([tmp_path / "work" / f"{NAME}.md"], tmp_path / "b", small_atlas)
    said = write_pack([tmp_path / "work" / f"{NAME}.md"], tmp_path / "b", small_atlas, "CC0")
    assert ZipFile(said).read("LICENSE") == b"CC0\n"
    (tmp_path / "work" / "l04_journey.md").write_text(LESSON)
    with pytest.raises(ContentError, match="has this name already"):
        write_pack([tmp_path / "work" / "l04_journey.md"], tmp_path / "c", small_atlas, "CC0")
    assert not (tmp_path / "c.avpack").exists()


def test_a_newer_pack_takes_the_place_of_the_old_one_and_a_namesake_does_not(
    tmp_path: Path, small_atlas: Atlas
) -> None:
    open_pack(pack(tmp_path, SOUND), packs_dir(), small_atlas, [])
    newer = SOUND | {f"{NAME}.md": TEXT.replace("The small head", "The newer head")}
    got = open_pack(pack(tmp_path, newer, "gift (1).avpack"), packs_dir(), small_atlas, [])
    assert [path.name for path in opened(packs_dir())] == ["gift"]
    assert got.lessons[NAME].text("en").title == "The newer head"
    namesake = {"LICENSE": "CC0", "other.md": LESSON}
    assert open_pack(pack(tmp_path, namesake), packs_dir(), small_atlas, []).name == "gift-2"
    with pytest.raises(ContentError, match=r"'mine.md' is in the pack 'gift' too"):
        open_pack(pack(tmp_path, SOUND, "third.avpack"), packs_dir(), small_atlas, [])
    assert len(opened(packs_dir())) == 2


SVG = "<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>"
# What is added to a sound pack → the entry that is named, and why.
ATTACKS: list[tuple[dict[str, str | bytes], str]] = [
    ({"../evil.md": LESSON}, "'../evil.md' leads out of the pack's folder."),
    ({"figures/../../evil.png": png()}, "'figures/../../evil.png' leads out of the pack's folder."),
    ({"/tmp/evil.png": png()}, "'/tmp/evil.png' leads out of the pack's folder."),
    ({"C:/evil.png": png()}, "'C:/evil.png' leads out of the pack's folder."),
    ({"..\\evil.png": png()}, "'..\\evil.png' leads out of the pack's folder."),
    ({"figures/con.png": png()}, "'figures/con.png' has a name that is not taken."),
    ({".hidden.png": png()}, "'.hidden.png' has a name that is not taken."),
    ({"a/b/c/d/e.png": png()}, "'a/b/c/d/e.png' has a name that is not taken."),
    ({"run.py": "import os"}, "'run.py' is neither a lesson, a figure, a mesh nor the licence."),
    ({"sitecustomize.pyc": b"x"}, "'sitecustomize.pyc' is neither a lesson, a figure, a mesh nor the licence."),
    ({"paths.yaml": "paths: []"}, "'paths.yaml' is neither a lesson, a figure, a mesh nor the licence."),
    ({"figures/A.png": png()}, "'figures/A.png' is in the pack twice."),
    ({"figures/b.png": png(60_000, 60_000)}, "'figures/b.png' is no picture, or too large to be shown."),
    ({"figures/b.png": b"MZ" * 100}, "'figures/b.png' is no picture, or too large to be shown."),
    ({"figures/b.jpg": b"\xff\xd8" + b"\xff\xe0\0\0" * 9}, "'figures/b.jpg' is no picture, or too large to be shown."),
    ({"figures/b.svg": SVG.format("<image href='http://x.y/z.png'/>")}, "'figures/b.svg' is a drawing"),
    ({"figures/b.svg": SVG.format("<image xlink:href='file:///etc/passwd'/>")}, "'figures/b.svg' is a drawing"),
    ({"figures/b.svg": SVG.format("<script>1</script>")}, "'figures/b.svg' is a drawing"),
    ({"figures/b.svg": "<!DOCTYPE svg [<!ENTITY a 'aa'>]>" + SVG.format("&a;")}, "'figures/b.svg' is a drawing"),
    ({"figures/b.svg": SVG.format("<script/>").encode("utf-16")}, "'figures/b.svg' is a drawing"),
    ({"figures/b.png": bytes(21_000_000)}, "'figures/b.png' is too large."),
    ({"long.md": b"a" * 2_100_000}, "'long.md' is too large."),
    ({"l01_small.md": LESSON}, "'l01_small.md' has the name of a lesson of the atlas."),
]  # fmt: skip


@pytest.mark.parametrize(("more", "told"), ATTACKS)
def test_what_attacks_is_named_and_nothing_is_kept(
    tmp_path: Path, small_atlas: Atlas, more: dict[str, str | bytes], told: str
) -> None:
    assert refusal(pack(tmp_path, SOUND | more), small_atlas).problem.startswith(told)


def test_a_drawing_that_stands_by_itself_is_taken(tmp_path: Path, small_atlas: Atlas) -> None:
    drawing = SVG.format("<g id='a'/><use href='#a'/><rect fill='url(#b)' width='2' height='2'/>")
    path = pack(tmp_path, SOUND | {"figures/b.svg": drawing, "__MACOSX/._mine.md": b"\0"})
    got = open_pack(path, packs_dir(), small_atlas, [])
    assert sorted(file.name for file in got.folder.rglob("*") if file.is_file()) == [
        "LICENSE", "a.png", "b.svg", "mine.md", "mine.zh.md",
    ]  # fmt: skip


def test_a_symbolic_link_is_refused(tmp_path: Path, small_atlas: Atlas) -> None:
    path = pack(tmp_path, SOUND)
    link = ZipInfo("figures/b.png")
    link.external_attr = 0o120777 << 16
    with ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert refusal(path, small_atlas).problem == "'figures/b.png' is a link or a device, not a file."


def test_more_entries_than_a_pack_may_have(tmp_path: Path, small_atlas: Atlas) -> None:
    many = {f"figures/{number}.png": b"" for number in range(MOST_ENTRIES)}
    told = refusal(pack(tmp_path, SOUND | many), small_atlas).problem
    assert told == f"the pack has more than {MOST_ENTRIES} entries."


def test_many_small_bombs_are_stopped_where_they_become_too_much(
    tmp_path: Path, small_atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    from anatomy_viewer.content import pack_entries

    monkeypatch.setattr(pack_entries, "LARGEST_PACK", 3_000_000)
    bomb = png() + bytes(1_000_000)
    bombs: dict[str, str | bytes] = {f"figures/b{number}.png": bomb for number in range(5)}
    told = refusal(pack(tmp_path, SOUND | bombs), small_atlas).problem
    assert told == "'figures/b2.png' makes the pack too large when it is unpacked."


def test_a_size_that_lies_and_other_ways_of_packing(tmp_path: Path, small_atlas: Atlas) -> None:
    path = pack(tmp_path, SOUND)
    data = bytearray(path.read_bytes())
    at = data.rfind(b"figures/a.png") - 46 + 24  # the size of the last entry in the table
    data[at : at + 4] = struct.pack("<I", 1)
    path.write_bytes(data)
    assert refusal(path, small_atlas).problem == "'figures/a.png' is damaged."
    with ZipFile(path, "w", ZIP_BZIP2) as archive:
        archive.writestr("LICENSE", "CC0")
    assert refusal(path, small_atlas).problem == "'LICENSE' is packed in a way that is not read."


BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (TEXT.replace("code: L01\n", BOMB + "code: L01\n"), 2),
        (TEXT.replace("figures/a.png", "https://x.y/z.png"), 15),
        (TEXT.replace("figures/a.png", "../../x.png"), 15),
    ],
)
def test_a_lesson_that_attacks_refuses_the_whole_pack(
    tmp_path: Path, small_atlas: Atlas, text: str, line: int
) -> None:
    error = refusal(pack(tmp_path, SOUND | {f"{NAME}.md": text}), small_atlas)
    assert (Path(error.path).name, error.line) == (f"{NAME}.md", line)


BROKEN: list[tuple[Callable[[Path], object], str]] = [
    (lambda path: path.write_bytes(b"no zip"), "cut short or damaged"),
    (lambda path: path.write_bytes(path.read_bytes()[:-300]), "cut short or damaged"),
    (lambda path: pack(path.parent, {"LICENSE": "CC0"}), "there is no lesson in the pack."),
    (lambda path: pack(path.parent, {"mine.md": LESSON}), "says nothing about its licence."),
    (lambda path: path.unlink(), "can't be read"),
]


@pytest.mark.parametrize(("damage", "told"), BROKEN)
def test_what_is_no_whole_pack(
    tmp_path: Path, small_atlas: Atlas, damage: Callable[[Path], object], told: str
) -> None:
    path = pack(tmp_path, SOUND)
    damage(path)
    assert told in refusal(path, small_atlas).problem


def test_a_pack_takes_no_place_of_a_lesson_of_ones_own(tmp_path: Path, small_atlas: Atlas) -> None:
    own_lessons_folder().mkdir(parents=True)
    (own_lessons_folder() / f"{NAME}.md").write_text(LESSON)
    told = refusal(pack(tmp_path, SOUND), small_atlas).problem
    assert told == "'mine.md' has the name of a lesson of your own."
