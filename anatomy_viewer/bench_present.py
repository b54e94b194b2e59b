"""How much a second window costs: frames of a turning picture in one full-HD window, then in a lecture's two."""

from __future__ import annotations

import statistics
import time
from time import perf_counter
from typing import Any

from anatomy_viewer.model.camera import orbit

SIZE = (1920, 1080)
FRAMES, TURN = 24, 3.0  # pictures of each kind; degrees from one to the next


def present_figures(viewport: Any, session: Any) -> dict[str, Any]:
    """`one_window_frame_ms` and `two_windows_frame_ms`: medians, drawing and painting of all windows included.

    viewport: shown, with its scene, and drawing nothing by itself. Both kinds take turns, so that whatever else the
    machine does falls on both.
    """
    before = viewport.size()
    viewport.resize(*SIZE)
    room = _audience(viewport, session)
    times: dict[bool, list[float]] = {False: [], True: []}
    for number in range(2 * FRAMES):
        both = bool(number % 2)
        session.edit("", lambda view: view.look(orbit(view.camera, TURN, 0.0)), merge=True)
        start = perf_counter()
        viewport.frames.draw_now()
        viewport.repaint()
        if both:
            room.repaint()
        times[both].append(perf_counter() - start)
    room.put_away()
    viewport.frames.share(None)
    viewport.resize(before)
    one, two = (round(statistics.median(times[both][1:]) * 1e3, 1) for both in (False, True))
    return {"one_window_frame_ms": one, "two_windows_frame_ms": two}


def _audience(viewport: Any, session: Any) -> Any:
    """The audience's window of a lecture that has just begun."""
    from PySide6.QtWidgets import QApplication

    from anatomy_viewer.model.lecture import lecture_of
    from anatomy_viewer.session.presenting import Presenter
    from anatomy_viewer.ui.look import Look
    from anatomy_viewer.ui.present_audience import AudienceView
    from anatomy_viewer.ui.present_hand import PresentHand
    from anatomy_viewer.ui.present_look import AudienceLook
    from anatomy_viewer.ui.present_stage import Stage

    lesson = next(iter(session.lessons.values()))
    presenter = Presenter(session, lecture_of(lesson, "en"), 0, time.monotonic)
    presenter.begin()
    session.edit("", lambda shown: shown.show_all(session.atlas).peel_to(1))  # the most that is turned
    look = AudienceLook(Look())
    stage = Stage(look, session, presenter, viewport, PresentHand(viewport, presenter), list)
    view = AudienceView(look, session, presenter, stage, viewport.frames)
    view.resize(*SIZE)
    view.show()
    QApplication.processEvents()  # a window is painted only once it is seen
    viewport.frames.stop()
    view.share()
    viewport.overlay.prepare(viewport.frames.scene, SIZE)
    view.stage.prepare(1.0, view.size())
    return view
