"""The line that says how thick the nerve is at the cursor."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from anatomy_viewer.imaging.subject import Subject, Tube
from anatomy_viewer.model.measuring import End
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_reader import ImageReader
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.nerve_measure import NerveMeasure


def nerve(side: str, x: float, radius: float) -> Tube:
    z = np.linspace(-80.0, 0.0, 41)
    rows = np.column_stack([np.full(41, x), np.full(41, 30.0), z, np.full(41, radius)])
    return Tube(f"greater_occipital_nerve_{side}", "nerve", rows, 0.4)


def subject() -> Subject:
    labels, tubes = np.zeros((2, 2, 2), np.uint8), [nerve("r", 20.0, 1.6), nerve("l", -20.0, 0.8)]
    return Subject(labels, np.zeros(3), 0.5, {0: "outside"}, {0: "air"}, {tube.id: tube for tube in tubes})


@pytest.fixture
def line(qtbot: QtBot, look: Look, session: Session) -> Iterator[NerveMeasure]:
    reader = ImageReader(session, lambda _patient: subject(), dict)
    reader.subject = subject()
    made = NerveMeasure(look, session, reader)
    qtbot.addWidget(made)
    session.toggle_images()
    yield made
    reader.finish()


def test_on_the_nerve_it_compares_with_the_other_side_and_with_studies(line: NerveMeasure) -> None:
    line._session.image("Cursor", lambda i: replace(i, cursor=(21.0, 31.0, -40.0)))
    assert not line.isHidden()
    assert "8.0 mm²" in line.text()
    assert "other side 2.0 mm², ratio 4.0" in line.text()
    assert "CHO12" in line.text()
    assert "other side first" in line.toolTip()


def test_away_from_the_nerve_it_is_silent(line: NerveMeasure) -> None:
    line._session.image("Cursor", lambda i: replace(i, cursor=(0.0, 0.0, 0.0)))
    assert line.isHidden()


def test_an_ellipse_by_hand_is_compared_with_the_nerve_and_with_studies(line: NerveMeasure) -> None:
    session = line._session
    session.measure("ellipse")
    for place in ((18.0, 30.0, -40.0), (22.0, 30.0, -40.0), (19.0, 31.0, -40.0)):  # 4 × 2 mm
        session.put_end(End(place))
    assert "Your ellipse 6.3 mm² (4.0 × 2.0 mm)" in line.text()
    assert "cut square, 8.0 mm²" in line.text()
    assert "CHO12): above two SD" in line.text()
    session.undo()
    assert "Your ellipse" not in line.text()
