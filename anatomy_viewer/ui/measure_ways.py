"""Which ways along surfaces the measurements need, found on a thread and kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from anatomy_viewer.model.anatomy import Vector
from anatomy_viewer.model.measuring import ELLIPSE, KINDS, SURFACE, Measurement, ellipse_line, places_of
from anatomy_viewer.model.variants import Patient
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session

Reals = NDArray[np.float64]
# The surface, its two ends, and the specimen whose surface it is.
Wanted = tuple[str, tuple[Vector, ...], Patient]
MOST_KEPT = 64


class MeasureWays:
    """(n, 3) mm for each way along a surface, once it is known; an empty one where there is no way."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[Wanted, Reals] = {}

    def wanted(self, measurement: Measurement) -> Wanted:
        """What tells one way from another."""
        places = places_of(measurement, self._session.atlas)
        return measurement.along, places, self._session.view.patient

    def way(self, measurement: Measurement) -> Reals | None:
        """The line that is painted and measured; of a surface None while it is not known, empty where none leads."""
        if measurement.kind == ELLIPSE and len(measurement.ends) == KINDS[ELLIPSE]:
            return np.array(ellipse_line(places_of(measurement, self._session.atlas)))
        if measurement.kind != SURFACE:
            return np.array(places_of(measurement, self._session.atlas))
        return self._known.get(self.wanted(measurement))

    def waiting(self, measurements: tuple[Measurement, ...]) -> tuple[Wanted, ...]:
        """Those not yet known."""
        surfaces = (self.wanted(one) for one in measurements if one.kind == SURFACE)
        return tuple(each for each in surfaces if each not in self._known)

    def find(self, wanted: tuple[Wanted, ...], scene: Scene) -> None:
        """Find them: some 50 ms each, so not on the window's thread; of none, make ready for the first."""
        import scipy.sparse.csgraph  # noqa: F401  takes longer than a way

        for each in wanted:
            along, places, _ = each
            way = scene.way(along, places[0], places[1])
            self._known[each] = np.zeros((0, 3)) if way is None else way
        for old in list(self._known)[:-MOST_KEPT]:
            self._known.pop(old, None)
