"""The command line: what it prints is a promise, and whatever is wrong is one sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from anatomy_viewer import __version__
from anatomy_viewer.cli import main
from anatomy_viewer.content import paths
from tests.small_atlas import LESSON as TEXT

LESSON = "l01_small"
SIZE = ("--size", "320x240")
ROOT = Path(__file__).resolve().parents[1]
# In a process of its own: the program, set up in a folder with the small atlas.
RUN = """
import sys
from pathlib import Path
from anatomy_viewer.cli import main
from anatomy_viewer.content import paths
paths.PACKAGE = Path(sys.argv[1])
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def here(small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder; the program finds the small atlas and its lesson where it looks for the shipped ones."""
    monkeypatch.setattr(paths, "PACKAGE", small_folder / "anatomy_viewer")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def drawing(here: Path, qapp: QApplication) -> Path:
    """The same, for commands that draw: Qt has started already and stays."""
    return here


class Said:
    """What a command printed and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def sentence(self) -> str:
        """The one line of an error, without the program's name."""
        assert "Traceback" not in self.err
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("anatomy-viewer: ")
        return lines[0].removeprefix("anatomy-viewer: ")


@pytest.fixture
def say(here: Path, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """`say(word, …)`: run a command in this process."""

    def run(*words: str | Path) -> Said:
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:
            code = int(end.code or 0)
        return Said(code, *capsys.readouterr())

    return run


def alone(
    folder: Path, words: Sequence[str], cwd: Path, **environment: str | None
) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own; an environment variable that is None is taken away."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **{k: v for k, v in environment.items() if v is not None}}
    for name in [name for name, value in environment.items() if value is None]:
        env.pop(name, None)
    command = [sys.executable, "-c", RUN, str(folder / "anatomy_viewer"), *words]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, check=False, timeout=120)


# What is printed


def test_check_says_nothing_is_wrong_and_counts(say, small_folder: Path) -> None:
    said = say("check", small_folder / "meshes", small_folder / "lessons", "--json")
    assert said.code == 0
    assert json.loads(said.out) == {"problems": [], "structures": 6, "lessons": 1, "steps": 2, "questions": 2}
    plain = say("check", small_folder / "meshes", small_folder / "lessons")
    assert plain.out == "6 structures, 1 lessons, 2 steps, 2 questions; 0 problems\n"


def test_check_of_all_that_is_shipped_says_what_the_course_lacks(say) -> None:
    said = say("check")
    assert "1 lessons in 'en'; 18 are wanted." in said.out
    assert "lessons: 0 cases; 6 are wanted.\n" in said.out
    assert said.code == 1


def test_check_names_every_problem_with_file_line_and_hint(say, here: Path) -> None:
    (here / "l02.md").write_text(TEXT.replace("structure:nerve_r", "structure:nerv_r", 1), encoding="utf-8")
    said = say("check", "l02.md", "--json")
    assert said.code == 1
    found = json.loads(said.out)
    assert list(found) == ["problems", "structures", "lessons", "steps", "questions"]
    assert found["problems"][0] == {
        "file": "l02.md", "line": 13, "what": "there is no structure 'nerv_r'.", "hint": "Did you mean 'nerve_r'?",
    }  # fmt: skip
    plain = say("check", "l02.md")
    assert plain.code == 1
    assert "l02.md, line 13: there is no structure 'nerv_r'. Did you mean 'nerve_r'?" in plain.out


def test_check_of_what_is_not_there(say) -> None:
    said = say("check", "nowhere", "--json")
    assert said.code == 1
    assert [p["file"] for p in json.loads(said.out)["problems"]] == ["nowhere"]


def test_atlas_lists_every_structure(say) -> None:
    rows = json.loads(say("atlas", "--json").out)
    keys = "id,en,la,zh,system,side,triangles,triangles_coarse,bounds,volume_mm3,watertight,source,confidence"
    assert [",".join(row) for row in rows] == [keys] * 6
    nerve = next(row for row in rows if row["id"] == "nerve_l")
    assert (nerve["side"], nerve["zh"], nerve["bounds"]) == ("left", "大神经", [[-28, 5, -50], [-12, 35, 30]])
    lines = say("atlas").out.splitlines()
    assert lines[0].split() == ["id", "system", "triangles", "volume_mm3", "en", "zh"]
    assert len(lines) == 7


def test_points_list_every_study_by_itself(say) -> None:
    rows = json.loads(say("points", "--json").out)
    keys = "id,kind,en,zh,position,published,sd,shift_mm,source,confidence"
    assert [",".join(row) for row in rows] == [keys] * 2
    assert [study["lateral"] for study in rows[0]["published"]] == [30.2, 20.1]
    assert [study["caudal"] for study in rows[0]["sd"]] == [11.7, None]
    lines = say("points").out.splitlines()
    assert lines[1].split()[:6] == ["cp1", "compression", "30.0", "20.0", "-45.0", "1.5"]
    assert "None" not in "".join(lines)


def test_version_and_help(say) -> None:
    assert say("--version").out == f"Anatomy Viewer {__version__}\n"
    said = say("--help")
    assert said.code == 0
    for command in ("open", "render", "check", "atlas", "points", "course", "bench", "sculpt"):
        assert f"\n    {command} " in said.out


# What is drawn


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.array(image)


def test_a_step_by_name_and_by_number_is_the_same_picture(drawing: Path, say) -> None:
    # Within one process Qt may take a letter from its cache, a shade off; letters are compared across processes.
    step = ("render", LESSON, "--no-labels", *SIZE)
    assert say(*step, "--step", "side", "-o", "a.png").out == "a.png\n"
    say(*step, "--step", "2", "-o", "b")
    say(*step, "-o", "first.png")
    assert pixels(Path("a.png")).shape[:2] == (240, 320)
    assert Path("a.png").read_bytes() == Path("b.png").read_bytes()
    assert Path("a.png").read_bytes() != Path("first.png").read_bytes()


def test_all_steps_into_a_folder(drawing: Path, say) -> None:
    said = say("render", LESSON, "--step", "all", *SIZE, "-o", "steps/new")
    assert said.out.splitlines() == ["steps/new/01_behind.png", "steps/new/02_side.png"]
    assert all(Path(line).is_file() for line in said.out.splitlines())


def test_a_lesson_from_elsewhere(drawing: Path, say) -> None:
    Path("mine.md").write_text(TEXT.replace("lesson:l01_small", "lesson:mine"), encoding="utf-8")
    assert say("render", "mine.md", "--no-labels", *SIZE, "-o", "mine.png").code == 0
    say("render", LESSON, "--no-labels", *SIZE, "-o", "shipped.png")
    assert Path("mine.png").read_bytes() == Path("shipped.png").read_bytes()


def test_labels_language_and_theme_change_the_picture(drawing: Path, say) -> None:
    step = ("render", LESSON, *SIZE)
    for name, words in {
        "plain": (), "no_labels": ("--no-labels",), "zh": ("--language", "zh"), "light": ("--theme", "light"),
    }.items():  # fmt: skip
        assert say(*step, *words, "-o", f"{name}.png").code == 0
    found = {path.stem: pixels(path) for path in Path().glob("*.png")}
    changed = {name: (picture != found["plain"]).any(axis=2).mean() for name, picture in found.items()}
    assert 0 < changed["no_labels"] < 0.3  # labels, scale bar and cube alone
    assert 0 < changed["zh"] < 0.1
    assert changed["light"] > 0.3


def test_spreads_of_the_points_are_drawn_where_a_step_asks_for_them(drawing: Path, say) -> None:
    plain = TEXT.replace("lesson:l01_small", "lesson:mine")
    for name, text in {
        "plain": plain,
        "spread": plain.replace("points: [cp1]", "points: [cp1]\nspread: true"),
    }.items():
        Path("mine.md").write_text(text, encoding="utf-8")
        assert say("render", "mine.md", "--no-labels", *SIZE, "-o", f"{name}.png").code == 0
    assert (pixels(Path("plain.png")) != pixels(Path("spread.png"))).any(axis=2).mean() > 0.01


def test_without_a_ground_the_picture_is_transparent_round_the_anatomy(drawing: Path, say) -> None:
    for name, words in {"clear": ["--transparent"], "ground": []}.items():
        say("render", "--show", "skull", "--no-labels", *words, *SIZE, "-o", name)
    clear, ground = pixels(Path("clear.png")), pixels(Path("ground.png"))
    assert clear.shape[2] == 4
    assert (clear[0, 0, 3], clear[120, 160, 3]) == (0, 255)
    assert ground.shape[2] == 3 or (ground[..., 3] == 255).all()
    assert clear[120, 160, :3].tolist() == pytest.approx(ground[120, 160, :3].tolist(), abs=2)


def test_a_free_picture_takes_selectors_and_a_view(drawing: Path, say) -> None:
    words = ("render", "--show", "bones", "nerve_r", "--highlight", "nerve_r", "--label", "nerve_r")
    assert say(*words, "--camera", "left, far", "--peel", "2", *SIZE, "-o", "free.png").code == 0
    assert say("render", "--show", "bones", *SIZE, "-o", "bones.png").code == 0
    assert not np.array_equal(pixels(Path("free.png")), pixels(Path("bones.png")))


def test_a_broken_mesh_is_named_and_the_rest_is_drawn(
    drawing: Path, say, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.small_atlas import write_atlas

    (write_atlas(drawing / "own" / "meshes") / "oblique.ply").write_bytes(b"ply")
    monkeypatch.setattr(paths, "PACKAGE", drawing / "own" / "anatomy_viewer")
    said = say("render", "--show", "all", *SIZE, "-o", "a.png")
    assert said.code == 0
    assert "oblique.ply" in said.sentence


# What is wrong


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("rendr", "there is no command 'rendr'. Did you mean 'render'?"),
        ("zzz", "there is no command 'zzz'. Commands: open, render, check, atlas, points, course, needle, "),
        ("render l01_small", "the following arguments are required: -o/--output. See"),
        ("render -o a.png", "the command: name a lesson, or what to --show. One of the two."),
        ("render l01_small --show skull -o a.png", "the command: name a lesson, or what to --show."),
        ("render l01_smal -o a.png", "the command: there is no lesson 'l01_smal'. Did you mean 'l01_small'?"),
        ("render zzz -o a.png", "the command: there is no lesson 'zzz'. Lessons: l01_small."),
        ("render l01_small --step 9 -o a.png", "l01_small: there is no step '9'. Steps: behind, side."),
        ("render l01_small --step sidee -o a.png", "l01_small: there is no step 'sidee'."),
        ("render l01_small --size 12 -o a.png", "argument --size: '12' is not a size such as 1600x1200. See"),
        ("render l01_small --size 9x9 -o a.png", "argument --size: 9x9 is out of range: 64 to 8192 pixels a side."),
        ("render l01_small --theme pink -o a.png", "argument --theme: invalid choice: 'pink'"),
        ("render l01_small --language de -o a.png", "argument --language: invalid choice: 'de'"),
        ("render --show skul -o a.png", "the command: 'show': the atlas has no 'skul'. Did you mean 'skull'?"),
        ("render --show skull --label nerv_r -o a.png", "the command: 'label': "),
        ("render --show skull --camera sideways -o a.png", "the command: 'camera': "),
        ("render --show skull --peel 9 -o a.png", "the command: 'peel' should be at most 7."),
        ("render --show skull --peel x -o a.png", "argument --peel: invalid int value: 'x'. See"),
        ("render none.md -o a.png", "none.md: "),
        ("open l01_smal", "the command: there is no lesson 'l01_smal'. Did you mean 'l01_small'?"),
        ("--step 3", "the command: --step needs a lesson. Name one, such as l04_journey."),
        ("open --scan none.nii", "none.nii: there is no such file or folder. Choose another."),
        ("open --theme pink", "argument --theme: invalid choice: 'pink'"),
        ("check --jason", "unrecognized arguments: --jason. See"),
        ("sculpt nonsense", "sculpt: there is no recipe for 'nonsense'."),
    ],
)  # fmt: skip
def test_wrong_words_are_one_sentence(say, words: str, told: str) -> None:
    said = say(*words.split())
    assert said.code == 2
    assert said.sentence.startswith(told)
    assert list(Path().iterdir()) == []


