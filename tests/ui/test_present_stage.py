"""What an audience sees: words that grow with the window, at most five labels, panels beside the picture."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QHBoxLayout, QWidget
from shiboken6 import delete

from anatomy_viewer.model.lecture import lecture_of
from anatomy_viewer.session import Session
from anatomy_viewer.session.presenting import Presenter
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.present_hand import PresentHand
from anatomy_viewer.ui.present_look import AudienceLook
from anatomy_viewer.ui.present_stage import Stage
from anatomy_viewer.ui.present_words import first_sentence
from anatomy_viewer.ui.viewport import Viewport

SIZES = [QSize(1024, 768), QSize(1920, 1080), QSize(3840, 2160)]


class Audience:
    """A stage with a scheme beside its picture."""

    def __init__(self, look: Look, session: Session) -> None:
        self.window = QWidget()
        self.window.resize(960, 540)
        self.drawing = QGraphicsScene(0, 0, 100, 100, self.window)
        self.viewport, self.scheme = Viewport(look, session), QGraphicsView(self.drawing)
        row = QHBoxLayout(self.window)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (self.viewport, self.scheme):
            row.addWidget(part)
        self.scheme.hide()
        self.window.show()
        self.presenter = Presenter(session, lecture_of(session.lessons["l01_small"], "en"), 0, lambda: 0.0)
        hand = PresentHand(self.viewport, self.presenter)
        own = AudienceLook(look)
        self.stage = Stage(own, session, self.presenter, self.viewport, hand, lambda: [self.scheme])

    def paint(self, size: QSize) -> QImage:
        """A picture of what is seen."""
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(0)
        with QPainter(image) as painter:
            self.stage.paint(painter, size)
        return image


@pytest.fixture
def audience(qapp: QApplication, look: Look, playing: Session) -> Iterator[Audience]:
    made = Audience(look, playing)
    yield made
    delete(made.window)  # on this thread: collecting it as garbage on another one ends the process


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
def test_words_take_the_same_share_of_every_window(audience: Audience, size: QSize) -> None:
    audience.paint(size)
    area = audience.stage.area(size)
    assert audience.stage.overlay.scale(round(area.height())) * 13 == pytest.approx(
        0.035 * size.height(), rel=0.02
    )
    band = audience.stage.caption.rect(size).height() / size.height()
    assert band == pytest.approx(0.115, abs=0.02)
    audience.presenter.toggle_text()
    assert audience.stage.caption.rect(size).height() / size.height() > 1.1 * band


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
def test_a_question_leaves_room_for_the_picture(audience: Audience, size: QSize) -> None:
    while not audience.presenter.ask() and audience.presenter.move(1):
        pass
    assert audience.presenter.question is not None
    audience.presenter.answer()
    audience.paint(size)
    assert 0.2 < audience.stage.caption.rect(size).height() / size.height() < 0.7


def test_a_scheme_beside_the_picture_is_painted_larger(audience: Audience, look: Look) -> None:
    audience.scheme.setBackgroundBrush(look.color("laser"))
    audience.scheme.show()
    audience.window.layout().activate()
    image = audience.paint(QSize(1920, 1080))
    place = audience.stage.fit(QSize(1920, 1080)).rect(audience.stage.parts()[1][0][1]).center().toPoint()
    assert image.pixelColor(place).name() == look.color("laser").name()


def test_a_scheme_that_the_lecturer_scrolls_is_seen_whole(audience: Audience, look: Look) -> None:
    for x, y in ((0, 0), (90, 0), (0, 90), (90, 90)):
        audience.drawing.addRect(x, y, 10, 10, QPen(Qt.PenStyle.NoPen), look.color("laser"))
    audience.scheme.scale(20.0, 20.0)
    audience.scheme.show()
    audience.window.layout().activate()
    image = audience.paint(QSize(1920, 1080))
    wanted = look.color("laser").rgb()
    hits = [(x, y) for y in range(0, 1080, 8) for x in range(0, 1920, 8) if image.pixel(x, y) == wanted]
    columns, rows = {x // 200 for x, _ in hits}, {y // 100 for _, y in hits}
    assert max(columns) - min(columns) >= 2
    assert max(rows) - min(rows) >= 4
    middle = [(x, y) for x, y in hits if 0.3 < (y - hits[0][1]) / (hits[-1][1] - hits[0][1]) < 0.7]
    assert not middle


def test_the_lecturers_strips_do_not_move_the_picture_out_of_the_middle(audience: Audience) -> None:
    audience.scheme.show()
    audience.window.layout().activate()
    audience.viewport.resize(audience.viewport.width(), 200)
    area = audience.stage.area(QSize(1920, 1080))
    assert area.center().y() == pytest.approx(540, abs=2)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("一句。两句。", "一句。"),
        ("No end", ""),
        ("Why? Because.", "Why?"),
        ("3.5 mm long", ""),
    ],
)
def test_the_caption_has_a_whole_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first
