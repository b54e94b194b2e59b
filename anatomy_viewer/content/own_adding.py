"""From a mesh file to structures of one's own: what is wished, judged and laid over, then kept whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from anatomy_viewer.content.forms import fill
from anatomy_viewer.content.mesh_files import SYSTEM_COLOURS
from anatomy_viewer.content.own_atlas import OwnForm
from anatomy_viewer.content.own_frames import (
    FARTHEST_MM,
    UNITS,
    Frame,
    Reals,
    guessed,
    is_open,
    laid_over,
    placed_mesh,
    refuse_units,
)
from anatomy_viewer.content.own_keeping import Kept, own_id
from anatomy_viewer.content.own_mesh_files import RawMesh, RawPart
from anatomy_viewer.content.yaml_lines import YamlMap
from anatomy_viewer.errors import ContentError
from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.registration import Fit
from anatomy_viewer.model.anatomy import OWN, Text
from anatomy_viewer.model.scanning import Mark
from anatomy_viewer.model.texts import NO_TEXT

Matches = Callable[[Frame], Sequence[Mark]]
_NAMELESS = re.compile(
    r"(geometry|mesh|node|object|default|solid|group|stl|scene)?[\s_.-]*\d*", re.IGNORECASE
)


@dataclass(frozen=True)
class Wish:
    """What is to become of a file. Empty: units and axes as guessed, names of the parts, colours of the file.

    names: of the one structure that a file of one part becomes; of several, what stands before each part's own.
    """

    source: str
    licence: str
    units: str = ""
    axes: str = ""
    marks: Matches | None = None
    scaled: bool = False
    names: Text = NO_TEXT
    side: str = "midline"
    colour: str = ""


@dataclass(frozen=True, eq=False)
class Added:
    """What a file would become, how it was laid over, and what has to be said about it."""

    meshes: tuple[Kept, ...]
    frame: Frame
    fit: Fit | None
    notes: tuple[str, ...]


def framed(raw: RawMesh, units: str, axes: str) -> Frame:
    """Units and axes as they are wished, else as they are likely."""
    likely = guessed(raw)
    return Frame(units or likely.units, axes or likely.axes)


def added(raw: RawMesh, wish: Wish, taken: Collection[str], bounds: Reals) -> Added:
    """What `wish` makes of a file; `taken`: ids that there are, `bounds`: (2, 3) box of the specimen.

    Raises ContentError.
    """
    frame, fit = framed(raw, wish.units, wish.axes), None
    if wish.marks is None:
        refuse_units(raw, frame)
    else:
        fit = laid_over(wish.marks(frame), wish.scaled)
        frame = replace(frame, placement=fit.placement)
        refuse_units(raw, frame)
    _refuse_far(raw, frame, bounds)
    colour = rgb(wish.colour) if wish.colour else None
    meshes = [placed_mesh(part, frame, colour, SYSTEM_COLOURS[OWN]) for part in raw.parts]
    forms = _forms(raw, wish, fit, [mesh_colour(mesh) for mesh in meshes], taken)
    kept = tuple(Kept(form, mesh) for form, mesh in zip(forms, meshes, strict=True))
    return Added(kept, frame, fit, tuple(_notes(raw, wish, frame, fit, bounds)))


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue (0-255) of '#RRGGBB'. Raises ContentError."""
    if not re.fullmatch(r"#?[0-9A-Fa-f]{6}", colour.strip()):
        raise ContentError("the colour", None, f"'{colour[:20]}' is no colour.", "Write it as #8CC5B4.")
    text = colour.strip().removeprefix("#")
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)


def mesh_colour(mesh: Mesh) -> str:
    """'#RRGGBB' of its mean colour: for swatches."""
    red, green, blue = np.round(mesh.colours.mean(axis=0)).astype(int).tolist()
    return f"#{red:02X}{green:02X}{blue:02X}"


def gap(raw: RawMesh, frame: Frame, bounds: Reals) -> float:
    """Mm between the box of the mesh and that of the specimen; 0 where they meet."""
    places = np.concatenate([frame.placed(part.corners) for part in raw.parts])
    apart = np.maximum(np.maximum(bounds[0] - places.max(axis=0), places.min(axis=0) - bounds[1]), 0.0)
    return float(np.linalg.norm(apart))


