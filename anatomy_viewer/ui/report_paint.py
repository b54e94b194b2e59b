"""The report, painted: figures, answers over time, mastery, what comes due, lessons; for window, PDF and PNG alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from anatomy_viewer.model.report import Day, Report
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.widgets import parts

GAP, INSET = 16, 16  # px at 100 %
CHART, GOOD = 166, 0.7


class ReportPainter:
    """Paints with one look and in one language; without a painter it only measures."""

    def __init__(self, look: Look, language: str, painter: QPainter | None = None) -> None:
        self._look, self._language, self._painter = look, language, painter
        self._row = look.line_height("small") + look.px(6)
        self._names: dict[str, str] = {}  # of topics: English → the report's language

    def say(self, english: str) -> str:
        """In the report's language."""
        return say(english, self._language)

    # A whole report

    def report(self, report: Report, width: float) -> float:
        """Paint it `width` px wide from the top; returns its height."""
        look = self._look
        gap = float(look.px(GAP))
        half = (width - gap) / 2.0
        top = self.head(report.learner, report, width)
        top = self._figures(report, QRectF(0, top, width, 0)) + gap
        left = self._card(
            QRectF(0, top, half, 0),
            self.say("Answers in the last 30 days"),
            look.px(CHART),
            report,
            self._days,
        )
        low = self._card(
            QRectF(0, left + gap, half, 0),
            self.say("Comes due in the next 14 days"),
            look.px(CHART),
            report,
            self._ahead,
        )
        if report.assessments:
            high = len(report.assessments) * self._row
            place = QRectF(0, low + gap, half, 0)
            low = self._card(place, self.say("Assessments"), high, report, self._assessments)
        rows = max(len(report.topics), 1)
        right = self._card(
            QRectF(half + gap, top, half, 0),
            self.say("Mastery by topic"),
            rows * self._row,
            report,
            self._topics,
        )
        return self._lessons_card(report, QRectF(0, max(low, right) + gap, width, 0)) + gap

    def head(self, title: str, report: Report, width: float) -> float:
        """Title and date."""
        look = self._look
        rect = QRectF(0, 0, width, look.line_height("title"))
        when = report.made.strftime("%Y-%m-%d")
        self._line("title", "text", rect, title)
        self._line("body", "text2", rect, when, parts.RIGHT)
        return rect.height() + look.px(10)

    def figures_of(self, report: Report) -> list[tuple[str, str]]:
        """The figures at the top, with what they are."""
        share = f"{report.right / report.answers:.0%}" if report.answers else "–"
        return [
            (f"{report.done}/{len(report.lessons)}", self.say("lessons finished")),
            (str(report.answers), self.say("answers")),
            (share, self.say("of them right")),
            (str(report.hints), self.say("hints taken")),
            (str(report.minutes), self.say("minutes spent")),
            (str(report.due), self.say("due today")),
        ]

    def _figures(self, report: Report, rect: QRectF) -> float:
        look = self._look
        figures = self.figures_of(report)
        gap = float(look.px(GAP))
        wide = (rect.width() - gap * (len(figures) - 1)) / len(figures)
        high = float(look.line_height("figure") + look.line_height("small") + look.px(20))
        for index, (figure, what) in enumerate(figures):
            card = QRectF(rect.left() + index * (wide + gap), rect.top(), wide, high)
            self._box(card)
            inner = card.adjusted(look.px(12), look.px(9), -look.px(8), -look.px(9))
            self._line(
                "figure",
                "text",
                QRectF(inner.topLeft(), inner.topRight() + QPointF(0, look.line_height("figure"))),
                figure,
            )
            below = QRectF(
                inner.left(),
                inner.bottom() - look.line_height("small"),
                inner.width(),
                look.line_height("small"),
            )
            self._line("small", "text2", below, what)
        return rect.top() + high

    def _card(
        self, rect: QRectF, title: str, inside: float, report: Report, paint: Callable[[Report, QRectF], None]
    ) -> float:
        """A titled card round what `paint(report, rect)` paints `inside` px high; returns its lower edge."""
        look = self._look
        inset, head = float(look.px(INSET)), float(look.line_height("strong") + look.px(10))
        card = QRectF(rect.left(), rect.top(), rect.width(), head + inside + 2 * inset)
        self._box(card)
        inner = card.adjusted(inset, inset, -inset, -inset)
        high = look.line_height("strong")
        self._line("strong", "text", QRectF(inner.left(), inner.top(), inner.width(), high), title)
        paint(report, inner.adjusted(0, head, 0, 0))
        return card.bottom()

    # Charts

    def _days(self, report: Report, rect: QRectF) -> None:
        self.days(report.days, rect)

    def days(self, days: Sequence[Day], rect: QRectF, told: bool = True) -> None:
        """A bar a day: right below, wrong above; a dot over it where hints were taken."""
        look = self._look
        most = max((day.right + day.wrong for day in days), default=0)
        plot = self._axes(rect, most, told)
        step = plot.width() / max(len(days), 1)
        for index, day in enumerate(days):
            left, low = plot.left() + index * step, plot.bottom()
            for count, tone in ((day.right, "ok"), (day.wrong, "bad")):
                high = plot.height() * count / max(most, 1)
                self._fill(QRectF(left + step * 0.14, low - high, step * 0.72, high), tone)
                low -= high
            if day.hints and self._painter is not None and told:
                self._painter.setBrush(look.color("warn"))
                self._painter.drawEllipse(QPointF(left + step / 2, low - 6), 2.5, 2.5)
        if told and days:
            self._ends(rect, days[0].day.strftime("%m-%d"), self.say("today"))
            self._key(rect, (("ok", "answered right"), ("bad", "answered wrong"), ("warn", "with a hint")))

    def _ahead(self, report: Report, rect: QRectF) -> None:
        most = max(report.ahead, default=0)
        plot = self._axes(rect, most, True)
        step = plot.width() / max(len(report.ahead), 1)
        for index, count in enumerate(report.ahead):
            high = plot.height() * count / max(most, 1)
            bar = QRectF(plot.left() + index * step + step * 0.14, plot.bottom() - high, step * 0.72, high)
            self._fill(bar, "warn" if index == 0 else "accent")
            if count:
                above = QRectF(
                    bar.left() - step / 2,
                    bar.top() - self._look.line_height("tiny"),
                    bar.width() + step,
                    self._look.line_height("tiny"),
                )
                self._line("tiny", "text2", above, str(count), parts.CENTRE)
        self._ends(rect, self.say("today"), f"+{len(report.ahead) - 1}")

    def _axes(self, rect: QRectF, most: int, told: bool) -> QRectF:
        """Ground line and the highest figure; returns where bars stand."""
        look = self._look
        line = float(look.line_height("tiny"))
        plot = rect.adjusted(look.px(26), line * 2.2, 0, -line - 4) if told else rect
        if self._painter is not None:
            self._painter.setPen(QPen(look.color("line"), 1))
            self._painter.drawLine(plot.bottomLeft(), plot.bottomRight())
            if told:
                self._painter.drawLine(plot.topLeft(), plot.topRight())
        if told:
            figure = QRectF(rect.left(), plot.top() - line / 2, look.px(22), line)
            self._line("tiny", "text3", figure, str(most), parts.RIGHT)
            self._line("tiny", "text3", figure.translated(0, plot.height()), "0", parts.RIGHT)
        return plot

    def _ends(self, rect: QRectF, first: str, last: str) -> None:
        line = float(self._look.line_height("tiny"))
        below = QRectF(
            rect.left() + self._look.px(26), rect.bottom() - line, rect.width() - self._look.px(26), line
        )
        self._line("tiny", "text3", below, first)
        self._line("tiny", "text3", below, last, parts.RIGHT)

    def _key(self, rect: QRectF, signs: Sequence[tuple[str, str]]) -> None:
        look, line = self._look, float(self._look.line_height("tiny"))
        left = rect.right()
        for tone, word in reversed(signs):
            text = self.say(word)
            left -= parts.text_width(look, "tiny", text)
            self._line("tiny", "text2", QRectF(left, rect.top(), rect.right() - left + 2, line), text)
            self._fill(QRectF(left - 12, rect.top() + line / 2 - 4, 8, 8), tone)
            left -= 24

    def _assessments(self, report: Report, rect: QRectF) -> None:
        rows = [
            (
                one.when.astimezone(report.made.tzinfo).strftime("%Y-%m-%d %H:%M"),
                one.credit / max(one.asked, 1),
                f"{one.right}/{one.asked}",
            )
            for one in report.assessments
        ]
        self.bars(rows, rect)

    def _topics(self, report: Report, rect: QRectF) -> None:
        rows = [
            (line.names.get(self._language), line.mastery, f"{line.answered}/{line.total}")
            for line in report.topics
        ]
        self.bars(rows, rect)

    def bars(self, rows: Sequence[tuple[str, float, str]], rect: QRectF) -> None:
        """Name, bar, percentage and a note each; faint where nothing was begun."""
        look, row = self._look, float(self._row)
        note = max((parts.text_width(look, "tiny", text) for _, _, text in rows), default=0) + 4
        figure = parts.text_width(look, "small", "100 %") + look.px(10)
        name = rect.width() * 0.46
        for index, (text, share, told) in enumerate(rows):
            place = QRectF(rect.left(), rect.top() + index * row, rect.width(), row)
            begun = share > 0 or not told.startswith("0/")
            self._line(
                "small", "text" if begun else "text3", QRectF(place.left(), place.top(), name - 8, row), text
            )
            self._line("tiny", "text3", place, told, parts.RIGHT)
            self._line(
                "small",
                "text2" if begun else "text3",
                place.adjusted(0, 0, -note, 0),
                f"{share * 100:.0f} %",
                parts.RIGHT,
            )
            groove = QRectF(
                place.left() + name, place.center().y() - 3, place.width() - name - note - figure, 6
            )
            self._fill(groove, "fill2", 3)
            if share > 0:
                groove.setWidth(max(groove.width() * share, 6.0))
                self._fill(groove, "ok" if share >= GOOD else "warn", 3)

    def _lessons_card(self, report: Report, rect: QRectF) -> float:
        lines = [
            (f"{line.code}  {line.names.get(self._language)}", line.share, "") for line in report.lessons
        ]
        rows = (len(lines) + 1) // 2
        parked = [f"{code} · {names.get(self._language)}" for code, names in report.parked]
        more = (len(parked) + 1.6) * self._row if parked else 0.0

        def paint(_report: Report, inner: QRectF) -> None:
            half = (inner.width() - self._look.px(28)) / 2.0
            self.bars(lines[:rows], QRectF(inner.left(), inner.top(), half, 0))
            self.bars(lines[rows:], QRectF(inner.right() - half, inner.top(), half, 0))
            top = inner.top() + rows * self._row
            if parked:
                told = self.say(
                    "Read these steps again: their questions were forgotten often and wait until then."
                )
                self._line(
                    "small_strong",
                    "warn",
                    QRectF(inner.left(), top + self._row * 0.4, inner.width(), self._row),
                    told,
                )
            for index, text in enumerate(parked):
                place = QRectF(inner.left(), top + (index + 1.5) * self._row, inner.width(), self._row)
                self._line("small", "text2", place, text)

        return self._card(rect, self.say("Lessons"), rows * self._row + more, report, paint)

    # Several learners

    def comparison(self, reports: Sequence[Report], width: float) -> float:
        """A table, and under it a small card a learner, all on the same scales."""
        look = self._look
        self._names = {t.names.en: t.names.get(self._language) for r in reports for t in r.topics}
        top = self.head(self.say("Learners side by side"), reports[0], width)
        top = self._table(reports, QRectF(0, top, width, 0)) + look.px(GAP)
        gap = float(look.px(GAP))
        columns = max(min(len(reports), int((width + gap) // (look.px(300) + gap))), 1)
        wide = (width - gap * (columns - 1)) / columns
        begun = {line.names.en for report in reports for line in report.topics if line.answered}
        rows = [name for name in self._names if name in begun]
        high = look.px(64) + len(rows) * self._row
        bottom = top
        for index, report in enumerate(reports):
            column, line = index % columns, index // columns
            place = QRectF(column * (wide + gap), 0, wide, 0)
            inset = look.px(INSET)
            whole = look.line_height("strong") + look.px(10) + high + 2 * inset
            place.moveTop(top + line * (whole + gap))
            bottom = self._small(report, place, rows, high)
        return bottom + gap

    def _table(self, reports: Sequence[Report], rect: QRectF) -> float:
        look = self._look
        heads = ["", *(what for _, what in self.figures_of(reports[0])), self.say("mean mastery")]
        row = float(self._row + look.px(6))
        whole = QRectF(rect.left(), rect.top(), rect.width(), row * (len(reports) + 1) + look.px(12))
        self._box(whole)
        name = rect.width() * 0.22
        wide = (rect.width() - name - look.px(24)) / (len(heads) - 1)
        lines = [
            heads,
            *([r.learner, *(f for f, _ in self.figures_of(r)), f"{r.known:.0%}"] for r in reports),
        ]
        for number, cells in enumerate(lines):
            top = whole.top() + look.px(6) + number * row
            role, tone = ("tiny", "text3") if number == 0 else ("body", "text")
            self._line(role, tone, QRectF(rect.left() + look.px(12), top, name, row), cells[0])
            for column, cell in enumerate(cells[1:]):
                place = QRectF(rect.left() + look.px(12) + name + column * wide, top, wide - 8, row)
                self._line(role, tone, place, cell, parts.RIGHT)
        return whole.bottom()

    def _topic_name(self, english: str) -> str:
        return self._names.get(english, english)

    def _small(self, report: Report, rect: QRectF, rows: Sequence[str], high: float) -> float:
        look = self._look
        known = {t.names.en: (t.mastery, f"{t.answered}/{t.total}") for t in report.topics}

        def paint(_report: Report, inner: QRectF) -> None:
            self.days(report.days, QRectF(inner.left(), inner.top(), inner.width(), look.px(48)), told=False)
            bars = [(self._topic_name(name), *known.get(name, (0.0, "0/0"))) for name in rows]
            self.bars(bars, QRectF(inner.left(), inner.top() + look.px(60), inner.width(), 0))

        return self._card(rect, report.learner, high, report, paint)

    # Marks

    def _line(
        self, role: str, tone: str, rect: QRectF, text: str, align: Qt.AlignmentFlag = parts.LEFT
    ) -> None:
        if self._painter is not None:
            parts.line(self._painter, self._look, role, self._look.color(tone), rect, text, align)

    def _box(self, rect: QRectF) -> None:
        if self._painter is not None:
            parts.box(
                self._painter, rect, parts.CARD_RADIUS, self._look.color("raised"), self._look.color("line")
            )

    def _fill(self, rect: QRectF, tone: str, radius: float = 1.5) -> None:
        if self._painter is not None and rect.width() > 0 and rect.height() > 0:
            parts.box(self._painter, rect, min(radius, rect.height() / 2), self._look.color(tone))
