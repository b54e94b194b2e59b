"""Every command does what its title says, is offered only where it can be done, and has keys of its own.

Past 400 lines, since each command has its row in one table, which a test holds complete.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from anatomy_viewer.commands import (
    BY_ID,
    COMMANDS,
    Command,
    choose_variant,
    cut_at,
    peel_to,
    refusal,
    remove_cut,
    show_points,
)
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.camera import name_of
from anatomy_viewer.model.imaging import opened
from anatomy_viewer.model.lesson import KEEP_NORMALS, Lesson, step_view
from anatomy_viewer.model.measuring import End
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.model.scanning import first_look
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.texts import NO_TEXT, Text
from anatomy_viewer.model.variants import Sampling, Variant
from anatomy_viewer.model.view import FADED
from anatomy_viewer.session import Session

LESSON = "l01_small"
WHY = Text("they need the same place", "二者位置冲突")
VARIANTS = {
    name: Variant(name, group, Text(name, name), NO_TEXT, (), usual, excludes=excludes)
    for name, group, usual, excludes in (
        ("through", "muscle", True, {}),
        ("beside", "muscle", False, {"split": WHY}),
        ("split", "trunk", False, {}),
    )
}


class Table:
    """The smallest desk: it notes what is asked of the window."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.done: list[str] = []
        self.told: list[tuple[str, bool]] = []
        self.preferences = {"theme": "dark", "language": "en"}
        self.presenting = False

    def tell(self, text: str, undoable: bool = False) -> None:
        self.told.append((text, undoable))

    def review(self) -> None:
        self.done.append("review")

    def show_mix(self) -> None:
        self.done.append("mix")

    def show_report(self) -> None:
        self.done.append("report")

    def show_learners(self) -> None:
        self.done.append("learners")

    def ask_pack(self) -> None:
        self.done.append("ask for a pack")

    def can_pack(self) -> bool:
        return self.session.lesson is not None

    def save_pack(self) -> None:
        self.done.append("save a pack")

    def ask_lesson_file(self) -> None:
        self.done.append("lesson_open")

    def can_author(self) -> bool:
        return self.session.lesson is not None

    can_write = can_insert = can_author

    def toggle_author(self) -> None:
        self.done.append("author")

    def save_text(self) -> None:
        self.done.append("text_save")

    def insert_step(self) -> None:
        self.done.append("step_insert")

    def replace_scene(self) -> None:
        self.done.append("scene_replace")

    def open_search(self) -> None:
        self.done.append("search")

    def show_assessment(self) -> None:
        self.done.append("assessment")

    def show_help(self) -> None:
        self.done.append("help")

    def show_variants(self) -> None:
        self.done.append("variants")

    def show_history(self) -> None:
        self.done.append("history")

    def copy_view(self) -> None:
        self.done.append("view")

    def copy_bookmark(self) -> None:
        self.done.append("bookmark")

    def copy_picture(self) -> None:
        self.done.append("picture")

    def show_shots(self) -> None:
        self.done.append("shots")

    def show_export(self) -> None:
        self.done.append("export")

    def toggle_panel(self, side: str) -> None:
        self.done.append(side)

    def prefer(self, **changes: object) -> None:
        self.preferences |= changes  # type: ignore[arg-type]

    def preference(self, name: str) -> object:
        return self.preferences[name]

    def play_pathway(self) -> None:
        self.done.append("pathway")

    def show_pathway_about(self) -> None:
        self.done.append("about")

    def next_plane(self) -> None:
        self.done.append("plane")

    def sweep(self) -> None:
        self.done.append("sweep")

    def add_mesh(self) -> None:
        self.done.append("mesh")

    def open_scan(self, folder: bool = False) -> None:
        self.done.append("folder" if folder else "scan")

    def close_scan(self) -> None:
        self.session.close_scan()

    def present(self, act: str) -> None:
        self.done.append(act)

    def show_lectures(self) -> None:
        self.done.append("lectures")

    def can_present(self, act: str) -> bool:
        return self.presenting

    def new_lesson(self) -> None:
        self.done.append("new lesson")

    def can_form(self) -> bool:
        return True

    def edit_lesson(self) -> None:
        self.done.append("edit lesson")

    def can_edit_form(self) -> bool:
        return self.session.lesson is not None

    def quit(self) -> None:
        self.done.append("quit")


@pytest.fixture
def desk(small_atlas: Atlas, small_lessons: Mapping[str, Lesson]) -> Table:
    """In the lesson's first step, with something to undo, to redo and to act on."""
    atlas = replace(small_atlas, variants=VARIANTS, sampling=Sampling())
    session = Session(atlas, small_lessons, AppState())
    session.open_lesson(LESSON)
    session.put_needle("Usual path", Needle((0.0, -12.0, 0.0), (0.0, 20.0, 0.0)))
    session.edit("peel", lambda view: view.peel_to(2))
    session.edit("more", lambda view: view.peel_to(3))
    session.undo()
    session.select("nerve_r")
    return Table(session)


