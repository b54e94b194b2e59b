"""Table rows of building blocks turned into shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from anatomy_viewer.sculpt.figures import Primitive
from anatomy_viewer.sculpt.implicit import Block, Capsule, Drum, Ellipsoid, Field, RoundedBox

Values = dict[str, float]


def _triple(values: Values, *names: str) -> tuple[float, ...]:
    return tuple(values[name] for name in names)


def _capsule(v: Values) -> Capsule:
    return Capsule(
        _triple(v, "ax", "ay", "az"),
        _triple(v, "bx", "by", "bz"),
        (v["ru_a"], v["rv_a"]),
        (v["ru_b"], v["rv_b"]),
        v["roll_rad"],
    )


def _ellipsoid(v: Values) -> Ellipsoid:
    return Ellipsoid(_triple(v, "cx", "cy", "cz"), _triple(v, "rx", "ry", "rz"), _turn(v))


def _drum(v: Values) -> Drum:
    return Drum(
        _triple(v, "cx", "cy", "cz"),
        _triple(v, "axis_x", "axis_y", "axis_z"),
        _triple(v, "major_x", "major_y", "major_z"),
        (v["r_major"], v["r_minor"]),
        v["half"],
        v["round"],
    )


def _box(v: Values) -> RoundedBox:
    return RoundedBox(_triple(v, "cx", "cy", "cz"), _triple(v, "hx", "hy", "hz"), _turn(v), v["round"])


def _widened(shape: Callable[[Values], Field]) -> Callable[[Values], Field]:
    """`shape` for the tables whose fit kept radii positive by using |r| + 0.3 mm."""

    def build(v: Values) -> Field:
        return shape({name: abs(x) + 0.3 if name in _RADII else x for name, x in v.items()})

    return build


_RADII = ("ru_a", "rv_a", "ru_b", "rv_b", "rx", "ry", "rz")


def _turn(v: Values) -> tuple[float, ...]:
    return _triple(v, "rotvec_x", "rotvec_y", "rotvec_z")


_SHAPES: dict[str, Callable[[Values], Field]] = {
    "ecap": _widened(_capsule),
    "ell": _widened(_ellipsoid),
    "rbox": _box,
    "capsule": _capsule,
    "ellipsoid": _ellipsoid,
    "drum": _drum,
}


def blocks_of(primitives: Iterable[Primitive]) -> list[Block]:
    """One Block per row group, in order."""
    return [Block(p.op, _SHAPES[p.kind](p.values), p.blend) for p in primitives]
