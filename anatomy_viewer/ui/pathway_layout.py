"""Where the nodes of the pathway stand in the schematic: seen from behind, the felt side on its own side of the page.

Up is up the neuraxis, outwards is towards the skin. Two arrangements: for a wide room and for a high one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from anatomy_viewer.model.pathway import Pathway

Place = tuple[float, float]
Box = tuple[float, float, float, float]
NODE_W, NODE_H = 106.0, 40.0


@dataclass(frozen=True)
class Band:
    """A level's ground: a key of LEVELS, its box (left, top, width, height), and where its name begins (x, middle)."""

    level: str
    box: Box
    name: Place


@dataclass(frozen=True)
class Arrangement:
    """Where the right side is felt: middles of nodes by id, bands behind them, the whole (width, height), the midline,
    and the boxes (left, top, width, height) that are kept free for words and for what the colours mean."""

    places: dict[str, Place]
    bands: tuple[Band, ...]
    size: Place
    midline: float
    spare: Box
    legend: Box

    def place(self, node: str, felt: str) -> Place | None:
        """A node's middle; mirrored where the left side is felt."""
        if node not in self.places:
            return None
        x, y = self.places[node]
        return (x, y) if felt == "right" else (self.size[0] - x, y)


WIDE = Arrangement(
    {
        "somatosensory_cortex": (178, 46), "insula": (66, 46), "anterior_cingulate": (290, 46), "amygdala": (714, 46),
        "thalamus_vpl": (66, 130), "thalamus_vpm": (178, 130), "hypothalamus": (498, 130),
        "periaqueductal_grey": (334, 212), "locus_coeruleus": (392, 274), "raphe_magnus": (334, 336),
        "ascending_tract": (122, 290), "superior_salivatory_nucleus": (560, 226),
        "parabrachial_nucleus": (714, 290), "trigeminal_root_entry": (596, 346),
        "nucleus_caudalis": (464, 406), "second_order_neuron": (586, 470), "dorsal_horn": (464, 534),
        "decussation": (334, 470), "root_entry_c2": (708, 534),
        "sphenopalatine_ganglion": (846, 226), "trigeminal_ganglion": (846, 346), "c2_ganglion": (838, 534),
        "c3_ganglion": (838, 594),
        "tear_gland": (1028, 226), "forehead_endings": (1028, 308), "dural_endings": (1028, 364),
        "posterior_fossa_endings": (1028, 420), "gon_trunk": (956, 534), "scalp_endings": (1028, 476),
        "muscle_endings": (1074, 534), "facet_endings": (1028, 594),
    },
    (
        Band("cortex", (8, 8, 776, 76), (360, 46)), Band("thalamus", (8, 92, 776, 76), (566, 130)),
        Band("brainstem", (8, 176, 776, 196), (18, 189)), Band("relay", (8, 380, 776, 244), (18, 394)),
        Band("ganglion", (792, 176, 106, 448), (802, 190)), Band("periphery", (906, 176, 228, 448), (916, 190)),
    ),
    (1142, 632), 334, (14, 408, 258, 212), (800, 8, 334, 160),
)  # fmt: skip
HIGH = Arrangement(
    {
        "somatosensory_cortex": (178, 50), "insula": (66, 50), "anterior_cingulate": (290, 50), "amygdala": (602, 50),
        "thalamus_vpl": (66, 138), "thalamus_vpm": (178, 138), "hypothalamus": (474, 138),
        "periaqueductal_grey": (316, 228), "locus_coeruleus": (374, 292), "raphe_magnus": (316, 356),
        "ascending_tract": (122, 320), "superior_salivatory_nucleus": (520, 236),
        "parabrachial_nucleus": (602, 302), "trigeminal_root_entry": (546, 368),
        "nucleus_caudalis": (446, 440), "second_order_neuron": (590, 510), "dorsal_horn": (446, 580),
        "decussation": (316, 510), "root_entry_c2": (446, 656),
        "sphenopalatine_ganglion": (722, 236), "trigeminal_ganglion": (722, 364), "c2_ganglion": (446, 726),
        "c3_ganglion": (590, 656),
        "tear_gland": (722, 138), "forehead_endings": (722, 440), "dural_endings": (722, 302),
        "posterior_fossa_endings": (722, 580), "gon_trunk": (446, 800), "scalp_endings": (590, 770),
        "muscle_endings": (590, 830), "facet_endings": (722, 656),
    },
    (
        Band("cortex", (8, 8, 648, 84), (356, 50)), Band("thalamus", (8, 100, 648, 76), (18, 110)),
        Band("brainstem", (8, 184, 648, 210), (18, 198)), Band("relay", (8, 402, 648, 286), (18, 416)),
        Band("periphery", (664, 84, 118, 604), (674, 98)), Band("periphery", (374, 696, 408, 164), (516, 714)),
    ),
    (790, 868), 316, (14, 546, 352, 314), (14, 700, 290, 128),
)  # fmt: skip


def arrangement_for(width: float, height: float) -> Arrangement:
    """The one that is drawn larger in a room of so many px."""
    return max((WIDE, HIGH), key=lambda each: min(width / each.size[0], height / each.size[1]))


def complete(arrangement: Arrangement, pathway: Pathway) -> Arrangement:
    """With places in a row under the others for nodes that the table does not know."""
    unknown = [name for name in pathway.nodes if name not in arrangement.places]
    if not unknown:
        return arrangement
    width, height = arrangement.size
    row = {name: (72 + i * (NODE_W + 10), height + NODE_H / 2 + 10) for i, name in enumerate(unknown)}
    return replace(arrangement, places=arrangement.places | row, size=(width, height + NODE_H + 20))
