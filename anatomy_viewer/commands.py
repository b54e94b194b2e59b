"""The table of commands: menus, keys, the help sheet and the search box read it. No Qt.

Past 400 lines, since a command is a row and a few lines above it: who reads the row finds what it does beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from anatomy_viewer.model.anatomy import DEEPEST_PEEL
from anatomy_viewer.model.camera import VIEW_NAMES, frame
from anatomy_viewer.model.exercise import tasks_of
from anatomy_viewer.model.measuring import KINDS, STRAIGHT
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.needling import MOST_ML
from anatomy_viewer.model.patients import drawn_patient
from anatomy_viewer.model.usual_paths import usual_needle
from anatomy_viewer.model.variants import Patient, Sampling, conflict, with_variant
from anatomy_viewer.model.view import Cut, ViewState, drawn
from anatomy_viewer.model.walking import walkable
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session, traced_view


class Desk(Protocol):
    """What commands may ask of the window."""

    session: Session

    def tell(self, text: str, undoable: bool = False) -> None:
        """Show one line over the picture; with `undoable` an Undo button beside it."""

    def open_search(self) -> None:
        """Put the cursor into the search box."""

    def show_help(self) -> None:
        """Show the sheet of all commands."""

    def show_variants(self) -> None:
        """Show the variants of the nerve's course."""

    def show_efficacy(self) -> None:
        """Show how well the interventions worked."""

    def show_syndromes(self) -> None:
        """Show the syndromes side by side."""

    def copy_view(self) -> None:
        """Put the picture on the clipboard as a scene block of a lesson."""

    def copy_bookmark(self) -> None:
        """Put the picture on the clipboard as one line of text."""

    def copy_picture(self) -> None:
        """Put a picture of what is shown on the clipboard."""

    def show_shots(self) -> None:
        """Choose how large a picture of what is shown is to be, and with what."""

    def show_export(self) -> None:
        """Show in which forms the lesson can be taken along."""

    def show_history(self) -> None:
        """Show the list of changes that can be undone."""

    def toggle_panel(self, side: str) -> None:
        """Open or close the 'structures' or the 'lesson' panel."""

    def prefer(self, **changes: object) -> None:
        """Change preferences by name."""

    def preference(self, name: str) -> object:
        """A preference's value."""

    def play_walk(self) -> None:
        """Let the walk go on by itself, or stop it."""

    def play_pathway(self) -> None:
        """Let the time of the pathway's model pass, or stop it."""

    def show_pathway_about(self) -> None:
        """Show how the pathway's model works."""

    def next_plane(self) -> None:
        """The next plane of the images."""

    def sweep(self) -> None:
        """Let the plane of the images go back and forth, or stop it."""

    def open_scan(self, folder: bool = False) -> None:
        """Ask for the reader's own scan, a file or a folder."""

    def add_mesh(self) -> None:
        """Ask for a mesh file that is to stand beside the atlas."""

    def close_scan(self) -> None:
        """Let the scan go."""

    @property
    def presenting(self) -> bool:
        """Is a lecture being given?"""

    def present(self, act: str) -> None:
        """'begin': give a lecture; while one is given: what a key of it asks."""

    def can_present(self, act: str) -> bool:
        """Is there anything for a key of the lecture to do?"""

    def show_lectures(self) -> None:
        """Show the lectures of one's own."""

    def jump(self, step: int) -> None:
        """To a step by its number from 0: of the lecture being given, else of the lesson."""

    def review(self) -> None:
        """Ask what is due."""

    def show_mix(self) -> None:
        """Choose what mixed practice asks."""

    def show_report(self) -> None:
        """Show what the learner has done."""

    def show_learners(self) -> None:
        """Show the learners of this machine."""

    def show_assessment(self) -> None:
        """Choose what an assessment asks."""

    def ask_pack(self) -> None:
        """Ask for a lesson pack to open."""

    def can_pack(self) -> bool:
        """Is the lesson one that can be given away as a pack: not the atlas's own?"""

    def save_pack(self) -> None:
        """Ask where to save the lesson as a pack."""

    def ask_lesson_file(self) -> None:
        """Ask for a lesson's file to open."""

    def toggle_author(self) -> None:
        """The lesson's text beside it, or away with it."""

    def can_author(self) -> bool:
        """Is there a text to be shown, or put away?"""

    def can_write(self) -> bool:
        """Is the text of a lesson open that may be changed?"""

    def can_insert(self) -> bool:
        """May a step be put into it?"""

    def save_text(self) -> None:
        """Write what is not saved."""

    def insert_step(self) -> None:
        """The picture as a new step of the lesson."""

    def replace_scene(self) -> None:
        """The picture in the place of the present step's."""

    def new_lesson(self) -> None:
        """Show the form that writes a lesson, or put it away."""

    def can_form(self) -> bool:
        """May a lesson be written now?"""

    def edit_lesson(self) -> None:
        """Show the lesson that is played in the form."""

    def can_edit_form(self) -> bool:
        """Is a lesson of one's own played?"""

    def quit(self) -> None:
        """Close the window."""


