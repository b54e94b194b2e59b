"""Table rows of building blocks turned into shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from anatomy_viewer.sculpt.figures import Primitive
from anatomy_viewer.sculpt.implicit import Block, Capsule, Ellipsoid, Field, RoundedBox

Values = dict[str, float]


def _triple(values: Values, *names: str) -> tuple[float, ...]:
    return tuple(values[name] for name in names)


def _capsule(v: Values) -> Capsule:
    return Capsule(
        _triple(v, "ax", "ay", "az"),
        _triple(v, "bx", "by", "bz"),
        (_radius(v["ru_a"]), _radius(v["rv_a"])),
        (_radius(v["ru_b"]), _radius(v["rv_b"])),
        v["roll_rad"],
    )


def _ellipsoid(v: Values) -> Ellipsoid:
    radii = tuple(_radius(v[name]) for name in ("rx", "ry", "rz"))
    return Ellipsoid(_triple(v, "cx", "cy", "cz"), radii, _turn(v))


def _box(v: Values) -> RoundedBox:
    return RoundedBox(_triple(v, "cx", "cy", "cz"), _triple(v, "hx", "hy", "hz"), _turn(v), v["round"])


def _radius(fitted: float) -> float:
    """The fit kept radii positive by using |r| + 0.3 mm."""
    return abs(fitted) + 0.3


def _turn(v: Values) -> tuple[float, ...]:
    return _triple(v, "rotvec_x", "rotvec_y", "rotvec_z")


_SHAPES: dict[str, Callable[[Values], Field]] = {"ecap": _capsule, "ell": _ellipsoid, "rbox": _box}


def blocks_of(primitives: Iterable[Primitive]) -> list[Block]:
    """One Block per row group, in order."""
    return [Block(p.op, _SHAPES[p.kind](p.values), p.blend) for p in primitives]