def test_a_lesson_with_an_error_says_where(drawing: Path, say) -> None:
    Path("l02.md").write_text(TEXT.replace("structure:nerve_r", "structure:nerv_r", 1), encoding="utf-8")
    said = say("render", "l02.md", "-o", "a.png")
    assert said.code == 2
    assert said.sentence == "l02.md, line 13: there is no structure 'nerv_r'. Did you mean 'nerve_r'?"


def test_a_translation_alone_is_no_lesson(say, small_folder: Path) -> None:
    said = say("render", small_folder / "lessons" / "l01_small.zh.md", "-o", "a.png")
    assert said.code == 2
    assert said.sentence.endswith(
        "there is no lesson in this file. Name the lesson's own file, which ends in .md alone."
    )


@pytest.mark.parametrize("place", ["taken/a.png", "taken/deeper/a.png", "/dev/null/a.png"])
def test_a_place_that_cant_be_written_is_one_sentence(drawing: Path, say, place: str) -> None:
    Path("taken").write_text("a file")
    said = say("render", LESSON, *SIZE, "-o", place)
    assert said.code == 2
    assert said.sentence


@pytest.mark.parametrize("place", [".", "folder", "folder.png"])
def test_a_picture_put_into_a_folder_is_named_after_its_step(drawing: Path, say, place: str) -> None:
    Path(place).mkdir(exist_ok=True)
    said = say("render", LESSON, *SIZE, "-o", place)
    assert said.code == 0
    assert [path.name for path in Path(place).glob("01_*.png")] == [Path(said.out.strip()).name]


