"""The legend of the pain map over the picture: what is shown, the colours with their words, and what they are worth."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QLinearGradient, QPainter

from anatomy_viewer.model.words import joined, say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.head_paint import pain_colour
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.measure_card import short_citation
from anatomy_viewer.ui.syndrome_words import OFTEN, WORD_NAMES
from anatomy_viewer.ui.widgets import parts

PAD, BAND, WIDE, STOPS = 10.0, 8.0, 176.0, 24  # px, and steps of the band


def legend_lines(session: Session) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Its title, the words under the band from weak to strong, and the lines below."""
    pain, atlas, language = session.pain, session.atlas, session.language
    if pain is None:
        return "", (), ()
    if not pain.syndrome:
        title = say("Pain, as the model feels it" if pain.live and session.pathway else "Pain", language)
        words = tuple(say(name, language) for name in WORD_NAMES.values())
        return title, words, (say("Illustrative: no measurement", language),)
    syndrome = atlas.syndromes.table[pain.syndrome]
    words = tuple(say(name, language) for _, name in reversed(OFTEN))
    cited = [short_citation(atlas, key) for key in syndrome.fact("where").source] or [
        say("general knowledge", language)
    ]
    foot = (say("How often it hurts there: model values", language), joined(cited, language))
    return syndrome.names.get(language), words, foot


def pain_legend_size(look: Look, session: Session, scale: float) -> QSizeF:
    """Size of the plate; nothing without a map."""
    title, words, foot = legend_lines(session)
    if not title:
        return QSizeF()
    small, tiny = (QFontMetricsF(look.font(role, scale=scale)) for role in ("strong", "tiny"))
    texts = [small.horizontalAdvance(title), *(tiny.horizontalAdvance(line) for line in foot)]
    words_wide = (max(tiny.horizontalAdvance(word) for word in words) + 6 * scale) * len(words)
    wide = max(*texts, words_wide, WIDE * scale)
    high = look.line_height("strong") + BAND + 6 + look.line_height("tiny") * (1 + len(foot)) + 4
    return QSizeF(wide + 2 * PAD * scale, high * scale + 2 * PAD * scale)


def paint_pain_legend(painter: QPainter, look: Look, session: Session, rect: QRectF, scale: float) -> None:
    """The plate, its title, the band of colours, the words, what they are worth."""
    title, words, foot = legend_lines(session)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("plate"))
    painter.drawRoundedRect(rect, 6 * scale, 6 * scale)
    inner = rect.adjusted(PAD * scale, PAD * scale, -PAD * scale, -PAD * scale)
    top = _line(painter, look, "strong", "text", QRectF(inner), title, scale)
    band = QRectF(inner.left(), top + 2 * scale, inner.width(), BAND * scale)
    paint_band(painter, look, band)
    top = band.bottom() + 2 * scale
    _words(
        painter,
        look,
        QRectF(inner.left(), top, inner.width(), look.line_height("tiny") * scale),
        words,
        scale,
    )
    top += (look.line_height("tiny") + 4) * scale
    for line in foot:
        top = _line(painter, look, "tiny", "text2", QRectF(inner.left(), top, inner.width(), 0), line, scale)
    painter.restore()


def paint_band(painter: QPainter, look: Look, band: QRectF) -> None:
    """The colours of pain on the drawn head's colour."""
    parts.box(painter, band, band.height() / 2, look.color("head_light"))
    shades = QLinearGradient(band.topLeft(), band.topRight())
    for i in range(STOPS + 1):
        shades.setColorAt(i / STOPS, pain_colour(i / STOPS))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shades)
    painter.drawRoundedRect(band, band.height() / 2, band.height() / 2)


def _line(
    painter: QPainter, look: Look, role: str, tone: str, rect: QRectF, text: str, scale: float
) -> float:
    """One line at the top of `rect`; returns where it ends."""
    high = look.line_height(role) * scale
    painter.setFont(look.font(role, scale=scale))
    painter.setPen(look.color(tone))
    painter.drawText(QRectF(rect.left(), rect.top(), rect.width() + 2, high), parts.LEFT, text)
    return rect.top() + high


def _words(painter: QPainter, look: Look, rect: QRectF, words: tuple[str, ...], scale: float) -> None:
    """The first at the left end, the last at the right, the others between."""
    painter.setFont(look.font("tiny", scale=scale))
    painter.setPen(look.color("text2"))
    step = rect.width() / max(len(words) - 1, 1)
    for i, word in enumerate(words):
        align = parts.LEFT if i == 0 else parts.RIGHT if i == len(words) - 1 else parts.CENTRE
        left = rect.left() + (i - 0.5) * step
        room = QRectF(left, rect.top(), step, rect.height())
        painter.drawText(rect if align != parts.CENTRE else room, align, word)