Run = Callable[[Desk], None]
Test = Callable[[Desk], bool]


def _always(_: Desk) -> bool:
    return True


def _tells(desk: Desk) -> bool:
    """May the names of what is in the picture be told?"""
    return _in_atlas(desk) and not desk.session.now.concealed


def _in_atlas(desk: Desk) -> bool:
    return desk.session.now.screen == "atlas"


def _has_selection(desk: Desk) -> bool:
    return _in_atlas(desk) and _selected(desk) != ()


def _can_deselect(desk: Desk) -> bool:
    session = desk.session
    held = bool(session.now.placing) or session.measuring is not None
    return _in_atlas(desk) and (held or session.view.selected is not None)


def _deselect(desk: Desk) -> None:
    """Leave off placing the needle or measuring; where nothing is being placed, select nothing."""
    if desk.session.now.placing:
        desk.session.place_by_click("")
    elif desk.session.measuring:
        desk.session.measure("")
    else:
        desk.session.select(None)


def _has_outcomes(desk: Desk) -> bool:
    return bool(desk.session.atlas.practice.outcomes) and not desk.session.now.concealed


def _has_lessons(desk: Desk) -> bool:
    return bool(desk.session.lessons)


def _can_be_examined(desk: Desk) -> bool:
    return bool(desk.session.lessons) and not desk.session.now.covered


def _in_lesson(desk: Desk) -> bool:
    return _in_atlas(desk) and desk.session.now.place is not None


def _can_undo(desk: Desk) -> bool:
    return bool(desk.session.store.past)


def _can_redo(desk: Desk) -> bool:
    return bool(desk.session.store.undone)


@dataclass(frozen=True)
class Command:
    """Something a user can do. `title` is English (the Chinese stands in `model/words_zh.py`); `group` orders the help
    sheet; `scope` 'lesson' keys count only while a lesson is played, 'atlas' only over the picture, 'walk' only on a
    walk, 'imaging' only while images are open, 'present' only while a lecture is given; those three come before the
    others, the lecture's first."""

    id: str
    title: str
    group: str
    run: Run
    keys: tuple[str, ...] = ()
    icon: str = ""
    enabled: Test = _always
    scope: str = "any"


# What may be done in an assessment: nothing that names things or looks them up.
EXAMINED_GROUPS = ("Window", "Lesson", "Edit")
EXAMINED = ("hide", "fade", "show_all", "deselect", "peel_more", "peel_less")


def possible(command: Command, desk: Desk) -> bool:
    """Can it be done now?"""
    allowed = command.group in EXAMINED_GROUPS or command.id in EXAMINED or command.id.startswith("view_")
    return (allowed or not desk.session.now.covered) and command.enabled(desk)


def _selected(desk: Desk) -> tuple[str, ...]:
    """The structures that H, F and I act on: the selected one (a feature counts as its structure)."""
    atlas, name = desk.session.atlas, desk.session.view.selected
    return () if name is None or name in atlas.points else (atlas.owner(name),)


def _edit_and_tell(desk: Desk, label: str, change: Callable[[ViewState], ViewState]) -> None:
    """Change the picture and offer Undo; silent where nothing changes, since Undo would take back something else."""
    before = desk.session.now
    desk.session.edit(label, change)
    if desk.session.now is not before:
        desk.tell(label, undoable=True)


def _act(word: str, change: Callable[[ViewState, tuple[str, ...]], ViewState]) -> Run:
    def run(desk: Desk) -> None:
        ids, session = _selected(desk), desk.session
        label = f"{say(word, session.language)} · {full_name(session.atlas, ids[0], session.language)}"
        _edit_and_tell(desk, label, lambda view: change(view, ids))

    return run


def _show_all(desk: Desk) -> None:
    label = say("Show all", desk.session.language)
    _edit_and_tell(desk, label, lambda view: view.show_all(desk.session.atlas))