def test_an_atlas_that_is_not_there_is_one_sentence(
    say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "elsewhere" / "anatomy_viewer")
    said = say("render", "--show", "all", "-o", "a.png")
    assert said.code == 2
    assert "structures.yaml" in said.sentence or "meshes" in said.sentence


# In a process of its own


def test_the_same_command_twice_gives_the_same_bytes(small_folder: Path, tmp_path: Path) -> None:
    """Also with a Qt platform that no display answers, since pictures need none."""
    for name in ("a.png", "b.png"):
        run = alone(
            small_folder, ["render", LESSON, *SIZE, "-o", name], tmp_path, QT_QPA_PLATFORM="xcb", DISPLAY=None
        )
        assert (run.returncode, run.stdout.decode().strip()) == (0, name), run.stderr
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


@pytest.mark.parametrize("platform", [None, "xcb", "wayland;xcb"])
def test_without_a_display_open_says_so_and_draws_the_lesson(
    small_folder: Path, tmp_path: Path, platform: str | None
) -> None:
    none = {"DISPLAY": None, "WAYLAND_DISPLAY": None, "QT_QPA_PLATFORM": platform}
    run = alone(small_folder, ["open", LESSON], tmp_path, **none)
    told = run.stdout.decode().splitlines()
    assert run.returncode == 0, run.stderr
    assert (
        told[0]
        == f"No display was found, so no window can open: the steps of {LESSON} are drawn into out/ instead."
    )
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["01_behind.png", "02_side.png"]


