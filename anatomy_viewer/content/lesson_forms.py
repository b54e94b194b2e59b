"""What the front matter and the fenced blocks of a lesson may hold.

Past 400 lines, since it is one table: each key of a lesson has its field, and the schema of lessons is made from them.
"""

from __future__ import annotations

from math import hypot
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from anatomy_viewer.content.forms import (
    NAMES,
    Form,
    Line,
    ListOf,
    Sentences,
    Words,
    also,
    named,
    one_of,
    unknown_word,
    wrong,
)
from anatomy_viewer.content.measurement_forms import Measurements
from anatomy_viewer.content.pathway_forms import PathwayForm
from anatomy_viewer.model.anatomy import DEEPEST_PEEL
from anatomy_viewer.model.camera import DISTANCES, VIEWS
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.imaging import FAMILY, LARGEST_MM, MOST_OFFSET, MOST_TURN
from anatomy_viewer.model.lesson import LESSON_KINDS, LEVELS, PLANES
from anatomy_viewer.model.pain import GIVEN
from anatomy_viewer.model.practice import NERVE_MM
from anatomy_viewer.model.read_image import CALIPER_MM, TASKS
from anatomy_viewer.model.scanner_limits import LIMITS, is_allowed
from anatomy_viewer.model.topics import TOPICS
from anatomy_viewer.model.variants import SIDES

Names = Annotated[tuple[str, ...], ListOf]
Fraction = Annotated[float, Field(ge=0, le=1)]
MOST_OBJECTIVES = 30
NEAREST_EYE, FARTHEST_EYE = 1.0, 2000.0  # mm, a little more than the wheel reaches
DEFAULT_VIEW, DEFAULT_DISTANCE = "posterior", "whole"
# 'VIEW' or 'VIEW, DISTANCE'; for editors: the form itself says what is wrong with it.
CAMERA = rf"^\s*({'|'.join([*VIEWS, 'posterolateral'])})\s*(,\s*({'|'.join(DISTANCES)})?\s*)?$"


class FrontForm(Form):
    """The front matter of a lesson."""

    code: Line
    kind: Annotated[str, one_of(LESSON_KINDS)] = "lesson"
    title: Line
    summary: Sentences
    level: Annotated[str, one_of(LEVELS)]
    minutes: Annotated[int, Field(ge=1, le=600)]
    objectives: Annotated[tuple[Sentences, ...], ListOf, Field(max_length=MOST_OBJECTIVES)] = ()
    prerequisites: Names = ()
    sources: Annotated[Names, named("sources")] = ()
    topic: Annotated[str, one_of(TOPICS, optional=True)] = ""


class TranslatedFrontForm(Form):
    """The front matter of a translation."""

    title: Line
    summary: Sentences
    objectives: Annotated[tuple[Sentences, ...], ListOf, Field(max_length=MOST_OBJECTIVES)] = ()


class CutForm(Form):
    """A cut along a standard plane."""

    plane: Annotated[str, one_of(PLANES)]
    at: float = 0.0
    keep: Annotated[str, one_of([side for sides in PLANES.values() for side in sides], optional=True)] = ""
    spare: Annotated[Names, named("selectors")] = ()

    @model_validator(mode="after")
    def _side_of_plane(self) -> CutForm:
        if self.keep and self.keep not in PLANES[self.plane]:
            raise unknown_word(self.keep, PLANES[self.plane])
        return self


class CourseForm(Form):
    """The lit part of a nerve."""

    nerve: Annotated[str, named("courses")]
    start: Annotated[Fraction, Field(alias="from")] = 0.0
    end: Annotated[Fraction, Field(alias="to")] = 1.0

    @model_validator(mode="after")
    def _forwards(self) -> CourseForm:
        if self.start >= self.end:
            raise wrong("'from' should be less than 'to'.", "Both are fractions (0-1) of the course.")
        return self


Millimetres = Annotated[float, Field(ge=-400, le=400)]
Spot = tuple[Millimetres, Millimetres, Millimetres]
Side = Annotated[float, Field(ge=10, le=LARGEST_MM)]
Part = Annotated[float, Field(ge=-1, le=1)]
Grey = Annotated[float, Field(ge=-5000, le=5000)]
Width = Annotated[float, Field(ge=1, le=10_000)]