def _refuse_far(raw: RawMesh, frame: Frame, bounds: Reals) -> None:
    away = gap(raw, frame, bounds)
    if away > FARTHEST_MM:
        problem = f"the mesh lies {away / 1000.0:,.1f} m away from the specimen."
        raise ContentError(raw.path, None, problem, "Give three or more matching points, or other axes.")


def part_names(raw: RawMesh, wished: Text) -> list[Text]:
    """What each part is to be called: as wished, by its own name in the file, or by the file's."""
    files = [part.file for part in raw.parts]
    if len(raw.parts) == 1:
        own = _own_name(raw.parts[0], 0)
        return [Text(wished.en or own, wished.zh or wished.en or own)]
    found = []
    for number, part in enumerate(raw.parts, 1):
        own = _own_name(part, number if files.count(part.file) > 1 else 0)
        found.append(
            Text(*(f"{before}: {own}" if before else own for before in (wished.en, wished.zh or wished.en)))
        )
    return found


def _own_name(part: RawPart, number: int) -> str:
    """Its name, if the file gives it one, else the file's, with a number where that has several."""
    if not _NAMELESS.fullmatch(part.name) and not part.file.lower().endswith((".stl", ".ply")):
        return part.name
    stem = re.sub(r"[_\s]+", " ", Path(part.file).stem).strip() or "mesh"
    return f"{stem} {number}" if number else stem


def _forms(
    raw: RawMesh, wish: Wish, fit: Fit | None, colours: Sequence[str], taken: Collection[str]
) -> list[OwnForm]:
    _refuse_unsaid(raw.path, wish)
    known, found = set(taken), []
    for part, names, colour in zip(raw.parts, part_names(raw, wish.names), colours, strict=True):
        name = own_id(names.en, known)
        known.add(name)
        row = {
            "id": name, "names": {"en": names.en[:300], "zh": names.zh[:300]}, "side": wish.side,
            "colour": colour, "source": wish.source, "licence": wish.licence, "file": part.file[:200],
            "open": is_open(part.faces),
        }  # fmt: skip
        if fit is not None:
            row |= {"points": len(fit.residuals), "rms_mm": round(fit.rms, 2), "scale": fit.placement.scale}
        found.append(_filled(row, raw.path))
    return found


def _refuse_unsaid(path: Path, wish: Wish) -> None:
    if not wish.source.strip():
        raise ContentError(path, None, "it is not said where the mesh comes from.", "Name its source.")
    if not wish.licence.strip():
        hint = "Name its licence, such as CC BY 4.0, or 'own work'."
        raise ContentError(path, None, "it is not said under which licence the mesh stands.", hint)


def _filled(row: dict[str, object], path: Path) -> OwnForm:
    problems: list[ContentError] = []
    data = YamlMap(1)
    data.update(row)
    form = fill(OwnForm, data, path, problems)
    if form is None:
        raise ContentError(path, None, problems[0].problem, problems[0].hint)
    return form


def _notes(raw: RawMesh, wish: Wish, frame: Frame, fit: Fit | None, bounds: Reals) -> list[str]:
    """Sentences in English, for `content/problems_zh` to translate."""
    found = []
    if not wish.units and frame.units != "mm":
        wide = raw.size * UNITS[frame.units]
        found.append(f"units: {frame.units} (guessed; the mesh is {wide:.0f} mm wide).")
    if not wish.axes and frame.axes != "RAS":
        found.append(f"axes: {frame.axes} ({'as the file says' if raw.space else 'as is usual for GLB'}).")
    if raw.textured:
        found.append("textures and materials are left out.")
    sheets = sum(is_open(part.faces) for part in raw.parts)
    if sheets:
        found.append(f"parts whose surface is not closed: {sheets}; a cut shows no face there.")
    if fit is not None and fit.mirrored:
        found.append("left and right seem to be exchanged: look at the matching points.")
    away = gap(raw, frame, bounds)
    if away > 0.0:
        found.append(f"the mesh lies {away:.0f} mm away from the specimen.")
    return found
