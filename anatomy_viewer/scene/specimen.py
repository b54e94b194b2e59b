"""The specimen at one level of detail: its structures coloured, cut and packed for drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.geometry.curve import arc_lengths, nearest_on
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.model.anatomy import Atlas, Feature
from anatomy_viewer.model.camera import Camera
from anatomy_viewer.model.pain import aches
from anatomy_viewer.model.view import Cut, Fibres, ViewState, drawn, enclosed
from anatomy_viewer.scene.canvas import Batch, Body, Canvas, joined
from anatomy_viewer.scene.cut import Shape, cut_mesh, nesting, whole
from anatomy_viewer.scene.fibres import Strands, fibre_body, no_strands
from anatomy_viewer.scene.look import (
    PAIN_AS_GLASS,
    PAIN_COVER,
    SYNDROME_AS_GLASS,
    TERRITORIES,
    Look,
    Paint,
    paint,
    vertex_colours,
    with_pain,
    with_territories,
)
from anatomy_viewer.scene.pain import PainField
from anatomy_viewer.scene.section import cap_colour, section
from anatomy_viewer.scene.territories import Territories

Reals = NDArray[np.float32]
Courses = Mapping[str, Sequence[NDArray[np.float64]]]

LIFT_MM = 0.03
# The cap of this one stands for all the tissue that no other structure draws.
ENVELOPE = "scalp_skin"


class Specimen:
    """Draws `meshes` on a canvas of its own, in batches of about `batch_faces` triangles.

    grained: cut faces show the grain of their tissue; without it they are plain, which is faster.
    courses: structure id → centre-lines (n, ≥ 3) in mm, the trunk first, each branch starting on an earlier one.
    cavities: gives the rooms within the skin that no tissue fills; asked for when something is cut.
    territories: where on the skin they lie; without it, as these meshes have them.
    strands: gives the fibres of the pathway; asked for when they are shown.
    """

    def __init__(
        self,
        atlas: Atlas,
        meshes: Mapping[str, Mesh],
        courses: Courses,
        batch_faces: int | None = None,
        grained: bool = False,
        cavities: Callable[[], Mesh | None] = lambda: None,
        territories: Territories | None = None,
        strands: Strands = no_strands,
    ) -> None:
        self.canvas = Canvas()
        self._atlas, self._meshes, self._courses, self._cavities = atlas, meshes, courses, cavities
        # The outermost layer first: what it covers is then never shaded.
        order = sorted(meshes, key=lambda name: (atlas.structures[name].layer, name))
        self._names = frozenset(order)
        self._territories = territories or Territories(atlas, meshes)
        self._groups = self._grouped(order, batch_faces)
        self.solids = [self.canvas.add(Batch()) for _ in self._groups]
        self._sections = self.canvas.add(Batch("section")) if grained else None
        if self._sections:
            self.solids.append(self._sections)
        self._own: list[str] = []
        self._own_group = False  # whether the last of the groups is that of a user's own meshes
        self._fibres, self._strands = self.canvas.add(Batch()), strands
        self._fibres.set(None)
        self.solids.append(self._fibres)
        self.ghosts = self.canvas.add(Batch("ghost"))
        self.spot = self.canvas.add(Batch())
        self._wanted: tuple[ViewState, Look] | None = None
        self._cut: Cut | None = None
        self._features: dict[str, list[Feature]] = {}
        for feature in atlas.features.values():
            self._features.setdefault(feature.of, []).append(feature)
        self._ghost_faces = np.zeros((0, 3), np.int32)
        self._ghost_middles = np.zeros((0, 3), np.float32)
        self._held: dict[Batch, object] = {}
        self._bodies: dict[str, tuple[object, Body]] = {}
        self._shapes: dict[str, tuple[object, Shape]] = {}
        self._version: dict[str, int] = {}  # how often a structure's mesh has been replaced
        self._lengths: dict[str, Reals] = {}
        self._shares: NDArray[np.float64] | None = None
        self._pain: tuple[Mesh, PainField] | None = None

    def _grouped(self, order: list[str], batch_faces: int | None) -> list[list[str]]:
        """What is drawn together; the skin, on which pain comes and goes, alone."""
        apart = [name for name in order if name == self._territories.surface]
        rest = [name for name in order if name not in apart]
        groups = _grouped(rest, {name: len(self._meshes[name].faces) for name in rest}, batch_faces)
        return [apart, *groups] if apart else groups

    def refit(self, meshes: Mapping[str, Mesh], courses: Courses, changed: Iterable[str]) -> None:
        """Draw other `meshes` and `courses` of the same structures, of which the `changed` ones differ."""
        self._meshes, self._courses, self._wanted = meshes, courses, None
        for name in changed:
            self._version[name] = self._version.get(name, 0) + 1
            self._lengths.pop(name, None)

    def take_own(self, atlas: Atlas, names: Iterable[str]) -> None:
        """Draw also these meshes of a user's own, which `refit` brings; those before go."""
        self._atlas, self._wanted = atlas, None
        self._names, self._own = (self._names - frozenset(self._own)), list(names)
        self._names |= frozenset(self._own)
        if not self._own_group and self._own:
            self._groups.append([])
            self._own_group = True
            self.solids.insert(len(self._groups) - 1, self.canvas.add(Batch()))
        if self._own_group:
            self._groups[-1] = self._own
        for kept in (self._bodies, self._shapes):
            for name in [name for name in kept if name not in self._names]:
                del kept[name]

    def show(self, view: ViewState, look: Look) -> None:
        """Make the batches those of `view`; only what differs from what they hold is computed again."""
        for _ in self.showing(view, look):
            pass

    def showing(self, view: ViewState, look: Look) -> Iterator[None]:
        """`show`, one batch at a time."""
        wanted = replace(view, camera=Camera()), look
        if wanted == self._wanted:
            return
        self._wanted, self._cut = None, view.cut
        seen = (drawn(view, self._atlas) & self._names) - enclosed(view, self._atlas)
        paints = {name: paint(name, self._features.get(name, ()), view) for name in seen}
        surface = self._territories.surface
        if surface in paints and view.pain is not None:
            hurts = aches(view.pain, self._atlas.syndromes.table)
            glass = SYNDROME_AS_GLASS if view.pain.syndrome else PAIN_AS_GLASS
            most = glass if view.fibres is not None else PAIN_COVER[-1][1]
            paints[surface] = replace(paints[surface], pain=hurts, most=most)
        elif surface in paints and view.territories:
            paints[surface] = replace(paints[surface], territories=view.territories)
        solid = {name: chosen for name, chosen in paints.items() if chosen.opacity >= 1.0}
        for batch, group in zip(self.solids, self._groups, strict=False):
            names = [name for name in group if name in solid]
            if self._fill(batch, names, paints, view.cut, look):
                yield
        if self._sections and self._face(self._sections, solid, view.cut, look):
            yield
        self._thread(view.fibres)
        faded = sorted(name for name, chosen in paints.items() if chosen.opacity < 1.0)
        self._fill(self.ghosts, faded, paints, view.cut, look)
        self._wanted = wanted

    def sort_ghosts(self, camera: Camera) -> None:
        """Put the triangles of the faded structures in order for this camera: the farthest is drawn first."""
        if not self.ghosts.empty:
            order = np.argsort(self._ghost_middles @ camera.axes()[2].astype(np.float32), kind="stable")
            self.ghosts.set_faces(self._ghost_faces[order])

    def spotlight(self, parts: Iterable[tuple[str, str | None]]) -> bool:
        """Put structures or patches of them (structure, patch) into the batch `spot`; False if nothing is left."""
        shapes = [
            shape for shape in (self._part(*part) for part in parts) if shape is not None and len(shape.faces)
        ]
        dark = [np.zeros((len(shape.vertices), 4), np.uint8) for shape in shapes]
        bodies = [Body(s.vertices, s.normals, rgba, s.faces) for s, rgba in zip(shapes, dark, strict=True)]
        self.spot.set(joined(bodies) if bodies else None)
        return bool(bodies)

    def _part(self, name: str, patch: str | None) -> Shape | None:
        mesh = self._meshes.get(name)
        if mesh is None or (patch is not None and patch not in mesh.feature_names):
            return None
        if patch is not None:
            mesh = replace(mesh, faces=mesh.faces[mesh.features == mesh.feature_names.index(patch) + 1])
        if self._cut is None or name in self._cut.spared:
            return whole(mesh)
        return cut_mesh(mesh, self._cut, capped=patch is None and not self._cut.spared)

    def _fill(
        self, batch: Batch, names: list[str], paints: Mapping[str, Paint], cut: Cut | None, look: Look
    ) -> bool:
        """Put `names` into `batch`; False when that is what it holds."""
        key = (tuple((name, paints[name], self._version.get(name)) for name in names), cut, look)
        if self._held.get(batch) == key:
            return False
        self._held[batch] = key
        body = joined([self._painted(name, paints[name], cut, look) for name in names]) if names else None
        batch.set(body)
        if batch is self.ghosts and body is not None:
            self._ghost_faces = body.faces
            self._ghost_middles = body.vertices[body.faces].mean(axis=1)
        return True

    def _face(self, batch: Batch, solid: Mapping[str, Paint], cut: Cut | None, look: Look) -> bool:
        """Put the face of the cut into `batch`; False when that is what it holds."""
        key = (tuple((*item, self._version.get(item[0])) for item in solid.items()), cut, look)
        if self._held.get(batch) == key:
            return False
        self._held[batch] = key
        made = [self._section(name, chosen, cut, look) for name, chosen in solid.items()] if cut else []
        bodies = [body for body in made if body is not None]
        batch.set(joined(bodies) if bodies else None)
        return True

    def _thread(self, shown: Fibres | None) -> None:
        """Put the fibres of the pathway into their batch."""
        if self._held.get(self._fibres) != shown:
            self._held[self._fibres] = shown
            fine = self._sections is not None
            body = fibre_body(self._strands(), shown, self._atlas.pathway, fine) if shown else None
            self._fibres.set(body)

    def _section(self, name: str, chosen: Paint, cut: Cut, look: Look) -> Body | None:
        system = self._atlas.structures[name].system
        return section(name, self._meshes[name], self._shape(name, cut), system, chosen, look)

    def _painted(self, name: str, chosen: Paint, cut: Cut | None, look: Look) -> Body:
        key = (chosen, cut, look, self._version.get(name))
        if name not in self._bodies or self._bodies[name][0] != key:
            self._bodies[name] = (key, self._paint(name, chosen, cut, look))
        return self._bodies[name][1]

    def _paint(self, name: str, chosen: Paint, cut: Cut | None, look: Look) -> Body:
        mesh, system = self._meshes[name], self._atlas.structures[name].system
        rgba = vertex_colours(mesh, system, chosen, look, self._along(name) if chosen.course else None)
        if chosen.territories:
            rgba = self._over(rgba, mesh, chosen.territories)
        if chosen.pain is not None:
            strengths = self._hurting(mesh).strengths(chosen.pain)
            rgba = with_pain(rgba, strengths, chosen.opacity < 1.0, chosen.most)
        if cut is None:
            return Body(mesh.vertices, mesh.normals, rgba, mesh.faces)
        shape = self._shape(name, cut)
        rgba = shape.colours(rgba, cap_colour(name, mesh, system, chosen, look))
        grained = self._sections is not None and chosen.opacity >= 1.0
        return Body(shape.vertices, shape.normals, rgba, shape.uncapped() if grained else shape.faces)

    def _over(self, rgba: NDArray[np.uint8], mesh: Mesh, wanted: tuple[str, ...]) -> NDArray[np.uint8]:
        """The colours of the skin with territories over them; where they lie is computed once."""
        names = list(self._atlas.skin.territories)
        if self._shares is None:
            self._shares = self._territories.shares(mesh.vertices, names)
        chosen = [i for i, name in enumerate(names) if name in wanted]
        return with_territories(
            rgba, self._shares[:, chosen], [TERRITORIES[i % len(TERRITORIES)] for i in chosen]
        )

    def _hurting(self, mesh: Mesh) -> PainField:
        if self._pain is None or self._pain[0] is not mesh:
            regions = self._atlas.skin.regions
            where = self._territories.of(regions)
            self._pain = (mesh, PainField(where, regions, mesh.vertices))
        return self._pain[1]

    def _shape(self, name: str, cut: Cut) -> Shape:
        key = (cut, self._version.get(name))
        if name not in self._shapes or self._shapes[name][0] != key:
            self._shapes[name] = (key, self._cut_one(name, cut))
        return self._shapes[name][1]

    def _cut_one(self, name: str, cut: Cut) -> Shape:
        if name in cut.spared:
            return whole(self._meshes[name])
        lift = LIFT_MM * nesting(self._atlas.structures[name])
        # Where the rest stays whole, the skin comes off like a hood: nothing fills it.
        rooms = self._cavities() if name == ENVELOPE else None
        return cut_mesh(self._meshes[name], cut, lift, capped=not cut.spared, cavities=rooms)

    def _along(self, name: str) -> Reals | None:
        """(n,) fraction of a structure's length at each vertex, where its course is known."""
        if name in self._courses and name not in self._lengths:
            self._lengths[name] = fractions(self._meshes[name].vertices, self._courses[name])
        return self._lengths.get(name)


