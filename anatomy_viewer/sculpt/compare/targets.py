"""How near each structure has to come to the reference (mm, mean symmetric surface distance; issue "The specimen")."""

from __future__ import annotations

_NEAR = (
    "obliquus_capitis_inferior",
    "obliquus_capitis_superior",
    "rectus_capitis_posterior_major",
    "rectus_capitis_posterior_minor",
    "sternocleidomastoid",
)
# Re-stacked, because they overlap in the reference.
_STACKED = ("semispinalis_capitis", "splenius_capitis", "trapezius")
TARGETS: dict[str, float] = {
    **dict.fromkeys(("atlas_c1", "axis_c2", "c3_vertebra"), 0.5),
    "occipital_bone": 0.7,
    **dict.fromkeys(("parietal_bone", "temporal_bone"), 0.8),
    **dict.fromkeys(_NEAR, 1.0),
    **dict.fromkeys(_STACKED, 3.0),
}
OTHER_MUSCLES = 1.5


def target(base: str, system: str) -> float | None:
    """mm, or None where no figure is asked for."""
    return TARGETS.get(base, OTHER_MUSCLES if system == "muscles" else None)
