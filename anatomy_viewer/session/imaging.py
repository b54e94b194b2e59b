"""The screen of simulated images: opened, moved, and closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from anatomy_viewer.imaging.us_settings import USUAL
from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.camera import beside
from anatomy_viewer.model.image_plane import ImagePlane
from anatomy_viewer.model.imaging import (
    FAMILIES,
    Imaging,
    along_needle,
    opened,
)
from anatomy_viewer.model.words import say
from anatomy_viewer.session.walks import Walks


class ImagingSession(Walks):
    """The part of the session that images."""

    @property
    def imaging(self) -> Imaging | None:
        """What is imaged; None while the images are closed."""
        return self.now.imaging

    def open_imaging(self, imaging: Imaging) -> None:
        """Show images of the specimen beside the picture."""
        state = replace(self.now, screen="atlas", imaging=imaging)
        self.store.replace(say("Imaging", self.language), state)

    def close_imaging(self) -> None:
        """The picture alone again."""
        self.store.replace(say("Close the images", self.language), replace(self.now, imaging=None))

    def image(self, word: str, change: Callable[[Imaging], Imaging], merge: bool = False) -> None:
        """Change the images: an undo entry called `word`; with `merge` a drag is one. Nothing while they are closed."""
        imaging = self.now.imaging
        if imaging is not None:
            state = replace(self.now, imaging=change(imaging))
            self.store.replace(say(word, self.language), state, merge)

    def image_on(self, plane: ImagePlane) -> None:
        """Image on this plane, and look at it from where it is well seen."""
        imaging = self.now.imaging
        if imaging is not None:
            view = self.view.look(beside(plane, self.view.camera))
            own = plane.name in USUAL  # a clinical plane of ultrasound brings settings of its own
            kept = tuple(pair for pair in imaging.settings if not (own and pair[0] == "us"))
            state = replace(self.now, imaging=replace(imaging.on(plane), settings=kept), view=view)
            self.store.replace(say("Plane", self.language), state)

    def let_plane_follow(self, follow: str) -> None:
        """From now on the plane goes with the 'walk' or lies along the 'needle'; '' lets it be."""
        imaging, walk, needle = self.now.imaging, self.now.walk, self.now.needle
        if imaging is None:
            return
        imaging = replace(imaging, follow=follow)
        if follow == "needle" and needle is not None:
            imaging = imaging.on(along_needle(needle.entry, needle.tip, needle.way))
        state = replace(self.now, imaging=imaging)
        self.store.replace(say("The plane follows", self.language), state)
        if follow == "walk" and walk is not None:
            self.seek(walk.at)

    def mark(self, place: Vector) -> None:
        """Put the cursor of all images on `place`; not an undo entry of its own."""
        imaging = self.now.imaging
        if imaging is not None:
            self.store.amend(replace(self.now, imaging=replace(imaging, cursor=place)))

    def note_images(self, imaging: Imaging) -> None:
        """Other images, without an undo entry."""
        if self.now.imaging is not None:
            self.store.amend(replace(self.now, imaging=imaging))

    # What keys do

    def toggle_images(self) -> None:
        """Open the images where there is something to see, or close them."""
        if self.now.imaging is not None:
            self.close_imaging()
        else:
            self.open_imaging(opened(self._worth_seeing()))

    def _worth_seeing(self) -> Vector:
        """What is selected; else where the nerve is pressed first, else the middle of what there is."""
        atlas, name = self.atlas, self.view.selected
        if name is not None and name in atlas.points:
            return atlas.points[name].position
        if name is not None:
            return atlas.anchor(name)
        numbered = sorted((p for p in atlas.points.values() if p.number), key=lambda p: p.number or 0)
        if numbered:
            return numbered[0].position
        x, y, z = atlas.bounds(sorted(atlas.all_ids)).mean(axis=0)
        return (float(x), float(y), float(z))

    def next_modality(self) -> None:
        """CT alone, MR alone, ultrasound alone, all."""

        def change(imaging: Imaging) -> Imaging:
            order = tuple(FAMILIES)
            at = order.index(imaging.front)
            if not imaging.enlarged:
                return replace(imaging, enlarged=True)
            last = at + 1 == len(order)
            return replace(imaging, front=order[(at + 1) % len(order)], enlarged=not last)

        self.image("Enlarge", change)

    def image_through_here(self) -> None:
        """The plane through what was clicked last, or what is selected."""
        imaging = self.now.imaging
        if imaging is not None:
            place = imaging.spot or (self._worth_seeing() if self.view.selected else imaging.cursor)
            self.image("Plane through here", lambda i: i.through(place))

    def toggle_image_labels(self) -> None:
        """Names beside the images, or none."""
        self.image("Labels in the images", lambda i: replace(i, labels=not i.labels))

    def toggle_convention(self) -> None:
        """The patient's right on the left of the images, as radiologists have it, or on their right."""
        self.image(
            "Radiological or neurological convention", lambda i: replace(i, neurological=not i.neurological)
        )
