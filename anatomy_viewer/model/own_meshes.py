"""A user's own meshes beside the structures of the specimen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from anatomy_viewer.model.anatomy import OWN, Atlas, MeshFacts, Source, Structure, is_own
from anatomy_viewer.model.lesson import SceneSpec
from anatomy_viewer.model.measuring import Measurement
from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.view import ViewState

T = TypeVar("T")
LOST = "Your mesh “{}” is not here. Add it, or open the pack with it."


@dataclass(frozen=True)
class Own:
    """Own meshes by id, what is known of each, and where it comes from (a source of the mesh's id).

    kept: those that are the user's to remove; others came with a lesson pack. together: of each the ids that were added
    with it, itself among them.
    """

    structures: Mapping[str, Structure] = field(default_factory=dict)
    facts: Mapping[str, MeshFacts] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    together: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def with_own(atlas: Atlas, own: Own) -> Atlas:
    """The atlas with these own meshes instead of those that it had."""
    lost = frozenset(atlas.own_ids)
    return replace(
        atlas,
        structures={**_without(atlas.structures, lost), **own.structures},
        facts={**_without(atlas.facts, lost), **own.facts},
        sources={**_without(atlas.sources, lost), **own.sources},
    )


def _without(table: Mapping[str, T], lost: Iterable[str]) -> dict[str, T]:
    return {name: each for name, each in table.items() if name not in lost}


def lost_in(scene: SceneSpec, atlas: Atlas) -> tuple[str, ...]:
    """Names of own meshes that a scene shows and that are not here."""
    spared = scene.cut.spare if scene.cut else ()
    names = (
        *scene.show,
        *scene.hide,
        *(name for name, _ in scene.fade),
        *scene.highlight,
        *scene.label,
        *scene.focus,
    )
    return tuple(
        dict.fromkeys(
            name for name in (*names, *spared) if name != OWN and is_own(name) and not atlas.resolve(name)
        )
    )


def without_lost(state: AppState, atlas: Atlas) -> AppState:
    """Without own meshes that are no longer there: one may have been removed since the state was left."""
    walk, look = state.walk, state.pathway
    if walk is not None:
        walk = replace(walk, before=_seen(walk.before, atlas))
    if look is not None and look.before is not None:
        look = replace(look, before=_seen(look.before, atlas))
    tool = state.measuring
    if tool is not None and any(
        _is_lost(name, atlas) for name in (tool.along, *(end.on for end in tool.ends))
    ):
        tool = replace(tool, ends=(), along="")
    return replace(state, view=_seen(state.view, atlas), walk=walk, pathway=look, measuring=tool)


def _is_lost(name: str, atlas: Atlas) -> bool:
    return name != OWN and is_own(name) and name not in atlas.structures


def _seen(view: ViewState, atlas: Atlas) -> ViewState:
    if view.pain is not None and view.pain.before is not None:
        view = replace(view, pain=replace(view.pain, before=_seen(view.pain.before, atlas)))
    measured = [name for one in view.measurements for name in _measured(one)]
    named = (
        *view.visible,
        *view.highlighted,
        *view.labelled,
        view.selected or "",
        *dict(view.opacity),
        *measured,
    )
    lost = frozenset(name for name in named if _is_lost(name, atlas))
    if not lost:
        return view
    return replace(
        view,
        visible=view.visible - lost,
        highlighted=view.highlighted - lost,
        labelled=tuple(name for name in view.labelled if name not in lost),
        selected=None if view.selected in lost else view.selected,
        opacity=tuple(pair for pair in view.opacity if pair[0] not in lost),
        measurements=tuple(one for one in view.measurements if lost.isdisjoint(_measured(one))),
    )


def _measured(one: Measurement) -> tuple[str, ...]:
    """What a measurement names."""
    return (one.along, *(end.on for end in one.ends))
