"""The large words of an audience's window: the step's caption, or a question and, when released, its answer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from anatomy_viewer.model.case import BEST, Decision
from anatomy_viewer.model.lesson import plain
from anatomy_viewer.model.naming import full_name
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.words import joined, say
from anatomy_viewer.session import Session
from anatomy_viewer.session.presenting import Presenter
from anatomy_viewer.ui.case_cards import GRADE_WORDS, MARKS
from anatomy_viewer.ui.icons import paint_icon
from anatomy_viewer.ui.look import Look

CAPTION, OPTION, SMALL = 0.046, 0.038, 0.0185  # of the window's height: lines of text
BIG = 1.3  # times that, with big text
PAD = 0.034  # of the window's height, round the words
MOST = 0.62  # of the window's height that a question takes; its words shrink to it
SHRINKS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42)
DUTY = "For education, not for clinical guidance"


@dataclass(frozen=True)
class Asked:
    """A question in words. options: text, and whether it is right; answer: what is right where nothing is chosen.

    Of a decision the way taken counts as right; `mark`: icon and colour of it. deciding: ways bear numbers.
    """

    ask: str
    options: tuple[tuple[str, bool], ...]
    answer: str
    explain: str
    mark: tuple[str, str] = ("check-circle", "ok")
    deciding: bool = False


def asked(session: Session, question: Question) -> Asked:
    """The question in the session's language, its options in the order of the lesson."""
    language = session.language
    lesson = session.lesson.id if session.lesson else ""
    if isinstance(question, Decision):
        return _decided(session, question, lesson)
    options = tuple(getattr(question, "options", ()))
    told = question.judge("")
    right = {str(number) for number in told.correct}
    rows: tuple[tuple[str, bool], ...] = ()
    if options and all(hasattr(option, "text") for option in options):
        order = question.order(lesson) if hasattr(question, "order") else range(len(options))
        rows = tuple((options[i].text.get(language), str(i) in right) for i in order)
    names = [_named(session, name) for name in told.correct] if not rows else []
    answer = joined([name for name in names if name], language)
    return Asked(question.ask.get(language), rows, answer, told.explain.get(language))


def _decided(session: Session, decision: Decision, lesson: str) -> Asked:
    """The ways; once one is taken, that one marked by how good it is, and what follows from it."""
    language, answer = session.language, session.now.answer_to(decision.id)
    way = decision.way(answer.chosen) if answer.judged else None
    rows = tuple(
        (decision.ways[i].text.get(language), decision.ways[i] is way) for i in decision.order(lesson)
    )
    explain = f"{say(GRADE_WORDS[way.grade], language)}. {way.explain.get(language)}" if way else ""
    return Asked(decision.ask.get(language), rows, "", explain, MARKS[way.grade if way else BEST], True)


def _named(session: Session, name: str) -> str:
    """The name of a structure or point that is an answer; '' for what is neither."""
    atlas = session.atlas
    known = name in atlas.structures or name in atlas.features or name in atlas.points
    return full_name(atlas, name, session.language) if known else ""


def first_sentence(text: str) -> str:
    """Up to its first full stop; '' where it has none."""
    ends = [text.find(mark) + 1 for mark in (". ", "。", "? ", "? ", "？") if mark in text]
    return text[: min(ends)].strip() if ends else (text if text.endswith((".", "。")) else "")