def _look(name: str) -> Run:
    def run(desk: Desk) -> None:
        session = desk.session
        shown = session.atlas.bounds(sorted(drawn(session.view, session.atlas)))
        camera = frame(shown, name)
        kept = replace(session.view.camera, position=camera.position, target=camera.target, up=camera.up)
        label = say(VIEW_NAMES[name][0], session.language)
        session.edit(label, lambda view: view.look(kept))

    return run


def _peel(step: int) -> Run:
    def run(desk: Desk) -> None:
        peel_to(desk.session, desk.session.view.peel + step)

    return run


def peel_to(session: Session, layers: int) -> None:
    """Take off this many layers; a run of them is one undo entry."""
    layers = min(max(layers, 0), DEEPEST_PEEL)
    session.edit(say("Peel", session.language), lambda view: view.peel_to(layers), merge=True)


CUT_NORMALS = {"sagittal": (1.0, 0.0, 0.0), "coronal": (0.0, 1.0, 0.0), "axial": (0.0, 0.0, -1.0)}


def cut_at(session: Session, plane: str, at: float, flipped: bool = False, skin_only: bool = False) -> None:
    """Cut along a standard plane at `at` mm from the EOP; sagittal keeps the right, coronal the front, axial below.

    skin_only: the skin and the fat under it come off, the rest stays whole.
    """
    normal = CUT_NORMALS[plane]
    origin = (at * abs(normal[0]), at * abs(normal[1]), at * abs(normal[2]))
    sign = -1.0 if flipped else 1.0
    structures = session.atlas.structures
    spared = (
        frozenset(name for name, each in structures.items() if each.system != "skin")
        if skin_only
        else frozenset()
    )
    cut = Cut(origin, (sign * normal[0], sign * normal[1], sign * normal[2]), spared)
    session.edit(say("Cut", session.language), lambda view: replace(view, cut=cut), merge=True)


def remove_cut(session: Session) -> None:
    """The whole again."""
    session.edit(say("Remove the cut", session.language), lambda view: replace(view, cut=None))


def _undo(desk: Desk) -> None:
    label = desk.session.undo()
    desk.tell(f"{say('Undone', desk.session.language)} · {label}")


def _redo(desk: Desk) -> None:
    label = desk.session.redo()
    desk.tell(f"{say('Redone', desk.session.language)} · {label}")


def _flip(name: str, first: object, second: object) -> Run:
    def run(desk: Desk) -> None:
        desk.prefer(**{name: second if desk.preference(name) == first else first})

    return run


GON = "greater_occipital_nerve_r"


def _trace(desk: Desk) -> None:
    session = desk.session
    label = say("Trace the greater occipital nerve", session.language)
    session.edit(label, lambda _: traced_view(session.atlas, GON))


def _can_trace(desk: Desk) -> bool:
    return _in_atlas(desk) and GON in desk.session.atlas.structures


def walk_or_end(session: Session) -> None:
    """Walk along the selected nerve or vessel, the greater occipital nerve where that can't be; or end the walk."""
    courses = walkable(session.atlas)
    if session.now.walk:
        session.end_walk()
    elif courses:
        selected = session.view.selected
        session.begin_walk(selected if selected in courses else courses[0])


def _walking(desk: Desk) -> bool:
    return _in_atlas(desk) and desk.session.now.walk is not None and not desk.session.now.concealed


def _can_walk(desk: Desk) -> bool:
    return _in_atlas(desk) and not desk.session.now.concealed and bool(walkable(desk.session.atlas))


def _can_end_walk(desk: Desk) -> bool:
    return _walking(desk) and not _can_deselect(desk)


def _go_along(mm: float) -> Run:
    def run(desk: Desk) -> None:
        walk = desk.session.now.walk
        desk.session.seek(round(walk.at) + mm if walk else 0.0)

    return run


def show_points(session: Session, kind: str, shown: bool) -> None:
    """Mark all points of a kind in the picture, or none of it."""
    ids = [p.id for p in session.atlas.points.values() if p.kind == kind]
    word = {
        "compression": "Compression points",
        "intervention": "Intervention points",
        "landmark": "Landmarks",
    }[kind]

    def change(view: ViewState) -> ViewState:
        others = tuple(i for i in view.points if i not in ids)
        return replace(view, points=(*others, *ids) if shown else others)

    session.edit(say(word, session.language), change)


def _has_needle(desk: Desk) -> bool:
    return _in_atlas(desk) and desk.session.now.needle is not None


