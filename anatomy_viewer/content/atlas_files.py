"""The YAML files of the atlas and `manifest.json` → `Atlas`, with every problem found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from anatomy_viewer.content.atlas_forms import SourceForm
from anatomy_viewer.content.atlas_names import read_names
from anatomy_viewer.content.atlas_points import read_points
from anatomy_viewer.content.forms import fill
from anatomy_viewer.content.mesh_facts import MeshEntries
from anatomy_viewer.content.practice_files import INTERVENTIONS, Known, read_practice
from anatomy_viewer.content.rows import read_table
from anatomy_viewer.content.territory_rows import TERRITORIES, read_territories
from anatomy_viewer.content.variant_file import read_variants
from anatomy_viewer.content.yaml_lines import YamlMap
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas, Source
from anatomy_viewer.model.pathway import Pathway
from anatomy_viewer.model.syndrome import Syndromes

STRUCTURES, POINTS, SOURCES = "structures.yaml", "points.yaml", "sources.yaml"
SYNDROMES, PATHWAY = "syndromes.yaml", "pathway.yaml"


@dataclass(frozen=True)
class AtlasFiles:
    """The atlas as far as its files are sound, and everything that is wrong with them."""

    atlas: Atlas
    problems: tuple[ContentError, ...]


def load_atlas(folder: Path) -> AtlasFiles:
    """Read the atlas in `folder`. A row that is wrong, or a structure without a mesh, is reported and left out."""
    problems: list[ContentError] = []
    sources = _sources(folder / SOURCES, problems)
    names = read_names(folder / STRUCTURES, sources, MeshEntries(folder, problems), problems)
    points = read_points(folder / POINTS, names, sources, problems)
    unseated = frozenset(points.unseated)
    known = Known(points.seated, list(names.bases), sources, frozenset(names.left_out) | unseated)
    table = read_variants(folder)
    practice = read_practice(folder / INTERVENTIONS, known, problems)
    skin = read_territories(folder / TERRITORIES, names, points.seated, sources, problems)
    atlas = Atlas(
        names.structures, names.features, names.groups, points.seated, sources, names.facts, practice,
        table.variants, table.sampling, skin,
    )  # fmt: skip
    problems += table.problems
    atlas = replace(
        atlas,
        read_syndromes=_syndromes(folder / SYNDROMES, atlas),
        read_pathway=_pathway(folder / PATHWAY, atlas),
    )
    return AtlasFiles(atlas, tuple(problems))


def _syndromes(path: Path, atlas: Atlas) -> Callable[[], Syndromes]:
    """What reads the file when a syndrome is first looked at; what is wrong in it is for `check` to say."""

    @cache
    def read() -> Syndromes:
        from anatomy_viewer.content.syndrome_rows import read_syndromes

        return read_syndromes(path, atlas, [])

    return read


def _pathway(path: Path, atlas: Atlas) -> Callable[[], Pathway]:
    """What reads the file when the pathway is first looked at; what is wrong in it is for `check` to say."""

    @cache
    def read() -> Pathway:
        from anatomy_viewer.content.pathway_rows import read_pathway

        return read_pathway(path, atlas, [])

    return read


def _sources(path: Path, problems: list[ContentError]) -> dict[str, Source]:
    table = read_table(path, ("sources",), problems).get("sources")
    found: dict[str, Source] = {}
    if table is None:
        return found
    if not isinstance(table, YamlMap):
        problems.append(ContentError(path, 1, "'sources' should be a block of 'KEY: {citation: …}' lines."))
        return found
    for key, item in table.items():
        if not isinstance(item, YamlMap):
            problems.append(
                ContentError(path, table.lines[key], f"the source '{key}' should be a block in braces.")
            )
        elif form := fill(SourceForm, item, path, problems):
            found[key] = Source(key, form.citation, form.year, form.doi, form.short)
    return found
