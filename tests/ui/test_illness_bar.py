"""What stands under the plane's sliders while something is wrong in the specimen."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from anatomy_viewer.errors import ContentError
from anatomy_viewer.imaging.pathology import edited
from anatomy_viewer.imaging.subject import Subject
from anatomy_viewer.session import Session
from anatomy_viewer.ui.illness_bar import IllnessBar, _said
from anatomy_viewer.ui.imaging_reader import ImageReader
from anatomy_viewer.ui.look import Look


def body(_patient: object) -> Subject:
    return Subject(np.ones((4, 4, 4), np.uint8), np.zeros(3), 1.0, {1: "fat"}, {1: "fat"})


@pytest.fixture
def bar(qtbot: QtBot, look: Look, session: Session) -> Iterator[IllnessBar]:
    reader = ImageReader(session, body, dict)
    made = IllnessBar(look, session, reader, lambda _name, _place: None)
    qtbot.addWidget(made)
    session.toggle_images()
    yield made
    reader.finish()


def make_ill(bar: IllnessBar, name: str) -> None:
    bar._session.image("Severity", lambda imaging: replace(imaging, pathology=name))


def test_it_is_there_only_while_something_is_wrong(bar: IllnessBar) -> None:
    assert bar.isHidden()
    make_ill(bar, "gon_oedema")
    assert not bar.isHidden()
    assert "rectus capitis posterior major" in bar._about.text()
    assert "SAA24" in bar._about.text()
    make_ill(bar, "")
    assert bar.isHidden()


def test_the_normal_specimen_is_shown_for_as_long_as_wished(bar: IllnessBar) -> None:
    make_ill(bar, "chiari")
    bar._normal.click()
    assert bar._session.imaging is not None
    assert bar._session.imaging.illness is None
    assert not bar.isHidden()
    bar._normal.click()
    assert bar._session.imaging.illness == ("chiari", 0.7, "right")


def test_what_has_no_side_or_no_severity_offers_none(bar: IllnessBar) -> None:
    make_ill(bar, "chiari")
    assert bar._side.isHidden()
    make_ill(bar, "ganglion_enhances")
    assert bar._normal.isHidden()
    make_ill(bar, "neuroma")
    assert not bar._side.isHidden()


def test_another_side_is_another_illness(bar: IllnessBar) -> None:
    make_ill(bar, "neuroma")
    bar._side.chosen.emit(1)
    assert bar._session.imaging is not None
    assert bar._session.imaging.pathology_side == "left"


def test_what_it_is_is_said_in_both_languages() -> None:
    assert "齿突" in _said("pannus", "zh")
    assert "dens" in _said("pannus", "en")


def test_a_specimen_without_the_structure_says_so() -> None:
    with pytest.raises(ContentError, match="lacks what this pathology changes"):
        edited(body(None), "neuroma", 0.5)
