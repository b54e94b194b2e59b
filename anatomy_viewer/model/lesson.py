"""A lesson as a value: steps with text, a description of the picture, and questions. No files, no drawing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from anatomy_viewer.model.anatomy import POINT_KINDS, Atlas, UnknownName, Vector
from anatomy_viewer.model.camera import Camera, frame
from anatomy_viewer.model.case import Decision
from anatomy_viewer.model.imaged import ImagingSpec
from anatomy_viewer.model.measuring import Measurement
from anatomy_viewer.model.pain import PainView, felt_aches
from anatomy_viewer.model.pathway_look import PathwayLook, begun, pathway_view, settled
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.variants import BASE_SPECIMEN, Patient
from anatomy_viewer.model.view import Course, Cut, ViewState, drawn

LEVELS = ("student", "resident", "lecturer")
LESSON_KINDS = ("lesson", "case")
LINK_KINDS = ("structure", "point", "lesson", "source", "https")
MOST_LABELS = 8
PLANES = {"sagittal": ("right", "left"), "coronal": ("front", "back"), "axial": ("below", "above")}
KEEP_NORMALS: dict[str, Vector] = {
    "right": (1.0, 0.0, 0.0),
    "left": (-1.0, 0.0, 0.0),
    "front": (0.0, 1.0, 0.0),
    "back": (0.0, -1.0, 0.0),
    "above": (0.0, 0.0, 1.0),
    "below": (0.0, 0.0, -1.0),
}

assert {side for sides in PLANES.values() for side in sides} == set(KEEP_NORMALS)


# The text of a step: blocks of running text.


@dataclass(frozen=True)
class Link:
    """Where a link leads. `kind`: one of LINK_KINDS; `target`: an id, a source key or the whole address;
    `step`: a step of the lesson that a lesson link names, or ''."""

    kind: str
    target: str
    step: str = ""


@dataclass(frozen=True)
class Span:
    """Characters of one look. A line break is '\\n' in `text`."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: Link | None = None


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """A heading inside a step."""

    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Listing:
    """A list with bullets, or with numbers from `start`."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True)
class Quotation:
    """Quoted text (the lecturer's notes are kept apart, in `StepText.notes`)."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Figure:
    """A picture file; `alt` says what it shows."""

    path: Path
    alt: str


@dataclass(frozen=True)
class Ask:
    """Here stands the question with this id."""

    question: str


@dataclass(frozen=True)
class Measure:
    """Here stand the published figures of the point with this id."""

    point: str


Block = Paragraph | Heading | Listing | Quotation | Figure | Ask | Measure
Body = tuple[Block, ...]


def plain(body: Body) -> str:
    """The text of `body` without its looks, links and figures; for search and for screen readers."""
    return " ".join(" ".join(_block_text(block) for block in body).split())


def _block_text(block: Block) -> str:
    if isinstance(block, Listing):
        return " ".join(plain(item) for item in block.items)
    if isinstance(block, Quotation):
        return plain(block.blocks)
    return "".join(span.text for span in block.spans) if isinstance(block, Paragraph | Heading) else ""


# The picture of a step.


@dataclass(frozen=True)
class CutSpec:
    """A cut along `plane` at `at` mm from the EOP, of which the side `keep` stays; `spare` names what stays whole."""

    plane: str
    at: float = 0.0
    keep: str = "right"
    spare: tuple[str, ...] = ()

    def cut(self, atlas: Atlas) -> Cut:
        """The plane as the picture takes it. Raises UnknownName."""
        normal = KEEP_NORMALS[self.keep]
        x, y, z = (self.at * abs(part) for part in normal)
        return Cut((x, y, z), normal, frozenset(atlas.resolve_all(self.spare)))


@dataclass(frozen=True)
class SceneSpec:
    """A scene block: selectors and words as the author wrote them, checked. Empty `show` means all.

    eye: the exact camera, which comes before `view`, `distance`, `focus` and `turn`.
    """

    show: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    fade: tuple[tuple[str, float], ...] = ()
    highlight: tuple[str, ...] = ()
    context: str = "grey"
    label: tuple[str, ...] = ()
    view: str = "posterior"
    distance: str = "whole"
    focus: tuple[str, ...] = ()
    turn: tuple[float, float] = (0.0, 0.0)
    eye: Camera | None = None
    peel: int = 0
    cut: CutSpec | None = None
    course: Course | None = None
    points: tuple[str, ...] = ()
    spread: bool = False
    patient: Patient = BASE_SPECIMEN
    territories: tuple[str, ...] = ()
    imaging: ImagingSpec | None = None
    pathway: PathwayLook | None = None
    pain: PainView | None = None
    measurements: tuple[Measurement, ...] = ()


# The lesson.


@dataclass(frozen=True)
class StepText:
    """A step's words in one language. `notes` are the lecturer's and never shown to the audience."""

    title: str
    body: Body = ()
    notes: Body = ()


@dataclass(frozen=True)
class LessonText:
    """A lesson's words in one language, outside its steps."""

    title: str
    summary: str = ""
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One picture with its text and questions. `texts`: language → words; `line`: where it begins.

    decision: in a case, what the step ends in.
    """

    id: str
    texts: Mapping[str, StepText] = field(hash=False)
    scene: SceneSpec = SceneSpec()
    questions: tuple[Question, ...] = ()
    line: int = 1
    decision: Decision | None = None

    def text(self, language: str) -> StepText:
        """The words in `language`, or in English where there are none."""
        return self.texts.get(language) or self.texts["en"]


@dataclass(frozen=True)
class Lesson:
    """A lesson. `id`: the file's stem; `prerequisites`: such ids; `sources`: keys of the atlas's sources.

    kind: 'lesson', or 'case' where decisions lead from step to step; topic: a key of TOPICS.
    """

    id: str
    code: str
    level: str
    minutes: int
    texts: Mapping[str, LessonText] = field(hash=False)
    steps: tuple[Step, ...] = ()
    prerequisites: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    path: Path = Path()
    kind: str = "lesson"
    topic: str = ""

    def text(self, language: str) -> LessonText:
        """The words in `language`, or in English where there are none."""
        return self.texts.get(language) or self.texts["en"]

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of all steps, in order."""
        return tuple(question for step in self.steps for question in step.questions)

    @property
    def decisions(self) -> dict[str, Decision]:
        """What the steps of a case end in, by step id."""
        return {step.id: step.decision for step in self.steps if step.decision}

    def question(self, name: str) -> Question:
        """The question, or the decision of a case, with this id; raises KeyError."""
        asked: list[Question] = [*self.questions, *self.decisions.values()]
        found = next((question for question in asked if question.id == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def index_of(self, step: str) -> int | None:
        """Where the step with this id stands, from 0; None when there is none."""
        return next((i for i, known in enumerate(self.steps) if known.id == step), None)

    def find(self, wanted: str) -> int | None:
        """The index of a step given as a number from 1 or as an id; None when there is none."""
        if wanted.isdecimal():
            return int(wanted) - 1 if 1 <= int(wanted) <= len(self.steps) else None
        return self.index_of(wanted)


# From a step to its picture.


def step_view(step: Step, atlas: Atlas) -> ViewState:
    """The whole picture of `step`: it depends on nothing that was shown before. Raises UnknownName."""
    return scene_view(step.scene, atlas)


def scene_view(scene: SceneSpec, atlas: Atlas) -> ViewState:
    """The picture that `scene` describes. Raises UnknownName."""
    visible = atlas.resolve_all(scene.show or ("all",)) - atlas.resolve_all(scene.hide)
    view = ViewState(
        visible=visible,
        highlighted=frozenset(atlas.resolve_marks(scene.highlight)),
        context=scene.context,
        labelled=atlas.resolve_marks(scene.label),
        cut=scene.cut.cut(atlas) if scene.cut else None,
        peel=scene.peel,
        course=scene.course,
        points=points_called(scene.points, atlas),
        patient=scene.patient,
        spread=scene.spread,
        territories=scene.territories,
        pain=_pain(scene, atlas),
        measurements=scene.measurements,
    )
    if scene.pathway and not scene.show:
        veiled = pathway_view(atlas, view)
        view = replace(view, visible=veiled.visible - atlas.resolve_all(scene.hide), opacity=veiled.opacity)
    for selector, opacity in scene.fade:
        view = view.with_opacity(atlas.resolve(selector), opacity)
    return view.look(scene_camera(scene, view, atlas))


def _pain(scene: SceneSpec, atlas: Atlas) -> PainView | None:
    """The pain map; where it shows the model, as that has settled."""
    if scene.pain is None or not scene.pain.live or scene.pathway is None:
        return scene.pain
    look = begun(scene.pathway, atlas.pathway, still=True) or scene.pathway
    return replace(scene.pain, given=felt_aches(atlas.skin.regions, settled(look)))


def scene_camera(scene: SceneSpec, view: ViewState, atlas: Atlas) -> Camera:
    """Where `scene` puts the eye when `view` is to be seen. Raises UnknownName."""
    if scene.eye:
        return scene.eye
    shown = drawn(view, atlas)
    marks = tuple(mark for mark in view.highlighted if atlas.owner(mark) in shown)
    names = focused(scene.focus, atlas) or marks or shown
    return frame(atlas.bounds(sorted(names)), scene.view, scene.distance, scene.turn)


def focused(names: Iterable[str], atlas: Atlas) -> tuple[str, ...]:
    """Ids that `names` (selectors, features and points) stand for. Raises UnknownName."""
    found: list[str] = []
    for name in names:
        found += [name] if name in atlas.points else atlas.resolve_marks([name])
    return tuple(found)


def points_called(names: Iterable[str], atlas: Atlas) -> tuple[str, ...]:
    """Point ids that `names` (ids, kinds of points, or 'none') stand for, each once. Raises UnknownName."""
    found: dict[str, None] = {}
    for name in names:
        ids = [p.id for p in atlas.points.values() if name in (p.id, p.kind)]
        if not ids and name != "none":
            raise UnknownName(name, atlas.nearest(name, [*atlas.points, *POINT_KINDS, "none"]))
        found.update(dict.fromkeys(ids))
    return tuple(found)