def run(desk: Table, name: str) -> None:
    command = BY_ID[name]
    assert command.enabled(desk), name
    command.run(desk)


Seen = Callable[[Table], object]
AUTHOR = ("author", "text_save", "step_insert", "scene_replace")  # what a lesson's text is needed for
EFFECTS: dict[str, Seen] = {
    **{name: lambda d, name=name: d.done == [name] for name in (*AUTHOR, "lesson_open")},
    "home": lambda d: d.session.now.screen == "home",
    "search": lambda d: d.done == ["search"],
    "help": lambda d: d.done == ["help"],
    "structures": lambda d: d.done == ["structures"],
    "lesson_panel": lambda d: d.done == ["lesson"],
    "theme": lambda d: d.preferences["theme"] == "light",
    "language": lambda d: d.preferences["language"] == "zh",
    "assessment": lambda d: d.done == ["assessment"],
    "pack_open": lambda d: d.done == ["ask for a pack"],
    "pack_save": lambda d: d.done == ["save a pack"],
    "new_lesson": lambda d: d.done == ["new lesson"],
    "edit_lesson": lambda d: d.done == ["edit lesson"],
    "quit": lambda d: d.done == ["quit"],
    **{name: lambda d, name=name: d.done == [name] for name in ("review", "mix", "report", "learners")},
    "present": lambda d: d.done == ["begin"],
    "lectures": lambda d: d.done == ["lectures"],
    "next_step": lambda d: d.session.now.place.step == 1,
    "previous_step": lambda d: d.session.now.place.step == 0,
    "step_view": lambda d: d.session.view == step_view(d.session.step, d.session.atlas),
    "undo": lambda d: d.session.view.peel == 0 and d.told == [("Undone · peel", False)],
    "redo": lambda d: d.session.view.peel == 3 and d.told == [("Redone · more", False)],
    "history": lambda d: d.done == ["history"],
    "export": lambda d: d.done == ["export"],
    "copy_view": lambda d: d.done == ["view"],
    "picture_copy": lambda d: d.done == ["picture"],
    "picture": lambda d: d.done == ["shots"],
    "bookmark": lambda d: d.done == ["bookmark"],
    "hide": lambda d: "nerve_r" not in d.session.view.visible and d.session.view.selected is None,
    "fade": lambda d: d.session.view.opacity_of("nerve_r") == FADED,
    "isolate": lambda d: d.session.view.visible == {"nerve_r"},
    "measure": lambda d: d.session.measuring.kind == "straight",
    "measure_kind": lambda d: d.session.measuring.kind == "surface",
    "measure_clear": lambda d: d.session.view.measurements == () and d.told[-1][1],
    "label": lambda d: d.session.view.labelled == ("skull",),
    "deselect": lambda d: d.session.view.selected is None,
    "show_all": lambda d: d.session.view.visible == d.session.atlas.all_ids,
    "needle_entry": lambda d: d.session.now.placing == "entry" and d.told != [],
    "needle_target": lambda d: d.session.now.placing == "target",
    "needle_inject": lambda d: d.session.now.needle.volume == 2.0,
    "needle_remove": lambda d: (
        d.session.now.needle is None and d.session.store.past[0] == "Remove the needle"
    ),
    "spread": lambda d: d.session.view.spread,
    "variants": lambda d: d.done == ["variants"],
    "another_patient": lambda d: d.session.view.patient.seed == 1 and d.told == [("Patient 1", True)],
    "peel_more": lambda d: d.session.view.peel == 3,
    "peel_less": lambda d: d.session.view.peel == 1,
    "imaging": lambda d: d.session.imaging is not None,
    "imaging_next": lambda d: d.session.imaging.enlarged,
    "imaging_plane": lambda d: d.done == ["plane"],
    "imaging_here": lambda d: d.session.imaging.plane.fractions(d.session.atlas.anchor("nerve_r"))[2] < 1e-6,
    "imaging_labels": lambda d: not d.session.imaging.labels,
    "imaging_sweep": lambda d: d.done == ["sweep"],
    "imaging_side": lambda d: d.session.imaging.neurological,
    "scan_open": lambda d: d.done == ["scan"],
    "own_add": lambda d: d.done == ["mesh"],
    "scan_folder": lambda d: d.done == ["folder"],
    "scan_close": lambda d: d.session.scan is None,
    "view_posterior": lambda d: name_of(d.session.view.camera) == "posterior",
    "view_right": lambda d: name_of(d.session.view.camera) == "right",
    "view_left": lambda d: name_of(d.session.view.camera) == "left",
    "view_superior": lambda d: name_of(d.session.view.camera) == "superior",
    "view_anterior": lambda d: name_of(d.session.view.camera) == "anterior",
    "view_inferior": lambda d: name_of(d.session.view.camera) == "inferior",
    "view_posterolateral_right": lambda d: name_of(d.session.view.camera) == "posterolateral right",
}
NEEDS_THE_WHOLE_ATLAS = {
    "walk",
    "walk_on",
    "walk_back",
    "walk_play",
    "walk_end",
    "trace",
    "practise",
    "efficacy",
    "territories",
    "pathway",
    "pain",
    "syndromes",
    "pathway_play",
    "pathway_about",
}