def fractions(vertices: Reals, lines: Sequence[NDArray[np.float64]]) -> Reals:
    """(n,): how far along a nerve each vertex lies, 0 at its origin, 1 at its farthest end; branches go on counting.

    lines: centre-lines (k, >= 3) in mm, the trunk first; each branch starts on an earlier line.
    """
    starts = [0.0]
    for number, line in enumerate(lines[1:], 1):
        places = [nearest_on(earlier[:, :3], line[:1, :3]) for earlier in lines[:number]]
        parent = int(np.argmin([distance[0] for distance, _ in places]))
        starts.append(starts[parent] + float(places[parent][1][0]))
    ends = [start + arc_lengths(line[:, :3])[-1] for start, line in zip(starts, lines, strict=True)]
    near = [nearest_on(line[:, :3], vertices) for line in lines]
    nearest = np.argmin([distance for distance, _ in near], axis=0)
    along = np.choose(nearest, [start + mm for start, (_, mm) in zip(starts, near, strict=True)])
    return np.asarray(along / max(ends), dtype=np.float32)


def _grouped(names: list[str], faces: Mapping[str, int], most: int | None) -> list[list[str]]:
    """`names` in their order, in groups of about `most` faces; one group when `most` is None."""
    groups: list[list[str]] = [[]]
    count = 0
    for name in names:
        if most is not None and groups[-1] and count + faces[name] > most:
            groups.append([])
            count = 0
        groups[-1].append(name)
        count += faces[name]
    return groups