def test_output_is_utf_8_wherever_it_goes(small_folder: Path, tmp_path: Path) -> None:
    run = alone(small_folder, ["atlas", "--json"], tmp_path, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert run.returncode == 0, run.stderr
    assert "大神经" in [row["zh"] for row in json.loads(run.stdout.decode("utf-8"))]


def test_a_reader_that_has_had_enough_is_no_error(small_folder: Path, tmp_path: Path) -> None:
    """As with '| head -1': the pipe is closed before anything is written."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-c", RUN, str(small_folder / "anatomy_viewer"), "atlas", "--json"]
    run = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=writing, stderr=subprocess.PIPE,
        check=False, timeout=60,
    )  # fmt: skip
    os.close(writing)
    assert (run.returncode, run.stderr) == (0, b"")


def test_lessons_are_packed_and_a_pack_is_opened_without_a_window(say, here: Path, monkeypatch) -> None:
    monkeypatch.setattr("anatomy_viewer.command_line.has_display", lambda: False)
    (here / "mine.md").write_text(TEXT, encoding="utf-8")
    assert say("pack", "mine.md", "-o", "gift").sentence.endswith("beside the lesson.")
    assert say("pack", "mine.md", "--licence", "CC0", "-o", "gift").out == "gift.avpack\n"
    said = say("open", "gift.avpack")
    assert (said.code, said.out.splitlines()) == (0, ["gift: mine", str(paths.packs_dir() / "gift")])
    (here / "bad.avpack").write_bytes(b"PK")
    assert "bad.avpack: the pack is cut short or damaged" in say("open", "bad.avpack").sentence
