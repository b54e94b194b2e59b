"""The comparison as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from anatomy_viewer.sculpt.compare.measures import Measures
from anatomy_viewer.sculpt.compare.overlaps import ALLOWED, Intersection, Overlap
from anatomy_viewer.sculpt.compare.table import Comparison, Line

_HEAD = f"{'structure':34}{'side':5}{'mean':>7}{'H95':>7}{'Dice':>7}{'volume':>8}{'target':>8}"
_MOST = 60


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Lines to print: structures (mean of the sides, then each side), overlaps of muscles, intersections."""
    yield _HEAD
    for line in comparison.lines:
        yield from _structure(line)
    yield ""
    yield from _overlaps(comparison.overlaps)
    yield ""
    yield from _intersections(comparison.intersections)


def _structure(line: Line) -> Iterator[str]:
    wish = (
        "" if line.target is None else f"{line.target:8.2f}{' ' if line.mean.mean <= line.target else '  ✗'}"
    )
    yield f"{line.base:39}{_figures(line.mean)}{wish}".rstrip()
    if len(line.sides) > 1:
        yield from (f"{'':34}{side:5}{_figures(m)}" for side, m in line.sides.items())


def _figures(m: Measures) -> str:
    return f"{m.mean:7.2f}{m.hausdorff95:7.2f}{m.dice:7.3f}{m.volume_ratio:8.2f}"


def _overlaps(overlaps: Sequence[Overlap]) -> Iterator[str]:
    yield "Muscles that share volume (cm3 a side):" if overlaps else "No two muscles share volume."
    yield from (f"  {o.cm3:6.2f}  {o.a} – {o.b}" for o in overlaps)


def _intersections(found: Sequence[Intersection]) -> Iterator[str]:
    yield (
        f"Structures deeper than {ALLOWED} mm in each other, attachments included (mm, at x y z):"
        if found
        else f"No structures are deeper than {ALLOWED} mm in each other."
    )
    for i in found[:_MOST]:
        yield f"  {i.depth:6.2f}  {i.a} – {i.b}  ({', '.join(f'{v:.0f}' for v in i.at)})"
    if len(found) > _MOST:
        yield f"  … and {len(found) - _MOST} more"
