"""What each kind of tissue is to a scanner: CT numbers, MR relaxation, acoustics; with mark and source.

The tables stand in `values_ct.py`, `values_mr.py` and `values_us.py`. Marks: V2 read in a secondary text, K general
knowledge, M chosen so that the picture is right. A kind no table knows counts as soft tissue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.imaging.blend import looked_up, parted
from anatomy_viewer.imaging.values_ct import CT, CtValue
from anatomy_viewer.imaging.values_mr import MR, MrValue
from anatomy_viewer.imaging.values_us import US, UsValue

Row = TypeVar("Row")
SOFT_TISSUE = "soft tissue"
# Other words for the same.
ALIASES = {
    "nerve oedema": "oedematous nerve",
    "sclerosis": "sclerotic bone",
    "cerebrospinal fluid": "fluid",
    "tendon": "ligament",
    "bone": "cortical bone",
    "mucosa": "soft tissue",
    "artery": "arterial blood",
    "vein": "venous blood",
}
# By id, where the volume's class is coarser than what scanners see.
_FINER = {
    ("cord_white", "white matter"): "spinal cord",
    ("cord_grey", "grey matter"): "cord grey matter",
    ("dura", "ligament"): "dura",
    ("nuchal_ligament", "ligament"): "nuchal ligament",
}
KINDS = frozenset(CT)


def ct_value(kind: str) -> CtValue:
    """CT numbers of a kind, plain or blended; soft tissue's where unknown."""
    return _row(CT, kind)


def mr_value(kind: str) -> MrValue:
    """Relaxation times, proton density, flow and uptake of a kind."""
    return _row(MR, kind)


def us_value(kind: str) -> UsValue:
    """Impedance, attenuation and echogenicity of a kind."""
    return _row(US, kind)


def finer(ids: Mapping[int, str], kinds: Mapping[int, str]) -> dict[int, str]:
    """The kinds by label, those of the cord and of membranes told apart by id; what was changed stays as changed."""
    return {label: _FINER.get((ids.get(label, ""), kind), kind) for label, kind in kinds.items()}


def by_label(kinds: Mapping[int, str], value: Callable[[str], float]) -> NDArray[np.float32]:
    """(256,) float32: `value` of each label's kind; labels without a kind count as air."""
    found = np.full(256, value("air"), dtype=np.float32)
    for label, kind in kinds.items():
        found[label] = value(kind)
    return found


def _row(table: Mapping[str, Row], kind: str) -> Row:
    usual, changed, share = parted(kind)
    if share == 0.0:
        return table[_known(usual)]
    return looked_up(table, f"{_known(usual)}>{_known(changed)}@{share}")


def _known(kind: str) -> str:
    kind = ALIASES.get(kind, kind)
    return kind if kind in KINDS else SOFT_TISSUE