class LiesForm(Form):
    """Exactly where an image lies: its middle and its sides (mm), the directions of a row and of a column."""

    at: Spot
    across: tuple[Part, Part, Part]
    down: tuple[Part, Part, Part]
    size: tuple[Side, Side]

    @model_validator(mode="after")
    def _square(self) -> LiesForm:
        lengths = hypot(*self.across), hypot(*self.down)
        lean = sum(a * b for a, b in zip(self.across, self.down, strict=True))
        if any(abs(length - 1.0) > 0.01 for length in lengths) or abs(lean) > 0.01:
            hint = "Give two directions of length 1, square to each other."
            raise wrong("this is no plane.", hint)
        return self

    def plane(self, name: str) -> ImagePlane:
        """The value; `name`: what it is called."""
        return ImagePlane(self.at, _unit(self.across), _unit(self.down), *self.size, name)


def _unit(way: tuple[float, float, float]) -> tuple[float, float, float]:
    x, y, z = (part / hypot(*way) for part in way)
    return x, y, z


class ImagingForm(Form):
    """A simulated image; `pathology`: 'neuroma' or 'neuroma=0.5'; `before`: what stands left of a divider.

    lies, offset, turn, tilt, cursor: exactly where, in mm and degrees; beside: modalities that stand side by side;
    windows: centre and width by modality; overlay: colours of tissues, 0-1. 'Copy this view' writes them.
    """

    modality: Annotated[str, one_of(FAMILY)]
    plane: str = "axial"
    side: Annotated[str, one_of(SIDES)] = "right"
    window: str = ""
    pathology: str = ""
    labels: bool = True
    divider: Fraction | None = None
    before: str = ""
    lies: LiesForm | None = None
    offset: Annotated[float, Field(ge=-MOST_OFFSET, le=MOST_OFFSET)] = 0.0
    turn: Annotated[float, Field(ge=-MOST_TURN, le=MOST_TURN)] = 0.0
    tilt: Annotated[float, Field(ge=-MOST_TURN, le=MOST_TURN)] = 0.0
    cursor: Spot | None = None
    beside: Annotated[tuple[Annotated[str, one_of(FAMILY)], ...], ListOf, Field(max_length=3)] = ()
    windows: dict[Annotated[str, one_of(FAMILY)], tuple[Grey, Width]] = Field(default_factory=dict)
    overlay: Fraction = 0.0
    neurological: bool = False
    settings: dict[Annotated[str, one_of(FAMILY)], dict[str, float | str]] = Field(default_factory=dict)

    @field_validator("settings")
    @classmethod
    def _within_limits(cls, value: dict[str, dict[str, float | str]]) -> dict[str, dict[str, float | str]]:
        for modality, told in value.items():
            family = FAMILY[modality]
            for name, number in told.items():
                if name not in LIMITS[family]:
                    raise unknown_word(name, LIMITS[family])
                if not is_allowed(family, name, number):
                    known = ", ".join(str(part) for part in LIMITS[family][name])
                    raise wrong(f"'{name}' can't be {number}.", f"It goes by: {known}.")
        return value


class EyeForm(Form):
    """Exactly from where (mm) and to where (mm) is looked, and which way is up; angles as everywhere."""

    at: tuple[float, float, float]
    to: tuple[float, float, float]
    up: tuple[float, float, float] = (0.0, 0.0, 1.0)

    @model_validator(mode="after")
    def _sees(self) -> EyeForm:
        (a, b, c), (d, e, f) = (
            tuple(p - q for p, q in zip(self.at, self.to, strict=True)),
            self.up,
        )
        far, high = hypot(a, b, c), hypot(d, e, f)
        across = hypot(b * f - c * e, c * d - a * f, a * e - b * d)
        if not NEAREST_EYE <= far <= FARTHEST_EYE or across < 1e-3 * far * high or high < 1e-3:
            raise wrong("'eye' does not look at anything.", "Give 'at' and 'to' in mm, 1 to 2000 apart.")
        return self


def _pain(value: Any) -> Any:
    """'model' stands for what the model of the pathway feels: a table without rows."""
    return {} if value == "model" else value


def _or_model(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"const": "model"}, {**schema, "propertyNames": {NAMES: "regions"}}]}


PainWords = Annotated[dict[str, Annotated[str, one_of(GIVEN)]], also(_pain, _or_model)]