@pytest.mark.parametrize("name", EFFECTS)
def test_a_command_does_what_it_says(desk: Table, name: str) -> None:
    if name == "scan_close":
        desk.session.open_scan(first_look(1, (0.0, 0.0, 0.0), 200.0))
    if name.startswith("imaging_"):
        desk.session.open_imaging(opened((0.0, 20.0, -12.0)))
    if name.startswith("measure_"):
        desk.session.measure("straight")
        desk.session.put_end(End((0.0, 0.0, 0.0)))
        desk.session.put_end(End((0.0, 1.0, 0.0)))
    run(desk, name)
    assert EFFECTS[name](desk)


LECTURE = {command.id for command in COMMANDS if command.scope == "present"}


@pytest.mark.parametrize("name", sorted(LECTURE))
def test_a_key_of_the_lecture_is_handed_to_it(desk: Table, name: str) -> None:
    assert not BY_ID[name].enabled(desk)
    desk.presenting = True
    run(desk, name)
    assert desk.done == [name.removeprefix("present_")]


def test_while_a_lecture_is_given_nothing_else_begins(desk: Table) -> None:
    desk.presenting = True
    assert not any(BY_ID[name].enabled(desk) for name in ("home", "practise", "present", "lectures"))


def test_no_command_is_left_untried() -> None:
    assert set(EFFECTS) | NEEDS_THE_WHOLE_ATLAS | LECTURE == {command.id for command in COMMANDS}


def test_no_command_fails_or_is_offered_when_its_time_has_not_come(small_atlas: Atlas) -> None:
    """On Home, before anything was done, and right after coming to the free atlas."""
    desk = Table(Session(small_atlas, {}, AppState()))
    home = {command.id for command in COMMANDS if command.enabled(desk)}
    assert home == {
        "home",
        "lectures",
        "export",
        "pack_open",
        "lesson_open",
        "new_lesson",
        "search",
        "help",
        "learners",
        "theme",
        "language",
        "quit",
        "scan_open",
        "own_add",
        "scan_folder",
    }
    desk.session.explore()
    free = {command.id for command in COMMANDS if command.enabled(desk)}
    acts = {"hide", "fade", "isolate", "label", "deselect", "needle_target", "needle_inject", "needle_remove"}
    steps = {"next_step", "previous_step", "variants", "another_patient"}  # an atlas without variants
    acts |= {
        *AUTHOR,
        "scan_close",
        "review",
        "mix",
        "report",
        "assessment",
        "pack_save",
        "edit_lesson",
    }  # without lessons
    acts |= {name for name in EFFECTS if name.startswith(("imaging_", "measure_"))}
    assert free == set(EFFECTS) - acts - steps - {"redo"}
    desk.session.select("cp1")  # a point can't be hidden or faded
    assert {c.id for c in COMMANDS if c.enabled(desk)} == free | {"deselect"}


def scopes(command: Command) -> set[str]:
    """Where its keys count: on Home, in the free atlas, in a lesson, before the others on a walk."""
    return {
        "any": {"home", "atlas", "lesson"},
        "atlas": {"atlas", "lesson"},
        "lesson": {"lesson"},
        "walk": {"walk"},
        "imaging": {"imaging"},
        "present": {"present"},
    }[command.scope]


def test_no_key_means_two_things_in_one_place() -> None:
    keys = Counter(
        (where, key.casefold()) for command in COMMANDS for key in command.keys for where in scopes(command)
    )
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("hide", ("H",)),
        ("fade", ("F",)),
        ("isolate", ("I",)),
        ("show_all", ("Shift+H",)),
        ("undo", ("Ctrl+Z",)),
        ("search", ("Ctrl+K",)),
        ("help", ("F1", "?")),
        ("next_step", ("PgDown", "Right")),
        ("previous_step", ("PgUp", "Left")),
        ("step_view", ("R", "Home")),
        ("view_posterior", ("Ctrl+1",)),
        ("view_right", ("Ctrl+2",)),
        ("view_left", ("Ctrl+3",)),
        ("view_superior", ("Ctrl+4",)),
        ("view_anterior", ("Ctrl+5",)),
        ("view_inferior", ("Ctrl+6",)),
        ("view_posterolateral_right", ("Ctrl+7",)),
    ],
)
def test_the_keys_that_were_promised(name: str, keys: tuple[str, ...]) -> None:
    assert BY_ID[name].keys == keys


