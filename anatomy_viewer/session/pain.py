"""The pain map: shown, asked by region, by syndrome and by side, with the fibres inside the head or without."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from anatomy_viewer.model.pain import Ache, PainView, aches, region_of
from anatomy_viewer.model.pain_camera import pain_camera
from anatomy_viewer.model.pain_fibres import fibres, region_of_ending, touched
from anatomy_viewer.model.pathway import base_of, side_of
from anatomy_viewer.model.pathway_look import SKIN_VEIL, PathwayLook, pathway_view
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.model.words import say
from anatomy_viewer.session.pathway import PathwaySession

FACE_VEIL = 0.42  # of the skin where a syndrome is shown: what the face says is part of it


class PainSession(PathwaySession):
    """The part of the session that shows where it hurts."""

    @property
    def pain(self) -> PainView | None:
        """What the skin shows of pain; None while it shows none."""
        return self.view.pain

    def show_pathway(self, side: str = "right") -> None:
        """The pathway inside a head of glass whose skin shows what the model feels; one undo entry."""
        shown, pain = self.now.pathway, self.pain
        super().show_pathway(side)
        if shown is None and self.now.pathway is not None and self.atlas.skin.regions:
            view = replace(self._with_skin(self.view, True), pain=pain or PainView(side=side, live=True))
            self.store.amend(replace(self.now, view=view))

    def hide_pathway(self) -> None:
        """From its schematic back to the map that it was opened from; without one the glass head becomes solid."""
        look, pain = self.now.pathway, self.pain
        if look is None or pain is None or (look.panel and pain.before is None):
            super().hide_pathway()
        elif look.panel:
            self.change_pathway("Close the pathway", lambda shown: replace(shown, panel=False))
        else:
            self.see_inside(False)

    def choose_in_pathway(self, elements: Iterable[str]) -> None:
        """Select in the pathway; where that is an ending in the skin, its region of the map is chosen with it."""
        super().choose_in_pathway(elements)
        look, pain = self.now.pathway, self.pain
        if look is None or pain is None or pain.syndrome or len(look.selected) != 1:
            return
        base, side = base_of(look.selected[0]), side_of(look.selected[0])
        region = region_of_ending(self.atlas.skin.regions, self.atlas.pathway, base)
        if region:
            chosen = replace(pain, region=f"{region}_{side[0]}", side=side)
            self.store.amend(replace(self.now, view=replace(self.view, pain=chosen)))

    def open_schematic(self) -> None:
        """The pathway's schematic beside the map."""
        self.show_pathway(self.pain.side if self.pain else "right")

    def open_pain(self) -> None:
        """Show the map on the skin; where the pathway is shown, on a skin that is seen through."""
        if self.atlas.skin.regions and self.pain is None:
            self._show_pain("Pain map", PainView(live=True), self.now.pathway)

    def close_pain(self) -> None:
        """The picture before the map; the pathway goes with it where the map brought it."""
        look, pain = self.now.pathway, self.pain
        if look is not None and look.panel:
            state = replace(self.now, view=replace(self._without_skin(self.view), pain=None))
        else:
            view = (pain.before if pain else None) or (look.before if look else None) or self.view
            view = replace(view, camera=self.view.camera, patient=self.view.patient, pain=None)
            state = replace(self.now, pathway=None, view=view)
        self.store.replace(say("Close the pain map", self.language), state)

    def choose_region(self, region: str) -> None:
        """Where it hurts ('forehead_r'): its fibres light up in the pathway; '' chooses none."""
        pain = replace(self.pain or PainView(), region=region, syndrome="", live=True, given=())
        if not region:
            self._show_pain("Pain map", pain, self.now.pathway)
            return
        base, side = region_of(region)
        row = self.atlas.skin.regions[base]
        look = self._look_inside(side)
        if look is not None:
            look = replace(look, side=side, inputs=touched(row, side, look.inputs))
            look = look.choose(fibres(self.atlas.pathway, row.begins, side))
        title = f"{say('Pain map', self.language)} · {row.names.get(self.language)}"
        self._show_pain(title, replace(pain, side=side), look, translated=True)

    def show_syndrome(self, name: str, side: str = "") -> None:
        """Its territory on the skin, its signs, its stations in the pathway."""
        pain = self.pain or PainView()
        pain = replace(pain, syndrome=name, side=side or pain.side, live=False, given=())
        look = self._look_inside(pain.side)
        if look is not None:
            look = replace(look, side=pain.side).choose(self.atlas.syndromes.table[name].nodes)
        title = self.atlas.practice.syndromes[name].names.get(self.language)
        self._show_pain(title, pain, look, translated=True)
        self._look_at_pain(pain)

    def _look_at_pain(self, pain: PainView) -> None:
        """The camera to where most of it is seen; no undo entry of its own."""
        hurts = aches(pain, self.atlas.syndromes.table)
        camera = pain_camera(
            self.atlas, hurts or ([Ache(pain.region, 1.0)] if pain.region else []), pain.side
        )
        if camera is not None:
            self.store.amend(replace(self.now, view=self.view.look(camera)))

    def look_at_region(self, region: str) -> None:
        """Choose a region elsewhere than in the picture: the camera goes to it."""
        self.choose_region(region)
        if self.pain is not None:
            self._look_at_pain(replace(self.pain, given=()))

    def turn_pain(self, side: str) -> None:
        """The other side of the head hurts."""
        pain = self.pain
        if pain is None or pain.side == side:
            return
        if pain.syndrome:
            self.show_syndrome(pain.syndrome, side)
        elif pain.region:
            self.choose_region(f"{region_of(pain.region)[0]}_{side[0]}")
        else:
            self._show_pain("Pain map", replace(pain, side=side), self.now.pathway)

    def see_inside(self, inside: bool) -> None:
        """Make the skin glass, with the pathway under it, or solid again."""
        pain, look = self.pain, self.now.pathway
        if pain is None or inside == (look is not None):
            return
        pain = replace(pain, solid=not inside)
        if inside:
            self._show_pain("Fibres inside", pain, self._new_look(pain.side))
            return
        before = look.before if look and look.before else self.view
        view = replace(before, camera=self.view.camera)
        state = replace(self.now, pathway=None, view=replace(self._with_skin(view, False), pain=pain))
        self.store.replace(say("Fibres inside", self.language), state)

    def _look_inside(self, side: str) -> PathwayLook | None:
        """The pathway as it is shown, or newly shown; None where it is not wanted, or the atlas has none."""
        solid = self.pain is not None and self.pain.solid
        return self.now.pathway if self.now.pathway or solid else self._new_look(side)

    def _new_look(self, side: str) -> PathwayLook | None:
        """The pathway without its panel."""
        if not self.atlas.pathway:
            return None
        return PathwayLook(side, panel=False, before=replace(self.view, pain=None))

    def _show_pain(
        self, word: str, pain: PainView, look: PathwayLook | None, translated: bool = False
    ) -> None:
        label = word if translated else say(word, self.language)
        view = self.view
        if view.pain is None:
            pain = replace(pain, before=view)
        if look is not None and self.now.pathway is None:
            view = pathway_view(self.atlas, view)
        veil = FACE_VEIL if pain.syndrome else SKIN_VEIL
        view = replace(self._with_skin(view, look is not None, veil), pain=pain)
        self.store.replace(label, replace(self.now, screen="atlas", walk=None, view=view, pathway=look))

    def _with_skin(self, view: ViewState, glass: bool, veil: float = SKIN_VEIL) -> ViewState:
        surface = self.atlas.skin.surface
        wanted = veil if glass else 1.0
        if surface not in view.visible or view.peel or view.opacity_of(surface) != wanted:
            view = view.show([surface]).peel_to(0).with_opacity([surface], wanted)
        return replace(view, points=(), selected=None)  # points lie under the skin

    def _without_skin(self, view: ViewState) -> ViewState:
        return view.with_opacity([self.atlas.skin.surface], 1.0).hide([self.atlas.skin.surface])
