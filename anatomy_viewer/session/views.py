"""Views that are begun with: the whole specimen, and one nerve traced."""

from __future__ import annotations

from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.camera import frame
from anatomy_viewer.model.view import ViewState


def _numbered(atlas: Atlas, nerve: str = "") -> tuple[str, ...]:
    """The numbered compression points, of one nerve or of all."""
    return tuple(p.id for p in atlas.points.values() if p.number and (not nerve or p.nerve == nerve))


def opening_view(atlas: Atlas) -> ViewState:
    """The whole specimen without its skin, from behind and to the right, with the GON's points."""
    visible = frozenset(i for i in atlas.all_ids if atlas.structures[i].system != "skin")
    return ViewState(
        visible=visible,
        camera=frame(atlas.bounds(visible), "posterolateral", "close"),
        points=_numbered(atlas),
    )


COVERING = (
    "trapezius",
    "splenius_capitis",
    "semispinalis_capitis",
    "sternocleidomastoid",
    "longissimus_capitis",
)
VEIL = 0.15


def traced_view(atlas: Atlas, nerve: str) -> ViewState:
    """One nerve from its ganglion to the scalp in its colour, everything else grey, the muscles over it veiled."""
    side = nerve[-2:]
    veiled = [f"{base}{side}" for base in COVERING if f"{base}{side}" in atlas.structures]
    outside = [i for i in atlas.all_ids if atlas.structures[i].layer <= 2]
    camera = frame(
        atlas.bounds([nerve]), "posterolateral left" if side == "_l" else "posterolateral right", "whole"
    )
    view = ViewState(
        visible=atlas.all_ids - frozenset(outside),
        highlighted=frozenset({nerve, *({f"c2_drg{side}"} & atlas.all_ids)}),
        labelled=(nerve,),
        points=_numbered(atlas, nerve),
        camera=camera,
    )
    return view.with_opacity(veiled, VEIL)