def _place_entry(desk: Desk) -> None:
    """The next click in the picture is the needle's entry; a second time: not any more."""
    now = desk.session.now
    desk.session.place_by_click("" if now.placing == "entry" else "entry")
    if desk.session.now.placing:
        desk.tell(say("Click where the needle enters the skin, then what it aims at.", desk.session.language))


def _place_target(desk: Desk) -> None:
    desk.session.place_by_click("" if desk.session.now.placing == "target" else "target")


_ROUND = 45.0  # mm shown on every side of a needle


def take_usual_path(session: Session, target: str, entry: str = "") -> None:
    """The needle to point `target` (from point `entry` where several are usual), seen from behind and its side."""
    needle = usual_needle(session.atlas, target, entry)
    ends = np.array([needle.entry, needle.target])
    bounds = np.array([ends.min(axis=0) - _ROUND, ends.max(axis=0) + _ROUND])
    side = "left" if needle.target[0] < 0 else "right"
    view = session.view.look(frame(bounds, f"posterolateral {side}", "close"))
    session.put_needle("Usual path", needle, view=view)


def _can_practise(desk: Desk) -> bool:
    return bool(tasks_of(desk.session.atlas))


def _practise(desk: Desk) -> None:
    """Choose a task for the needle; a second time: leave practice."""
    if desk.session.now.exercise is not None:
        desk.session.leave_practice()
    else:
        desk.session.practise()


_USUAL_ML = 2.0  # where no volume has been published (model value)


def _inject(desk: Desk) -> None:
    """The middle of the volumes published for the procedure; where something was injected: take it away."""
    session = desk.session
    needle = session.now.needle
    if needle is None:
        return
    procedure = session.atlas.practice.at(needle.procedure)
    known = procedure.volume_ml if procedure else None
    usual = min(sum(known) / 2.0, MOST_ML) if known else _USUAL_ML
    volume = 0.0 if needle.volume else round(usual, 1)
    session.put_needle("Injection", replace(needle, volume=volume, lesion=""))


def remove_needle(session: Session) -> None:
    """No needle any more."""
    session.place_by_click("")
    session.put_needle("Remove the needle", None)


def _toggle_spread(desk: Desk) -> None:
    label = say("Spread of the points", desk.session.language)
    desk.session.edit(label, lambda view: replace(view, spread=not view.spread))


def show_territories(session: Session, names: tuple[str, ...], shown: bool) -> None:
    """Paint the territories of nerves on the skin, which comes into the picture, or take them away."""
    skin = session.atlas.skin

    def change(view: ViewState) -> ViewState:
        wanted = {*view.territories, *names} if shown else {*view.territories} - {*names}
        kept = tuple(name for name in skin.territories if name in wanted)
        view = view.show([skin.surface]).peel_to(0) if shown else view
        return replace(view, territories=kept)

    session.edit(say("Skin territories", session.language), change)


def _toggle_territories(desk: Desk) -> None:
    session = desk.session
    show_territories(session, tuple(session.atlas.skin.territories), not session.view.territories)


def _has_territories(desk: Desk) -> bool:
    return _in_atlas(desk) and bool(desk.session.atlas.skin.territories)


def _has_regions(desk: Desk) -> bool:
    return _in_atlas(desk) and bool(desk.session.atlas.skin.regions) and not desk.session.now.concealed


def _toggle_pain(desk: Desk) -> None:
    session = desk.session
    if session.pain is None:
        session.open_pain()
    else:
        session.close_pain()


def _has_syndromes(desk: Desk) -> bool:
    return bool(desk.session.atlas.skin.regions) and not desk.session.now.concealed


def _has_points(desk: Desk) -> bool:
    return _in_atlas(desk) and bool(desk.session.view.points)


def choose_variant(session: Session, side: str, name: str) -> None:
    """Give a variant to one side of the specimen, or take it away again."""
    variants, patient = session.atlas.variants, session.view.patient
    if refusal(session, side, name):
        return
    choice = with_variant(variants, patient.side(side), name)
    label = f"{say('Variant', session.language)} · {variants[name].names.get(session.language)}"
    session.edit(label, lambda view: replace(view, patient=patient.with_side(side, choice)))


def refusal(session: Session, side: str, name: str) -> str:
    """Why a variant cannot come to what the side has; '' where it can."""
    variants, language = session.atlas.variants, session.language
    choice = with_variant(variants, session.view.patient.side(side), name)
    found = conflict(variants, choice.variants)
    if found is None:
        return ""
    first, second, why = found
    other = variants[second if first == name else first].names.get(language)
    return say("Not together with “{}”: {}.", language).format(other, why.get(language))