def test_acts_name_the_side_and_can_be_undone(desk: Table) -> None:
    before = desk.session.view
    run(desk, "hide")
    assert desk.told == [("Hide · Great nerve (right)", True)]
    assert desk.session.store.past[0] == "Hide · Great nerve (right)"
    run(desk, "undo")
    assert desk.session.view == before


def test_acts_on_a_feature_act_on_its_structure_but_label_itself(desk: Table) -> None:
    desk.session.select("belly_r")
    run(desk, "label")
    assert desk.session.view.labelled[-1] == "belly_r"
    run(desk, "fade")
    assert desk.session.view.opacity_of("oblique_r") == FADED
    run(desk, "hide")
    assert "oblique_r" not in desk.session.view.visible
    assert desk.session.view.selected is None


@pytest.mark.parametrize("name", ["isolate", "show_all"])
def test_what_changes_nothing_offers_no_undo(desk: Table, name: str) -> None:
    run(desk, name)
    run(desk, name)
    assert len(desk.told) == 1


def test_a_run_of_peeling_is_one_entry_and_stops_at_the_ends(desk: Table) -> None:
    past = len(desk.session.store.past)
    for _ in range(9):
        run(desk, "peel_more")
    assert desk.session.view.peel == 7
    assert len(desk.session.store.past) == past + 1
    peel_to(desk.session, -4)
    assert desk.session.view.peel == 0


def test_standard_views_frame_what_is_left_and_keep_the_rest(desk: Table) -> None:
    run(desk, "isolate")
    shown = desk.session.view
    run(desk, "view_left")
    view = desk.session.view
    assert (view.visible, view.selected, view.labelled) == (shown.visible, shown.selected, shown.labelled)
    assert view.camera.target == pytest.approx((20, 20, -10))
    assert view.camera.distance < shown.camera.distance


def test_what_is_told_is_in_the_language_of_the_window(desk: Table) -> None:
    desk.session.language = "zh"
    for name in ("hide", "undo", "redo", "show_all"):
        run(desk, name)
    assert [text for text, _ in desk.told] == [
        "隐藏 · 右大神经", "已撤销 · 隐藏 · 右大神经", "已重做 · 隐藏 · 右大神经", "全部显示",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("plane", "flipped", "kept"),
    [
        ("sagittal", False, "right"),
        ("sagittal", True, "left"),
        ("coronal", False, "front"),
        ("coronal", True, "back"),
        ("axial", False, "below"),
        ("axial", True, "above"),
    ],
)
def test_a_cut_keeps_the_side_that_is_named(desk: Table, plane: str, flipped: bool, kept: str) -> None:
    cut_at(desk.session, plane, 12.0, flipped)
    cut = desk.session.view.cut
    assert cut is not None
    assert cut.normal == KEEP_NORMALS[kept]
    assert sorted(cut.origin) == [0, 0, 12]
    remove_cut(desk.session)
    assert desk.session.view.cut is None
    assert desk.session.store.past[:2] == ("Remove the cut", "Cut")


def test_points_of_a_kind_come_and_go_and_leave_the_others(desk: Table) -> None:
    show_points(desk.session, "landmark", True)
    assert desk.session.view.points == ("cp1", "lm1")
    show_points(desk.session, "compression", False)
    assert desk.session.view.points == ("lm1",)
    show_points(desk.session, "landmark", True)
    assert desk.session.view.points == ("lm1",)


def test_a_variant_is_given_to_one_side_and_can_be_undone(desk: Table) -> None:
    choose_variant(desk.session, "left", "split")
    assert desk.session.view.patient.left.variants == ("split",)
    assert desk.session.view.patient.right.usual
    assert desk.session.undo() == "Variant · split"
    assert desk.session.view.patient.usual


def test_a_variant_that_cannot_be_there_as_well_is_refused_with_the_reason(desk: Table) -> None:
    choose_variant(desk.session, "right", "split")
    assert refusal(desk.session, "right", "beside") == "Not together with “split”: they need the same place."
    choose_variant(desk.session, "right", "beside")
    assert desk.session.view.patient.right.variants == ("split",)
    assert refusal(desk.session, "left", "beside") == ""