class SceneForm(Form):
    """A scene block. syndrome: its id, with 'left' behind it where that side hurts; pain: 'model', or region → word."""

    show: Annotated[Names, named("selectors")] = ()
    hide: Annotated[Names, named("selectors")] = ()
    fade: dict[str, Annotated[float, Field(ge=0.05, le=1)]] = Field(
        default_factory=dict, json_schema_extra={"propertyNames": {NAMES: "selectors"}}
    )
    highlight: Annotated[Names, named("marks")] = ()
    context: Annotated[str, one_of(("grey", "colour"))] = "grey"
    label: Annotated[Names, named("marks")] = ()
    camera: Annotated[str, Field(json_schema_extra={"pattern": CAMERA})] = DEFAULT_VIEW
    focus: Annotated[Names, named("focus")] = ()
    turn: tuple[float, float] = (0.0, 0.0)
    eye: EyeForm | None = None
    peel: Annotated[int, Field(ge=0, le=DEEPEST_PEEL)] = 0
    cut: CutForm | None = None
    course: CourseForm | None = None
    points: Annotated[Names, named("points")] = ()
    spread: bool = False
    measurements: Measurements = ()
    variant: dict[str, str] = Field(
        default_factory=dict, json_schema_extra={"propertyNames": {"enum": list(SIDES)}}
    )

    @field_validator("variant")
    @classmethod
    def _known_sides(cls, value: dict[str, str]) -> dict[str, str]:
        for side in value:
            if side not in SIDES:
                raise unknown_word(side, list(SIDES))
        return value

    territories: Annotated[Names, named("territories")] = ()
    imaging: ImagingForm | None = None
    pathway: PathwayForm | None = None
    syndrome: Annotated[str, named("syndromes")] = ""
    pain: PainWords | None = None

    @field_validator("camera")
    @classmethod
    def _known_camera(cls, value: str) -> str:
        camera_words(value)
        return value


def camera_words(text: str) -> tuple[str, str]:
    """'posterolateral right, close' → its view and distance, both checked."""
    view, _, distance = (part.strip() for part in text.partition(","))
    view = "posterolateral right" if view == "posterolateral" else view
    if view not in VIEWS:
        raise unknown_word(view, [*VIEWS, "posterolateral"])
    if distance and distance not in DISTANCES:
        raise unknown_word(distance, list(DISTANCES))
    return view, distance or DEFAULT_DISTANCE


def as_option(value: Any) -> Any:
    """A plain text stands for {text: …}."""
    return value if isinstance(value, dict) else {"text": value}


def _or_text(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"type": ["string", "number"]}, schema]}


PlainOption = also(as_option, _or_text)


class OptionForm(Form):
    """An option; a plain text stands for {text: …}."""

    text: Sentences
    right: bool = False
    explain: str = ""


Options = Annotated[tuple[Annotated[OptionForm, PlainOption], ...], Field(min_length=2, max_length=12)]


_RIGHT = {"contains": {"type": "object", "properties": {"right": {"const": True}}, "required": ["right"]}}


class QuestionForm(Form):
    """What every kind of question has; what is not tagged here follows from the lesson and the step."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=64)]
    kind: str
    ask: Sentences
    hint: str = ""
    explain: str = ""
    level: Annotated[str, one_of(LEVELS, optional=True)] = ""
    topic: Annotated[str, one_of(TOPICS, optional=True)] = ""
    structures: Annotated[Names, named("marks")] = ()
    recall: bool | None = None
    vignette: bool = False
    source: Annotated[Names, named("sources")] = ()


class ChoiceForm(QuestionForm):
    """Exactly one option is right."""

    options: Annotated[Options, Field(json_schema_extra={**_RIGHT, "maxContains": 1})]

    @field_validator("options")
    @classmethod
    def _one_right(cls, value: tuple[OptionForm, ...]) -> tuple[OptionForm, ...]:
        right = sum(option.right for option in value)
        if right != 1:
            raise wrong(f"{right or 'no'} options are right.", "Mark exactly one: {text: …, right: true}.")
        if len({option.text for option in value}) < len(value):
            raise wrong("two options are the same.", "Change one.")
        return value


class ChoicesForm(QuestionForm):
    """Several options are right."""

    options: Annotated[Options, Field(json_schema_extra={**_RIGHT, "minContains": 2})]

    @field_validator("options")
    @classmethod
    def _some_right(cls, value: tuple[OptionForm, ...]) -> tuple[OptionForm, ...]:
        right = sum(option.right for option in value)
        if right < 2 or right == len(value):
            raise wrong(f"{right or 'no'} options are right.", "Mark two or more, but not all.")
        if len({option.text for option in value}) < len(value):
            raise wrong("two options are the same.", "Change one.")
        return value


class NameForm(QuestionForm):
    """A name to type: of a structure, feature, group's member or point; `accept`: further words that count."""

    answer: Annotated[tuple[str, ...], ListOf, Field(min_length=1), named("focus")]
    accept: Annotated[tuple[Words, ...], ListOf] = ()