def choose_patient(session: Session, patient: Patient) -> None:
    """Show another specimen; the base specimen has the usual course on both sides."""
    language = session.language
    label = say("Usual course", language)
    if patient.seed is not None:
        label = f"{say('Another patient', language)} · {patient.seed}"
    session.edit(label, lambda view: replace(view, patient=patient))


def _another_patient(desk: Desk) -> None:
    session = desk.session
    seed = session.view.patient.seed
    drawn = drawn_patient(
        session.atlas.variants, session.atlas.sampling or Sampling(), 1 if seed is None else seed + 1
    )
    choose_patient(session, drawn)
    desk.tell(say("Patient {}", session.language).format(drawn.seed), undoable=True)


def _can_image(desk: Desk) -> bool:
    return _in_atlas(desk) and not desk.session.now.concealed


def _images(desk: Desk) -> bool:
    return _can_image(desk) and desk.session.imaging is not None


def _has_scan(desk: Desk) -> bool:
    return desk.session.scan is not None


def _has_variants(desk: Desk) -> bool:
    return _in_atlas(desk) and bool(desk.session.atlas.variants)


_IMAGES = "Imaging"
IMAGING_COMMANDS = (
    Command("imaging", "Imaging", _IMAGES, lambda d: d.session.toggle_images(), ("M",),
            "radiology-box-outline", _can_image),
    Command("imaging_next", "Next modality alone, then all", _IMAGES,
            lambda d: d.session.next_modality(), ("Shift+M",), "arrow-expand", _images, "imaging"),
    Command("imaging_plane", "Next plane", _IMAGES, lambda d: d.next_plane(), ("K",),
            "layers-outline", _images, "imaging"),
    Command("imaging_here", "Plane through here", _IMAGES, lambda d: d.session.image_through_here(),
            ("X",), "crosshairs-gps", _images, "imaging"),
    Command("imaging_labels", "Labels in the images", _IMAGES,
            lambda d: d.session.toggle_image_labels(), ("Shift+L",), "tag-text-outline", _images,
            "imaging"),
    Command("imaging_sweep", "Sweep through the images", _IMAGES, lambda d: d.sweep(), ("Space",), "play", _images,
            "imaging"),
    Command("imaging_side", "Radiological or neurological convention", _IMAGES,
            lambda d: d.session.toggle_convention(), ("Shift+X",), "swap-horizontal", _images,
            "imaging"),
    Command("scan_open", "Open a scan", _IMAGES, lambda d: d.open_scan(), ("Ctrl+O",), "folder-open-outline"),
    Command("scan_folder", "Open a DICOM folder", _IMAGES, lambda d: d.open_scan(folder=True), ("Ctrl+Shift+O",),
            "folder-open-outline"),
    Command("scan_close", "Close the scan", _IMAGES, lambda d: d.close_scan(), ("Ctrl+Shift+W",), "close",
            _has_scan),
)  # fmt: skip


def _measure(desk: Desk) -> None:
    """Take up the tool, or put it away."""
    desk.session.measure("" if desk.session.measuring else STRAIGHT)


def _measures(desk: Desk) -> bool:
    return desk.session.measuring is not None


def _next_kind(desk: Desk) -> None:
    tool = desk.session.measuring
    if tool is not None:
        kinds = tuple(KINDS)
        desk.session.measure(kinds[(kinds.index(tool.kind) + 1) % len(kinds)])


def _has_measured(desk: Desk) -> bool:
    return _in_atlas(desk) and bool(desk.session.view.measurements)


def _delete_measurements(desk: Desk) -> None:
    desk.session.clear_measurements()
    desk.tell(say("Delete all measurements", desk.session.language), undoable=True)


MEASURE_COMMANDS = (
    Command("measure", "Measure", "View", _measure, ("D",), "ruler", _tells, "atlas"),
    Command("measure_kind", "Measure something else: distance, surface, angle, ellipse", "View", _next_kind,
            ("Shift+D",), "ruler-square", _measures, "atlas"),
    Command("measure_clear", "Delete all measurements", "View", _delete_measurements, ("Shift+Del",),
            "delete-outline", _has_measured, "atlas"),
)  # fmt: skip


def _has_pathway(desk: Desk) -> bool:
    return _in_atlas(desk) and bool(desk.session.atlas.pathway) and not desk.session.now.concealed


def _shows_pathway(desk: Desk) -> bool:
    return _in_atlas(desk) and desk.session.shows_schematic