class Caption:
    """Paints a band at the bottom of a window of any size."""

    def __init__(self, look: Look, session: Session, presenter: Presenter) -> None:
        self._look, self._session, self._presenter = look, session, presenter

    def rect(self, size: QSize) -> QRectF:
        """Where the band is (px); empty where nothing is said."""
        high = self._height(size)
        return QRectF(0, size.height() - high, size.width(), high)

    def paint(self, painter: QPainter, size: QSize) -> None:
        """The band with its words, and what the whole is for."""
        rect, look = self.rect(size), self._look
        painter.save()
        asking = self._presenter.question is not None
        painter.fillRect(rect, look.color("panel" if asking else "plate"))
        inner = self._inner(rect, size)
        question = self._presenter.question
        if question is not None:
            self._paint_question(painter, asked(self._session, question), inner, size)
        else:
            self._paint_caption(painter, inner, size)
        self._paint_duty(painter, rect, size)
        painter.restore()

    # Fonts, all from the window's height

    def _font(self, share: float, size: QSize, weight: int) -> QFont:
        big = BIG if self._presenter.now.big_text else 1.0
        px = max(share * size.height() * big, 11.0)
        return self._look.font("body", weight=weight, scale=px / 13.0)

    def _inner(self, rect: QRectF, size: QSize) -> QRectF:
        pad = PAD * size.height()
        return rect.adjusted(pad, pad * 0.8, -pad, -pad * 0.8)

    def _height(self, size: QSize) -> float:
        pad = 1.6 * PAD * size.height()
        question = self._presenter.question
        if question is not None:
            words, wide = asked(self._session, question), size.width() - 2 * PAD * size.height()
            return self._heights(words, size, wide)[1] + pad + SMALL * size.height()
        if not self._title():
            return 1.9 * SMALL * size.height()
        return QFontMetricsF(self._font(CAPTION, size, 600)).height() + pad

    # The caption

    def _title(self) -> str:
        step = self._presenter.step
        return step.text(self._session.language).title if step else ""

    def _paint_caption(self, painter: QPainter, inner: QRectF, size: QSize) -> None:
        """The title, and the first sentence beside it where it has room."""
        title, step, look = self._title(), self._presenter.step, self._look
        if step is None:
            return
        font, more = self._font(CAPTION, size, 600), self._font(OPTION, size, 400)
        metrics = QFontMetricsF(font)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(look.color("text"))
        painter.drawText(inner, middle, metrics.elidedText(title, Qt.TextElideMode.ElideRight, inner.width()))
        rest = inner.adjusted(metrics.horizontalAdvance(title) + metrics.height() * 0.6, 0, 0, 0)
        sentence = first_sentence(plain(step.text(self._session.language).body))
        if sentence and QFontMetricsF(more).horizontalAdvance(sentence) <= rest.width():
            painter.setFont(more)
            painter.setPen(look.color("text2"))
            painter.drawText(rest, middle, sentence)

    def _paint_duty(self, painter: QPainter, rect: QRectF, size: QSize) -> None:
        line = SMALL * size.height()
        painter.setFont(self._look.font("body", weight=400, scale=max(line, 10.0) / 13.0))
        painter.setPen(self._look.color("text3"))
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(rect.adjusted(0, 0, -line, -line * 0.45), corner, say(DUTY, self._session.language))

    # The question

    def _heights(self, words: Asked, size: QSize, wide: float) -> tuple[float, float]:
        """By how much its words shrink so that it fits, and how high it is then (px)."""
        for shrink in SHRINKS:
            high = sum(self._lines(words, size, wide, shrink))
            if high <= MOST * size.height():
                break
        return shrink, high

    def _lines(self, words: Asked, size: QSize, wide: float, shrink: float) -> list[float]:
        """Heights of the question, each option, and the answer, as wide as the window."""
        released = self._presenter.now.released
        high = [_high(words.ask, self._font(CAPTION * shrink, size, 600), wide)]
        font = self._font(OPTION * shrink, size, 400)
        gap = 0.35 * QFontMetricsF(font).height()
        indent = 1.9 * QFontMetricsF(font).height()
        high += [_high(text, font, wide - indent) + gap for text, _ in words.options]
        if released and (words.answer or words.explain):
            high.append(_high(_told(words), font, wide) + 2 * gap)
        return high

    def _paint_question(self, painter: QPainter, words: Asked, inner: QRectF, size: QSize) -> None:
        shrink, _ = self._heights(words, size, inner.width())
        highs = self._lines(words, size, inner.width(), shrink)
        look, wrap = self._look, Qt.TextFlag.TextWordWrap
        painter.setFont(self._font(CAPTION * shrink, size, 600))
        painter.setPen(look.color("text"))
        painter.drawText(inner, wrap | Qt.AlignmentFlag.AlignTop, words.ask)
        font = self._font(OPTION * shrink, size, 400)
        top = inner.top() + highs[0]
        for number, ((text, right), high) in enumerate(zip(words.options, highs[1:], strict=False)):
            self._paint_option(
                painter, font, QRectF(inner.left(), top, inner.width(), high), number, text, right, words
            )
            top += high
        if self._presenter.now.released and len(highs) > 1 + len(words.options):
            painter.setFont(font)
            painter.setPen(look.color(words.mark[1]))
            rest = QRectF(inner.left(), top + 0.3 * QFontMetricsF(font).height(), inner.width(), highs[-1])
            painter.drawText(rest, wrap | Qt.AlignmentFlag.AlignTop, _told(words))

    def _paint_option(
        self, painter: QPainter, font: QFont, rect: QRectF, number: int, text: str, right: bool, told: Asked
    ) -> None:
        """Its letter, and once the answer is released a mark on the right one; the others step back."""
        released, line = self._presenter.now.released, QFontMetricsF(font).height()
        (icon, tone), letters = told.mark, "1234567890" if told.deciding else "ABCDEFGHIJ"
        colour = self._look.color(tone if right else "text3") if released else self._look.color("text")
        words = rect.adjusted(1.9 * line, 0.35 * line, 0, 0)
        painter.setPen(colour)
        painter.setFont(font)
        painter.drawText(words, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, text)
        if released and right:
            paint_icon(painter, icon, QRectF(rect.left(), words.top(), line, line), colour)
        else:
            painter.drawText(
                QPointF(rect.left() + 0.2 * line, words.top() + QFontMetricsF(font).ascent()),
                letters[number % len(letters)],
            )


def _told(words: Asked) -> str:
    return " ".join(text for text in (words.answer + "." if words.answer else "", words.explain) if text)


def _high(text: str, font: QFont, wide: float) -> float:
    space = QRectF(0, 0, max(wide, 1.0), 100_000)
    return QFontMetricsF(font).boundingRect(space, int(Qt.TextFlag.TextWordWrap), text).height()
