"""`ViewState`: what is in the picture, as one frozen value, and the changes a user can make to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from anatomy_viewer.model.anatomy import DEEPEST_PEEL, NUCLEI, Atlas, Vector, is_own
from anatomy_viewer.model.camera import Camera
from anatomy_viewer.model.measuring import Measurement
from anatomy_viewer.model.pain import PainView
from anatomy_viewer.model.variants import BASE_SPECIMEN, Patient

FADED = 0.25
SKIN = "scalp_skin"  # closed round all the specimen


@dataclass(frozen=True)
class Cut:
    """A plane through `origin` (mm); what lies where `normal` points is kept, and what is `spared` whole."""

    origin: Vector
    normal: Vector
    spared: frozenset[str] = frozenset()

    def keeps(self, place: Vector) -> bool:
        """Does this place (mm) lie on the side that stays?"""
        return sum((p - o) * n for p, o, n in zip(place, self.origin, self.normal, strict=True)) >= 0.0


@dataclass(frozen=True)
class Course:
    """The lit part of a nerve or vessel: from `start` to `end`, fractions of its length."""

    nerve: str
    start: float = 0.0
    end: float = 1.0


@dataclass(frozen=True)
class Fibres:
    """The fibres of the pathway of pain in the picture: those of the `side` that is felt.

    lit: edges (ids without a side) that stand out; all alike where there are none.
    """

    side: str = "right"
    lit: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ViewState:
    """Everything that decides the picture. Ids are structure ids unless said otherwise.

    opacity: (id, 0–1) for those that are not solid, sorted. highlighted, labelled, selected: structure or feature ids.
    context: what happens to the rest when something is highlighted: 'grey' or 'colour'.
    peel: number of layers taken off. points: point ids.
    spread: show how widely the points are spread. patient: the variants that its sides have.
    territories: base ids of nerves whose territory is painted on the skin, where there is skin.
    pain: the pain map on the skin, which comes in the place of territories; None without one.
    measurements: what the reader or a lesson measures, painted over the picture.
    fibres: the pathway's fibres; None without them (`pathway_look.with_fibres` puts them in).
    """

    visible: frozenset[str] = frozenset()
    opacity: tuple[tuple[str, float], ...] = ()
    highlighted: frozenset[str] = frozenset()
    context: str = "grey"
    labelled: tuple[str, ...] = ()
    selected: str | None = None
    camera: Camera = Camera()
    cut: Cut | None = None
    peel: int = 0
    course: Course | None = None
    points: tuple[str, ...] = ()
    patient: Patient = BASE_SPECIMEN
    spread: bool = False
    territories: tuple[str, ...] = ()
    pain: PainView | None = None
    fibres: Fibres | None = None
    measurements: tuple[Measurement, ...] = ()

    def opacity_of(self, structure: str) -> float:
        """0–1; 1 is solid."""
        return dict(self.opacity).get(structure, 1.0)

    def hide(self, ids: Iterable[str]) -> ViewState:
        """Take `ids` out of the picture; a hidden structure is not selected any more."""
        gone = frozenset(ids)
        return replace(
            self, visible=self.visible - gone, selected=None if self.selected in gone else self.selected
        )

    def show(self, ids: Iterable[str]) -> ViewState:
        """Put `ids` into the picture, solid."""
        added = frozenset(ids)
        return replace(self.with_opacity(added, 1.0), visible=self.visible | added)

    def with_opacity(self, ids: Iterable[str], value: float) -> ViewState:
        """Set the opacity (0.05–1) of `ids`."""
        table = dict(self.opacity)
        for name in ids:
            table.pop(name, None)
            if value < 1.0:
                table[name] = round(max(value, 0.05), 3)
        return replace(self, opacity=tuple(sorted(table.items())))

    def cycle(self, ids: Iterable[str]) -> ViewState:
        """Shown → faded → hidden → shown, decided by the first of `ids`."""
        names = list(ids)
        if not names or names[0] not in self.visible:
            return self.show(names)
        if self.opacity_of(names[0]) >= 1.0:
            return self.with_opacity(names, FADED)
        return self.with_opacity(names, 1.0).hide(names)

    def toggle_fade(self, ids: Iterable[str]) -> ViewState:
        """Faded ones become solid, solid ones faded, decided by the first of `ids`."""
        names = list(ids)
        solid = bool(names) and self.opacity_of(names[0]) >= 1.0
        return self.with_opacity(names, FADED if solid else 1.0)

    def isolate(self, ids: Iterable[str]) -> ViewState:
        """Only `ids` remain, solid, with nothing peeled over them."""
        kept = frozenset(ids)
        return replace(self.with_opacity(kept, 1.0), visible=kept, peel=0)

    def show_all(self, atlas: Atlas) -> ViewState:
        """Everything, solid, in its own colour, with nothing peeled or cut; of own meshes those that are shown."""
        own = self.visible.intersection(atlas.own_ids)
        return replace(
            self,
            visible=atlas.all_ids | own,
            opacity=(),
            highlighted=frozenset(),
            peel=0,
            cut=None,
            course=None,
        )

    def select(self, name: str | None) -> ViewState:
        """Choose one structure, feature or point, or nothing."""
        return replace(self, selected=name)

    def peel_to(self, layers: int) -> ViewState:
        """Take off this many layers (0–7)."""
        return replace(self, peel=min(max(layers, 0), DEEPEST_PEEL))

    def look(self, camera: Camera) -> ViewState:
        """See the same from elsewhere."""
        return replace(self, camera=camera)

    def toggle_label(self, name: str) -> ViewState:
        """Label or unlabel one structure or feature."""
        if name in self.labelled:
            return replace(self, labelled=tuple(i for i in self.labelled if i != name))
        return replace(self, labelled=(*self.labelled, name))


def drawn(view: ViewState, atlas: Atlas) -> frozenset[str]:
    """Structure ids that are in the picture: visible and not peeled off."""
    return frozenset(
        i for i in view.visible if i in atlas.structures and atlas.structures[i].layer > view.peel
    )


def enclosed(view: ViewState, atlas: Atlas) -> frozenset[str]:
    """Structure ids that can't be seen, since all that holds them is solid in the picture and nothing is cut.

    Under whole skin that is all of the specimen: through the coarse skin of a moving picture nerves would come up.
    """
    if view.cut is not None:
        return frozenset()
    solid = drawn(view, atlas) - dict(view.opacity).keys()
    if SKIN in solid:
        return frozenset(i for i in view.visible if i != SKIN and not is_own(i))
    held = {group: [_sides(base, atlas) for base in bases] for group, bases in NUCLEI.items()}
    return frozenset(
        i
        for i in view.visible
        if i in atlas.structures
        and (holders := held.get(atlas.structures[i].parent))
        and all(each <= solid and each for each in holders)
    )


def _sides(base: str, atlas: Atlas) -> frozenset[str]:
    return frozenset(atlas.structures.keys() & {base, f"{base}_r", f"{base}_l"})