def _toggle_pathway(desk: Desk) -> None:
    session = desk.session
    if _shows_pathway(desk):
        session.hide_pathway()
    else:
        session.show_pathway()


def _resting(desk: Desk) -> bool:
    return not desk.presenting


def _practise_enabled(desk: Desk) -> bool:
    return _resting(desk) and _can_practise(desk)


_LECTURE = "Presenting"


def _of_lecture(act: str, title: str, keys: tuple[str, ...], icon: str = "") -> Command:
    """A key of the lecturer; the same key may mean something else while no lecture is given."""
    return Command(f"present_{act}", title, _LECTURE, lambda d: d.present(act), keys, icon,
                   lambda d: d.can_present(act), "present")  # fmt: skip


LECTURE_COMMANDS = (
    Command("present", "Present", _LECTURE, lambda d: d.present("begin"), ("F5",), "presentation-play",
            lambda d: _in_atlas(d) and _resting(d)),
    Command("lectures", "Lectures", _LECTURE, lambda d: d.show_lectures(), ("Shift+F5",), "presentation", _resting),
    _of_lecture("next", "Next step of the lecture", ("PgDown", "Right", "Space", "Down"), "chevron-right"),
    _of_lecture("previous", "Previous step of the lecture", ("PgUp", "Left", "Up", "Backspace"), "chevron-left"),
    _of_lecture("freeze", "Freeze the audience", ("S",), "snowflake"),
    _of_lecture("black", "Black for the audience", ("B", "."), "square"),
    _of_lecture("white", "White for the audience", ("W", ","), "square-outline"),
    _of_lecture("laser", "Laser", ("L",), "laser-pointer"),
    _of_lecture("pen", "Pen", ("D",), "pencil-outline"),
    _of_lecture("eraser", "Eraser", ("X",), "eraser"),
    _of_lecture("clear", "Clear the drawing", ("C",), "delete-outline"),
    _of_lecture("undo_drawing", "Undo in the drawing", ("Ctrl+Z",), "undo-variant"),
    _of_lecture("magnifier", "Magnifier", ("M",), "magnify-plus-outline"),
    _of_lecture("big_text", "Big text", ("G",), "format-size"),
    _of_lecture("palette", "Next palette", ("P",), "palette-outline"),
    _of_lecture("timer", "Stop or start the timer", ("T",), "clock-outline"),
    _of_lecture("timer_reset", "Timer from nought", ("Shift+T",), "replay"),
    _of_lecture("explore", "Explore, and back to the step as it was", ("E",), "compass-outline"),
    _of_lecture("question", "Show the step's question", ("Q",), "help-circle-outline"),
    _of_lecture("answer", "Release the answer", ("A",), "check-circle"),
    _of_lecture("bar", "Slim bar on one screen", ("F6",), "dots-vertical"),
    _of_lecture("swap", "Swap screens", ("Ctrl+F5",), "monitor-screenshot"),
    _of_lecture("end", "End the lecture", ("Esc",), "close"),
)  # fmt: skip


_AUTHOR = "Authoring"
AUTHOR_COMMANDS = (
    Command("author", "The lesson's text", _AUTHOR, lambda d: d.toggle_author(), ("F2",),
            "file-document-edit-outline", lambda d: d.can_author()),
    Command("lesson_open", "Open a lesson file", _AUTHOR, lambda d: d.ask_lesson_file(), (), "folder-open-outline",
            _resting),
    Command("text_save", "Save the text", _AUTHOR, lambda d: d.save_text(), ("Ctrl+S",), "content-save-outline",
            lambda d: d.can_write()),
    Command("step_insert", "Insert step here", _AUTHOR, lambda d: d.insert_step(), ("Ctrl+Shift+I",), "playlist-plus",
            lambda d: d.can_insert()),
    Command("scene_replace", "Replace this step's scene", _AUTHOR, lambda d: d.replace_scene(), ("Ctrl+Shift+P",),
            "image-sync-outline", lambda d: d.can_write()),
)  # fmt: skip


