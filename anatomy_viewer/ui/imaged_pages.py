"""The page of an image that is asked for in words: its title, its place, its names, and what is left of a divider."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from anatomy_viewer.content.imaged import Divided, Wanted, modality_called
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.imaging.labels import Mark, beside_divider, marks
from anatomy_viewer.imaging.picture import Picture
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.imaging import NORMAL
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.imaging_gutter import names_in
from anatomy_viewer.ui.imaging_names import Names
from anatomy_viewer.ui.imaging_page import Before, Page, position_of, title_of
from anatomy_viewer.ui.imaging_words import side_words


def page_of(
    wanted: Wanted,
    drawn: Divided,
    atlas: Atlas,
    language: str,
    full: Mapping[str, Mesh] | None = None,
    title: str | None = None,
) -> Page:
    """What is drawn of `wanted`; named where there are the meshes, in `full`, that say what lies where."""
    spec = wanted.spec
    found = _named(wanted, drawn, atlas, full) if full is not None else ()
    said = title_of(spec, language) if title is None else title
    before = None
    if drawn.before is not None:
        words = divider_words(spec.modality, spec.compared, language)
        before = Before(drawn.before, drawn.at, words, drawn.before_window)
    return Page(
        drawn.beyond,
        said,
        position_of(drawn.beyond, language),
        True,
        wanted.window,
        found,
        names_in(atlas, language),
        before,
    )


def divider_words(beyond: str, before: str, language: str) -> tuple[str, str]:
    """What stands left and right of the divider: 'Normal' and 'Finding', or the names of two modalities."""
    if before == NORMAL:
        return say("Normal", language), say("Finding", language)
    return side_words(modality_called(before).name, language), side_words(
        modality_called(beyond).name, language
    )


def _named(wanted: Wanted, drawn: Divided, atlas: Atlas, full: Mapping[str, Mesh]) -> tuple[Mark, ...]:
    named = Names(atlas, full)

    def of(picture: Picture, subject: Subject) -> tuple[Mark, ...]:
        return tuple(marks(picture, subject, partial(named.at, subject), (), wanted.spec.side))

    beyond = of(drawn.beyond, wanted.subject)
    if drawn.before is None:
        return beyond
    sound = wanted.whole if wanted.spec.compared == NORMAL else wanted.subject
    return beside_divider(of(drawn.before, sound), beyond, drawn.at)
