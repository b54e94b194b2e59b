"""The question that is answered in a simulated image: a structure, the modality, what is abnormal, or a caliper."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import ClassVar

from anatomy_viewer.model.anatomy import Text, Vector
from anatomy_viewer.model.imaged import ImagingSpec
from anatomy_viewer.model.question import NO_TAGS, NOTHING, Tags, Verdict

TASKS = ("structure", "modality", "abnormal", "caliper")
CALIPER_MM = 0.5  # by which a caliper may be off (model value: two pixels of a usual image)
ABNORMAL, NORMAL = "abnormal", "normal"


@dataclass(frozen=True)
class ReadImage:
    """One of TASKS on `image`.

    An answer is the id of what was clicked ('structure'), the key of a modality ('modality'), 'abnormal' or 'normal'
    ('abnormal': the image stands beside its sound twin), or 'x / y', mm measured and mm there are ('caliper').
    answer, accepted: ids that are shown, and that count, as right. options: modalities to choose from.
    """

    id: str
    ask: Text
    task: str
    image: ImagingSpec
    answer: tuple[str, ...] = ()
    accepted: frozenset[str] = frozenset()
    options: tuple[str, ...] = ()
    tolerance: float = CALIPER_MM
    hint: Text = NOTHING
    explain: Text = NOTHING
    tags: Tags = NO_TAGS
    kind: ClassVar[str] = "read_image"

    def judge(self, answer: str) -> Verdict:
        """Right or wrong, and what would have been right."""
        if self.task == "structure":
            right = answer in self.accepted
            return Verdict(right, self.explain, self.answer, not right and _mirrored(answer) in self.accepted)
        if self.task == "caliper":
            measured = read_caliper(answer)
            right = measured is not None and abs(measured[0] - measured[1]) <= self.tolerance
            return Verdict(right, self.explain, (f"{measured[1]:.1f}",) if measured else ())
        wanted = self.image.modality if self.task == "modality" else ABNORMAL
        return Verdict(answer == wanted, self.explain, (wanted,))

    def pointed(self, _name: str, _place: Vector) -> str:
        """Clicks in the 3D picture answer nothing: the image has its own."""
        return ""

    def twins(self, seed: str | int) -> tuple[str, str]:
        """The order in which the abnormal and the normal image stand; the same seed gives the same order."""
        order = [ABNORMAL, NORMAL]
        Random(f"{seed}/{self.id}").shuffle(order)
        return order[0], order[1]


def caliper_answer(measured: float, there: float) -> str:
    """The answer that a caliper gives, mm."""
    return f"{measured:.2f} / {there:.2f}"


def read_caliper(answer: str) -> tuple[float, float] | None:
    """Mm measured and mm there are; None where the answer says neither."""
    try:
        measured, there = (float(part) for part in answer.split("/"))
    except ValueError:
        return None
    return measured, there


def _mirrored(name: str) -> str:
    stem, side = name[:-2], name[-2:]
    return stem + {"_r": "_l", "_l": "_r"}[side] if side in ("_r", "_l") else ""
