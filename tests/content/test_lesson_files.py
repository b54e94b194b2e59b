from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

from anatomy_viewer.content.atlas_files import AtlasFiles
from anatomy_viewer.content.lesson_files import LessonFiles, load_lesson_files, load_lessons
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.camera import frame
from anatomy_viewer.model.lesson import (
    Ask,
    CutSpec,
    Figure,
    Heading,
    Link,
    Listing,
    Measure,
    Paragraph,
    Quotation,
    Span,
    plain,
    step_view,
)
from anatomy_viewer.model.place_point import PlacePoint
from anatomy_viewer.model.quiz import Choice, Locate
from anatomy_viewer.model.view import Course, Cut
from tests.content.test_packs import SVG, png
from tests.small_atlas import LESSON as SMALL

LESSON = """\
---
code: L01
title: The first
summary: What it is.
level: student
minutes: 5
objectives: [Name it.]
prerequisites: []
sources: [KIM18]
---

## The hook {#hook}

The [great nerve](structure:nerve_r) hooks *under* the **oblique**, at
[the hook](point:cp1); see [Kim](source:KIM18), [the end](lesson:l01_first#end) and [more](https://example.org/a).

1. One
2. Two

> A quotation.

![A drawing](figures/a.png)

```scene
show: [bones, deep_muscles, nerve_r]
hide: [oblique_l]
fade: {oblique_r: 0.25}
highlight: [nerve_r, belly_r]
label: [nerve_r, line]
camera: posterolateral right, close
focus: [oblique_r, cp1]
turn: [10, -5]
peel: 3
cut: {plane: axial, at: -3, keep: above, spare: [nerve_r]}
course: {nerve: nerve_r, from: 0, to: 0.25}
points: compression
```

```quiz
id: which
kind: choice
ask: Which muscle?
options:
  - The other
  - {text: The oblique, right: true}
  - {text: None, explain: There is one.}
hint: Below.
explain: It hooks there.
```

```measure
point: cp1
```

> Notes: Show it *twice*.

## The end {#end}

### Small print

Click it.

```quiz
id: click
kind: locate
ask: Click the oblique.
answer: oblique_r
explain: There.
```
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "lessons"
    (folder / "figures").mkdir(parents=True)
    (folder / "figures" / "a.png").write_bytes(png())
    (folder / "l01_first.md").write_text(LESSON, encoding="utf-8")
    return folder


@pytest.fixture
def atlas(atlas_files: AtlasFiles) -> Atlas:
    return atlas_files.atlas


def edited(folder: Path, old: str, new: str, atlas: Atlas) -> tuple[LessonFiles, int]:
    """The lesson with `new` in the place of `old`, and the line of it."""
    assert LESSON.count(old) >= 1
    (folder / "l01_first.md").write_text(LESSON.replace(old, new, 1), encoding="utf-8")
    return load_lessons(folder, atlas), LESSON.count("\n", 0, LESSON.index(old)) + 1


def only(files: LessonFiles) -> ContentError:
    assert len(files.problems) == 1, [str(p) for p in files.problems]
    return files.problems[0]


def test_a_lesson_is_read_whole(folder: Path, atlas: Atlas) -> None:
    files = load_lessons(folder, atlas)
    lesson = files.lessons["l01_first"]
    assert files.problems == ()
    assert (lesson.code, lesson.level, lesson.minutes, lesson.sources) == ("L01", "student", 5, ("KIM18",))
    assert [step.id for step in lesson.steps] == ["hook", "end"]
    assert lesson.text("zh").title == "The first"
    assert lesson.find("2") == lesson.find("end") == 1
    assert lesson.find("3") is None


def test_text_becomes_blocks_in_order(folder: Path, atlas: Atlas) -> None:
    text = load_lessons(folder, atlas).lessons["l01_first"].steps[0].text("en")
    kinds = [type(block) for block in text.body]
    assert kinds == [Paragraph, Listing, Quotation, Figure, Ask, Measure]
    paragraph, listing, _, figure, ask, measure = text.body
    assert isinstance(paragraph, Paragraph)
    assert Span("great nerve", link=Link("structure", "nerve_r")) in paragraph.spans
    assert Span("under", emphasis=True) in paragraph.spans
    assert Span("oblique", strong=True) in paragraph.spans
    assert Span("the end", link=Link("lesson", "l01_first", "end")) in paragraph.spans
    assert Span("more", link=Link("https", "https://example.org/a")) in paragraph.spans
    assert plain((paragraph,)).startswith("The great nerve hooks under the oblique, at the hook; see Kim")
    assert isinstance(listing, Listing)
    assert listing.ordered
    assert isinstance(figure, Figure)
    assert figure.path == folder.resolve() / "figures" / "a.png"
    assert (ask, measure) == (Ask("which"), Measure("cp1"))
    assert plain(text.notes) == "Show it twice."


def test_headings_inside_a_step(folder: Path, atlas: Atlas) -> None:
    body = load_lessons(folder, atlas).lessons["l01_first"].steps[1].text("en").body
    assert body[0] == Heading((Span("Small print"),))


def test_a_scene_becomes_a_picture(folder: Path, atlas: Atlas) -> None:
    step = load_lessons(folder, atlas).lessons["l01_first"].steps[0]
    view = step_view(step, atlas)
    assert view.visible == {"skull", "oblique_r", "nerve_r"}
    assert view.opacity == (("oblique_r", 0.25),)
    assert view.highlighted == {"nerve_r", "belly_r"}
    assert view.labelled == ("nerve_r", "line_r", "line_l")
    assert view.peel == 3
    assert view.cut == Cut((0, 0, -3), (0, 0, 1), frozenset({"nerve_r"}))
    assert view.course == Course("nerve_r", 0, 0.25)
    assert view.points == ("cp1",)
    box = atlas.bounds(["oblique_r", "cp1"])
    assert view.camera == frame(box, "posterolateral right", "close", (10, -5))
    assert step.scene.cut == CutSpec("axial", -3, "above", ("nerve_r",))


def test_a_step_without_a_scene_shows_everything_from_behind(folder: Path, atlas: Atlas) -> None:
    view = step_view(load_lessons(folder, atlas).lessons["l01_first"].steps[1], atlas)
    assert view.visible == atlas.all_ids
    assert view.camera == frame(atlas.bounds(sorted(atlas.all_ids)), "posterior")


def test_questions(folder: Path, atlas: Atlas) -> None:
    lesson = load_lessons(folder, atlas).lessons["l01_first"]
    which, click = lesson.questions
    assert isinstance(which, Choice)
    assert [option.text.en for option in which.options] == ["The other", "The oblique", "None"]
    assert which.judge("1").right
    assert which.judge("2").explain.en == "There is one. It hooks there."
    assert isinstance(click, Locate)
    assert click.judge("belly_r").right, "a feature that lies on the answer is a hit"
    assert click.judge("oblique_l").other_side


MISTAKES = [
    # in the front matter
    ("level: student", "level: studnt", "'studnt' is not known", "'student'"),
    ("minutes: 5", "minutes: five", "'minutes' should be a whole number", ""),
    ("summary: What it is.", "summry: What it is.", "'summry' is not known", "'summary'"),
    ("sources: [KIM18]", "sources: [KIM81]", "the atlas has no 'KIM81'", "'KIM18'"),
    # in the text
    ("## The hook {#hook}", "## The hook", "has no id", "{#the_hook}"),
    ("## The end {#end}", "## The end {#hook}", "two steps have the id 'hook'", "its own"),
    ("## The end {#end}", "# The end {#end}", "one '#'", "'## Title {#id}'"),
    ("](structure:nerve_r)", "](structure:nerv_r)", "no structure 'nerv_r'", "'nerve_r'"),
    ("](structure:nerve_r)", "](struct:nerve_r)", "'struct:nerve_r' leads nowhere", "'structure'"),
    ("](structure:nerve_r)", "](javascript:alert)", "'javascript:alert' leads nowhere", "https"),
    ("](structure:nerve_r)", "](http://a.org)", "leads nowhere", "'https'"),
    ("](structure:nerve_r)", "](nerve_r)", "leads nowhere", "structure"),
    ("figures/a.png", "figures/b.png", "no figure 'figures/b.png'", "'a.png'"),
    ("figures/a.png", "../meshes/skull.png", "outside the lesson's folder", "figures/"),
    ("figures/a.png", "https://a.org/a.png", "outside the lesson's folder", "figures/"),
    ("figures/a.png", "figures/a.exe", "'.exe' are not shown", "PNG"),
    ("![A drawing]", "![]", "no description", "what it shows"),
    ("```scene", "```scen", "kind 'scen' is not known", "'scene'"),
    ("```quiz", "```", "a block has no kind", "scene"),
    ("> A quotation.", "---", "not shown in a lesson", "paragraphs"),
    # in the scene
    ("show: [bones,", "show: [bone,", "'show': the atlas has no 'bone'", "'bones'"),
    ("hide: [oblique_l]", "hide: [nrve_l]", "'hide': the atlas has no 'nrve_l'", "'nerve_l'"),
    ("fade: {oblique_r: 0.25}", "fade: {obliqe_r: 0.25}", "has no 'obliqe_r'", "'oblique_r'"),
    ("fade: {oblique_r: 0.25}", "fade: {oblique_r: 2}", "'oblique_r' should be at most 1", ""),
    ("highlight:", "hghlight:", "'hghlight' is not known", "'highlight'"),
    ("posterolateral right, close", "posterolatral right, close", "'posterolatral right' is", "'posterolateral right'"),
    ("posterolateral right, close", "posterior, closest", "'closest' is not known", "'close"),
    ("points: compression", "points: [cp7]", "has no 'cp7'", "'cp1'"),
    ("plane: axial", "plane: axiel", "'axiel' is not known", "'axial'"),
    ("spare: [nerve_r]", "spare: [nrve_r]", "'spare': the atlas has no 'nrve_r'", "'nerve_r'"),
    ("keep: above", "keep: left", "'left' is not known", "below, above"),
    ("nerve: nerve_r", "nerve: skull", "has no 'skull'", "nerve_"),
    ("to: 0.25", "to: 0", "'from' should be less than 'to'", "0-1"),
    ("turn: [10, -5]", "turn: [10]", "'turn'", ""),
    ("peel: 3", "peel: 12", "'peel' should be at most 7", ""),
    ("label: [nerve_r, line]", "label: [all, line, belly, bump]", "gives 11 labels", "_r"),
    # in the questions
    ("kind: choice", "kind: choic", "kind 'choic' are not known", "'choice'"),
    ("kind: choice\n", "", "has no 'kind'", "choice, choices, name"),
    ("id: which\n", "", "'id' is missing", "Add it"),
    ("right: true", "right: false", "no options are right", "exactly one"),
    ("explain: There is one.", "right: true", "2 options are right", "exactly one"),
    ("text: None", "text: The other", "two options are the same", "Change"),
    ("answer: oblique_r", "answer: oblque_r", "'answer': the atlas has no 'oblque_r'", "'oblique_r'"),
    ("id: click", "id: which", "two questions have the id 'which'", "its own"),
    ("point: cp1", "point: cp2", "has no 'cp2'", "'cp1'"),
    ("point: cp1", "point: lm1", "no published figures", "another"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words", "hint"), MISTAKES)
def test_mistakes_are_named_with_their_line(
    folder: Path, atlas: Atlas, old: str, new: str, words: str, hint: str
) -> None:
    files, line = edited(folder, old, new, atlas)
    problem = next(p for p in files.problems if words in p.problem)
    assert problem.path == folder / "l01_first.md"
    whole_block = not new or "option" in words  # a missing key stands nowhere; options are judged together
    assert problem.line == line or (whole_block and abs((problem.line or 0) - line) <= 6)
    assert hint in problem.hint
    assert files.lessons == {}, "a broken lesson is left out"


@pytest.mark.parametrize(
    ("old", "new", "words", "hint"),
    [
        ("lesson:l01_first#end", "lesson:l01_frst#end", "no lesson 'l01_frst'", "'l01_first'"),
        ("lesson:l01_first#end", "lesson:l01_first#endd", "has no step 'endd'", "'end'"),
        ("prerequisites: []", "prerequisites: [l00]", "no lesson 'l00'", "l01_first"),
        ("peel: 3", "peel: 5", "'nerve_r' is not in the picture", "peel"),
        ("show: [bones, deep_muscles, nerve_r]", "show: [bones, nerve_r]", "'oblique_r' is not in the picture", "show"),
    ],
)  # fmt: skip
def test_slips_are_named_but_the_lesson_plays(
    folder: Path, atlas: Atlas, old: str, new: str, words: str, hint: str
) -> None:
    files, _ = edited(folder, old, new, atlas)
    problem = next(p for p in files.problems if words in p.problem)
    assert hint in problem.hint
    assert "l01_first" in files.lessons


PLACE = "kind: place\nask: Click the hook.\npoint: cp1\n"
CLICK = "kind: locate\nask: Click the oblique.\nanswer: oblique_r\n"


def test_a_point_to_place(folder: Path, atlas: Atlas) -> None:
    files, _ = edited(folder, CLICK, PLACE, atlas)
    question = files.lessons["l01_first"].question("click")
    assert isinstance(question, PlacePoint)
    assert question.position == atlas.points["cp1"].position
    assert question.judge(" ".join(map(str, question.position))).right


@pytest.mark.parametrize(
    ("block", "words", "hint"),
    [
        (PLACE.replace("cp1", "cp9"), "'point': the atlas has no 'cp9'", "'cp1'"),
        (PLACE.replace("point: cp1\n", ""), "'point' is missing", "Add it"),
        (PLACE + "tolerance: 0\n", "'tolerance' should be more than 0", ""),
        (PLACE + "answer: oblique_r\n", "'answer' is not known", ""),
    ],
)
def test_mistakes_in_a_point_to_place(folder: Path, atlas: Atlas, block: str, words: str, hint: str) -> None:
    files, _ = edited(folder, CLICK, block, atlas)
    problem = only(files)
    assert words in problem.problem
    assert hint in problem.hint


def test_a_point_to_place_that_is_marked_already(folder: Path, atlas: Atlas) -> None:
    files, _ = edited(folder, "Click it.", "```scene\npoints: [cp1]\n```", atlas)
    assert files.problems == ()
    text = LESSON.replace("Click it.", "```scene\npoints: [cp1]\n```").replace(CLICK, PLACE)
    (folder / "l01_first.md").write_text(text, encoding="utf-8")
    assert only(load_lessons(folder, atlas)).problem == "the point asked for is marked in the picture."


def test_an_answer_that_is_hidden(folder: Path, atlas: Atlas) -> None:
    files, _ = edited(folder, "Click it.", "```scene\nshow: [bones]\n```", atlas)
    assert only(files).problem == "the answer is not in the picture."


def test_all_problems_are_listed_not_the_first(folder: Path, atlas: Atlas) -> None:
    text = LESSON.replace("level: student", "level: x").replace("bones,", "bons,").replace("choice", "choic")
    (folder / "l01_first.md").write_text(text, encoding="utf-8")
    lines = [p.line for p in load_lessons(folder, atlas).problems]
    assert len(lines) >= 3
    assert len(set(lines)) == len(lines)


def test_a_block_that_is_not_closed(folder: Path, atlas: Atlas) -> None:
    (folder / "l01_first.md").write_text(LESSON.removesuffix("```\n"), encoding="utf-8")
    assert "the quiz block is not closed" in only(load_lessons(folder, atlas)).problem


def test_bad_yaml_in_a_block_has_the_files_line(folder: Path, atlas: Atlas) -> None:
    files, line = edited(folder, "show: [bones, deep_muscles, nerve_r]", "show: [bones, deep_muscles", atlas)
    assert only(files).line == line


@pytest.mark.parametrize("text", ["", "title: x\n", "---\ntitle: x\n", "---\n---\n", "---\na: [\n---\n"])
def test_files_without_front_matter_or_steps(folder: Path, atlas: Atlas, text: str) -> None:
    (folder / "l01_first.md").write_text(text, encoding="utf-8")
    files = load_lessons(folder, atlas)
    assert files.problems
    assert files.lessons == {}


def test_a_broken_lesson_does_not_touch_another(folder: Path, atlas: Atlas) -> None:
    (folder / "l02_bad.md").write_bytes("---\ntitle: ä".encode("latin-1"))
    files = load_lessons(folder, atlas)
    assert list(files.lessons) == ["l01_first"]
    assert "not UTF-8" in only(files).problem


def test_html_is_shown_as_text(folder: Path, atlas: Atlas) -> None:
    files, _ = edited(folder, "Click it.", "Click <b>it</b>.\n\n<script>alert(1)</script>", atlas)
    text = plain(files.lessons["l01_first"].steps[1].text("en").body)
    assert text == "Small print Click <b>it</b>. <script>alert(1)</script>"


def test_chinese_lines_join_without_a_space(folder: Path, atlas: Atlas) -> None:
    files, _ = edited(folder, "Click it.", "点击头下\n斜肌，\n看 MRI\n图。", atlas)
    assert (
        plain(files.lessons["l01_first"].steps[1].text("en").body) == "Small print 点击头下斜肌，看 MRI 图。"
    )


def test_more_steps_than_anyone_plays(folder: Path, atlas: Atlas) -> None:
    steps = "".join(f"## S {{#s{i}}}\n\n" for i in range(501))
    (folder / "l01_first.md").write_text(LESSON[: LESSON.index("## The hook")] + steps, encoding="utf-8")
    assert "more than 500 steps" in only(load_lessons(folder, atlas)).problem


@pytest.mark.parametrize("piece", ["![[](", "*a **b ", "[a](", "> ", "- ", "`", "<a ", "word "])
def test_nothing_hangs(folder: Path, atlas: Atlas, piece: str) -> None:
    (folder / "l01_first.md").write_text(LESSON + piece * (40_000 // len(piece)), encoding="utf-8")
    start = perf_counter()
    load_lessons(folder, atlas)
    assert perf_counter() - start < 5


def test_a_folder_that_is_not_there(tmp_path: Path, atlas: Atlas) -> None:
    assert "can't be read" in only(load_lessons(tmp_path / "none", atlas)).problem


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "b.svg",
            SVG.format("<image href='file:///etc/passwd'/>").encode(),
            "a drawing that runs or fetches",
        ),
        ("b.svg", SVG.format("<script>1</script>").encode(), "a drawing that runs or fetches"),
        ("b.png", png(60_000, 60_000), "no picture, or too large to be shown"),
        ("b.jpg", b"MZ", "no picture, or too large to be shown"),
    ],
)
def test_a_figure_from_a_stranger_is_refused_by_what_is_in_it(
    tmp_path: Path, small_atlas: Atlas, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / "mine.md"
    path.write_text(SMALL.replace("\n\n```scene", f"\n\n![It shows]({name})\n\n```scene", 1))
    (tmp_path / name).write_bytes(content)
    found = load_lesson_files([path], small_atlas)
    assert found.lessons == {}
    assert told in found.problems[0].problem


def test_a_figure_that_is_a_link_out_of_the_folder_is_refused(tmp_path: Path, small_atlas: Atlas) -> None:
    (tmp_path / "outside.png").write_bytes(png())
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "a.png").symlink_to(tmp_path / "outside.png")
    (folder / "mine.md").write_text(SMALL.replace("\n\n```scene", "\n\n![It shows](a.png)\n\n```scene", 1))
    problems = load_lesson_files([folder / "mine.md"], small_atlas).problems
    assert problems[0].problem == "the figure 'a.png' lies outside the lesson's folder."