COMMANDS: tuple[Command, ...] = (
    *LECTURE_COMMANDS,
    Command("home", "Home", "Window", lambda d: d.session.home(), ("Alt+Home",), "home-variant-outline", _resting),
    Command("search", "Search", "Window", lambda d: d.open_search(), ("Ctrl+K",), "magnify"),
    Command("help", "All commands and keys", "Window", lambda d: d.show_help(), ("F1", "?"), "help-circle-outline"),
    Command("structures", "Structures panel", "Window", lambda d: d.toggle_panel("structures"), ("Ctrl+B",),
            "format-list-bulleted", _in_atlas),
    Command("lesson_panel", "Lesson panel", "Window", lambda d: d.toggle_panel("lesson"), ("Ctrl+Shift+L",),
            "book-open-variant", _in_atlas),
    Command("theme", "Light or dark", "Window", _flip("theme", "dark", "light"), ("Ctrl+Shift+D",),
            "theme-light-dark"),
    Command("language", "English / 中文", "Window", _flip("language", "en", "zh"), ("Ctrl+Shift+E",), "translate"),
    Command("efficacy", "Efficacy by syndrome and procedure", "Window", lambda d: d.show_efficacy(), ("Ctrl+E",),
            "chart-box-outline", _has_outcomes),
    Command("syndromes", "Headache and face pain compared", "Window", lambda d: d.show_syndromes(), ("Ctrl+T",),
            "table-large", _has_syndromes),
    Command("review", "Review what is due", "Learning", lambda d: d.review(), ("Ctrl+R",), "calendar-clock",
            _has_lessons),
    Command("mix", "Mixed practice", "Learning", lambda d: d.show_mix(), ("Ctrl+Shift+M",), "shuffle-variant",
            _has_lessons),
    Command("report", "Report", "Learning", lambda d: d.show_report(), ("Ctrl+Shift+R",), "chart-line",
            _has_lessons),
    Command("learners", "Learners and reports", "Learning", lambda d: d.show_learners(), ("Ctrl+L",),
            "account-group-outline"),
    Command("assessment", "Assessment", "Learning", lambda d: d.show_assessment(), (), "clipboard-check-outline",
            _can_be_examined),
    Command("copy_view", "Copy this view for a lesson", "Edit", lambda d: d.copy_view(), ("Ctrl+Alt+C",), "", _tells),
    Command("bookmark", "Copy a bookmark of this view", "Edit", lambda d: d.copy_bookmark(), ("Ctrl+Shift+B",),
            "bookmark-outline", _tells),
    Command("picture_copy", "Copy the picture", "Edit", lambda d: d.copy_picture(), ("Ctrl+Shift+C",), "camera-outline",
            _tells),
    Command("picture", "Picture of this view: size, copy, save", "Edit", lambda d: d.show_shots(), ("Ctrl+Shift+S",),
            "camera-outline", _tells),
    Command("export", "Take it along", "Window", lambda d: d.show_export(), ("Ctrl+Shift+X",), "tray-arrow-down",
            _resting),
    Command("pack_open", "Open a lesson pack", "Learning", lambda d: d.ask_pack(), (), "package-variant", _resting),
    Command("pack_save", "Save the lesson as a pack", "Learning", lambda d: d.save_pack(), (),
            "package-variant-closed", lambda d: d.can_pack()),
    *AUTHOR_COMMANDS,
    Command("new_lesson", "New lesson", "Learning", lambda d: d.new_lesson(), ("Ctrl+N",), "playlist-plus",
            lambda d: d.can_form()),
    Command("edit_lesson", "Change the lesson in the form", "Learning", lambda d: d.edit_lesson(), ("Ctrl+Shift+N",),
            "pencil-outline", lambda d: d.can_edit_form()),
    Command("quit", "Quit", "Window", lambda d: d.quit(), ("Ctrl+Q",)),
    Command("next_step", "Next step", "Lesson", lambda d: _ignore(d.session.move(1)), ("PgDown", "Right"),
            "arrow-right", _in_lesson, "lesson"),
    Command("previous_step", "Previous step", "Lesson", lambda d: _ignore(d.session.move(-1)), ("PgUp", "Left"),
            "arrow-left", _in_lesson, "lesson"),
    Command("step_view", "Back to the step's view", "Lesson", lambda d: d.session.return_to_step(), ("R", "Home"),
            "image-filter-center-focus", _in_atlas, "atlas"),
    Command("undo", "Undo", "Edit", _undo, ("Ctrl+Z",), "undo-variant", _can_undo),
    Command("redo", "Redo", "Edit", _redo, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-variant", _can_redo),
    Command("history", "History", "Edit", lambda d: d.show_history(), ("Ctrl+H",), "history", _can_undo),
    Command("hide", "Hide", "Structure", _act("Hide", lambda v, ids: v.hide(ids).select(None)), ("H",),
            "eye-off-outline", _has_selection, "atlas"),
    Command("fade", "Fade", "Structure", _act("Fade", lambda v, ids: v.toggle_fade(ids)), ("F",),
            "circle-half-full", _has_selection, "atlas"),
    Command("isolate", "Isolate", "Structure", _act("Isolate", lambda v, ids: v.isolate(ids)), ("I",),
            "image-filter-center-focus-strong-outline", _has_selection, "atlas"),
    Command("label", "Label", "Structure",
            _act("Label", lambda v, ids: v.toggle_label(v.selected or ids[0])), ("L",),
            "tag-text-outline", _has_selection, "atlas"),
    Command("deselect", "Deselect", "Structure",
            _deselect, ("Esc",), "", _can_deselect, "atlas"),
    Command("own_add", "Add a mesh", "Structure", lambda d: d.add_mesh(), (), "shape-polygon-plus", _resting),
    Command("show_all", "Show all", "Structure", _show_all, ("Shift+H",), "eye-outline", _in_atlas, "atlas"),
    Command("trace", "Trace the greater occipital nerve", "View", _trace, ("N",), "map-marker-path", _can_trace,
            "atlas"),
    Command("needle_entry", "Place the needle's entry", "Needle", _place_entry, ("E",), "needle", _in_atlas, "atlas"),
    Command("needle_target", "Place the needle's target", "Needle", _place_target, ("Shift+E",), "target",
            _has_needle, "atlas"),
    Command("needle_inject", "Inject, or take it away", "Needle", _inject, ("J",), "water-outline", _has_needle,
            "atlas"),
    Command("needle_remove", "Remove the needle", "Needle", lambda d: remove_needle(d.session), ("Del",), "close",
            _has_needle, "atlas"),
    Command("spread", "Spread of the points", "View", _toggle_spread, ("U",), "chart-scatter-plot", _has_points,
            "atlas"),
    Command("practise", "Practise with the needle", "Needle", _practise, ("P",), "bullseye-arrow",
            _practise_enabled),
    Command("variants", "Variants of the course", "View", lambda d: d.show_variants(), ("V",), "source-branch",
            _has_variants, "atlas"),
    Command("another_patient", "Another patient", "View", _another_patient, ("Shift+V",), "account-switch-outline",
            _has_variants, "atlas"),
    Command("territories", "Skin territories", "View", _toggle_territories, ("T",), "head-outline",
            _has_territories, "atlas"),
    Command("pain", "Pain map", "View", _toggle_pain, ("Shift+T",), "head-flash-outline", _has_regions, "atlas"),
    Command("walk", "Walk along a nerve or vessel", "Course", lambda d: walk_or_end(d.session), ("W",),
            "map-marker-path", _can_walk, "atlas"),
    Command("walk_on", "On along the course", "Course", _go_along(1.0), ("]",), "chevron-right", _walking, "walk"),
    Command("walk_back", "Back along the course", "Course", _go_along(-1.0), ("[",), "chevron-left", _walking,
            "walk"),
    Command("walk_play", "Play or pause", "Course", lambda d: d.play_walk(), ("Space",), "play", _walking, "walk"),
    Command("walk_end", "End the walk", "Course", lambda d: d.session.end_walk(), ("Esc",), "close", _can_end_walk,
            "walk"),
    *IMAGING_COMMANDS,
    *MEASURE_COMMANDS,
    Command("pathway", "Pathway of pain", "View", _toggle_pathway, ("G",), "transit-connection-variant", _has_pathway,
            "atlas"),
    Command("pathway_play", "Play or pause the pathway", "View", lambda d: d.play_pathway(), ("Shift+G",), "play",
            _shows_pathway, "atlas"),
    Command("pathway_about", "About the model of the pathway", "View", lambda d: d.show_pathway_about(), (),
            "information-outline", _shows_pathway, "atlas"),
    Command("peel_more", "Peel one layer more", "View", _peel(1), ("]",), "layers-outline", _in_atlas, "atlas"),
    Command("peel_less", "Peel one layer less", "View", _peel(-1), ("[",), "layers-outline", _in_atlas, "atlas"),
    *(
        Command(f"view_{name.replace(' ', '_')}", VIEW_NAMES[name][0], "View", _look(name), (f"Ctrl+{key}",),
                "cube-outline", _in_atlas)
        for key, name in enumerate(
            ("posterior", "right", "left", "superior", "anterior", "inferior", "posterolateral right"), 1
        )
    ),
)  # fmt: skip


def _ignore(_: object) -> None:
    """A command has no result."""


BY_ID = {command.id: command for command in COMMANDS}
assert len(BY_ID) == len(COMMANDS), "two commands have the same id"