class OrderForm(QuestionForm):
    """Things in their right order."""

    items: Annotated[tuple[Words, ...], ListOf, Field(min_length=3, max_length=10)]

    @field_validator("items")
    @classmethod
    def _all_different(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(value)) < len(value):
            raise wrong("two items are the same.", "Change one.")
        return value


class PairForm(Form):
    """What belongs together."""

    left: Words
    right: Words


class MatchForm(QuestionForm):
    """Pairs to be found; `decoys` belong to none."""

    pairs: Annotated[tuple[PairForm, ...], Field(min_length=3, max_length=8)]
    decoys: Annotated[tuple[Words, ...], ListOf] = ()

    @model_validator(mode="after")
    def _to_be_told_apart(self) -> MatchForm:
        rights = {pair.right for pair in self.pairs}
        if len({pair.left for pair in self.pairs}) < len(self.pairs):
            raise wrong("two pairs begin alike.", "Change one.")
        if len(rights) < 2 or rights & set(self.decoys):
            raise wrong(
                "the pairs can't be told apart.", "Give at least two different rights, and other decoys."
            )
        return self


class LocateForm(QuestionForm):
    """A structure or feature to click."""

    answer: Annotated[tuple[str, ...], ListOf, Field(min_length=1), named("marks")]


class PlaceForm(QuestionForm):
    """A point of the atlas to place; `tolerance` (mm) counts where no study gives a spread."""

    point: Annotated[str, named("points")]
    tolerance: Annotated[float, Field(gt=0, le=30)] | None = None


class NeedleForm(QuestionForm):
    """A needle to place as for a procedure; `tolerance`: mm from the tip to the nerve."""

    procedure: Annotated[str, named("procedures")]
    tolerance: Annotated[float, Field(gt=0, le=15)] = NERVE_MM
    help: bool = True


class ReadImageForm(QuestionForm):
    """An image to be read: click a structure, name the modality, find what is abnormal, or set a caliper.

    answer: of 'structure' and 'caliper', what is clicked or measured; options: of 'modality', what to choose from;
    tolerance: of 'caliper', mm by which it may be off.
    """

    task: Annotated[str, one_of(TASKS)]
    image: ImagingForm
    answer: Annotated[Names, named("selectors")] = ()
    options: Annotated[tuple[Annotated[str, one_of(FAMILY)], ...], ListOf] = ()
    tolerance: Annotated[float, Field(gt=0, le=10)] = CALIPER_MM

    @model_validator(mode="after")
    def _has_what_it_asks(self) -> ReadImageForm:
        if self.task in ("structure", "caliper") and not self.answer:
            raise wrong(f"the task '{self.task}' has no 'answer'.", "Name a structure.")
        if self.task == "abnormal" and not self.image.pathology:
            raise wrong("the task 'abnormal' has an image without 'pathology'.", "Name one.")
        if self.options and self.image.modality not in self.options:
            raise wrong("the image's own modality is not among 'options'.", "Add it.")
        if self.image.before or self.image.divider is not None:
            raise wrong("the image of a question has no divider.", "Leave out 'divider' and 'before'.")
        return self


class TranslatedOptionForm(Form):
    """An option's words."""

    text: Sentences
    explain: str = ""


class TranslatedQuestionForm(Form):
    """A question's words."""

    id: str
    ask: Sentences
    options: tuple[Annotated[TranslatedOptionForm, PlainOption], ...] = ()
    items: Annotated[tuple[Words, ...], ListOf] = ()
    pairs: tuple[PairForm, ...] = ()
    decoys: Annotated[tuple[Words, ...], ListOf] = ()
    hint: str = ""
    explain: str = ""


class MeasureForm(Form):
    """A point whose published figures are shown."""

    point: Annotated[str, named("points")]
