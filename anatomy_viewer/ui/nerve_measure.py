"""Under the images: how thick the nerve is at the cursor, beside the other side and what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from anatomy_viewer.model.state import AppState
from anatomy_viewer.model.words import say
from anatomy_viewer.session import Session
from anatomy_viewer.ui.imaging_reader import ImageReader
from anatomy_viewer.ui.look import Look

if TYPE_CHECKING:
    from anatomy_viewer.imaging.measure import Measure
    from anatomy_viewer.imaging.subject import Subject


class NerveMeasure(QLabel):
    """Seen while the cursor of the images lies on the greater occipital nerve, or within 6 mm of it."""

    def __init__(
        self, look: Look, session: Session, reader: ImageReader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._session, self._reader = look, session, reader
        self.setWordWrap(True)
        self.setContentsMargins(14, 0, 14, 8)
        self.hide()
        session.listen(self._follow)
        reader.loaded.connect(self.retranslate)
        look.changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Measure anew, in the words of the present language."""
        self.setFont(self._look.font("small"))
        self._show(self._session.now)

    def _follow(self, old: AppState, new: AppState) -> None:
        before, now = ((s.imaging, s.measuring, s.view.measurements) for s in (old, new))
        if before != now:
            self._show(new)

    def _show(self, now: AppState) -> None:
        text = self._text(now)
        self.setText(text)
        self.setVisible(bool(text))

    def _text(self, now: AppState) -> str:
        """'Nerve here 8.4 mm² …', or nothing where there is none."""
        imaging, subject = now.imaging, self._reader.subject
        if imaging is None or subject is None:
            return ""
        from anatomy_viewer.imaging.measure import AREA, CAUTION, PUBLISHED, automatic, measured

        self.setToolTip(CAUTION.get(self._session.language))
        own = self._by_hand(now, subject)
        if own is not None and own.published:
            return self._compared(own)
        ends = automatic(subject, imaging.plane, imaging.cursor)
        if ends is None:
            return ""
        found, language = measured(ends, subject), self._session.language
        sizes = _sizes(found.mm2, found.long_mm, found.short_mm)
        parts = [say("Nerve here {} mm² ({} × {} mm)", language).format(*sizes)]
        if found.ratio is not None and found.other_side_mm2 is not None:
            other = _sizes(found.other_side_mm2, found.ratio)
            parts.append(say("other side {} mm², ratio {}", language).format(*other))
        living = [row for row in PUBLISHED if row.what == AREA and row.sd is not None]
        told = [f"{row.mean:.1f} ± {row.sd:.1f} ({row.of.get(language)}, {row.source})" for row in living]
        parts.append(say("published by ultrasound, mm²: {}", language).format(", ".join(told)))
        parts.append(say("the model's nerve is drawn thicker than most that were measured", language))
        return " · ".join(parts)

    def _by_hand(self, now: AppState, subject: Subject) -> Measure | None:
        """The newest ellipse, while the measuring tool is in hand."""
        from anatomy_viewer.imaging.measure import measured
        from anatomy_viewer.model.measuring import ELLIPSE, flank, places_of

        ellipses = [one for one in now.view.measurements if one.kind == ELLIPSE]
        if not ellipses or self._session.measuring is None:
            return None
        first, second, third = places_of(ellipses[-1], self._session.atlas)
        middle, end = flank(first, second, third)
        x, y, z = (2.0 * m - e for m, e in zip(middle, end, strict=True))
        return measured((first, second, end, (x, y, z)), subject)

    def _compared(self, own: Measure) -> str:
        """'Your ellipse 6.2 mm² (3.6 × 2.2 mm) · …' beside the nerve cut square and what was published."""
        from anatomy_viewer.imaging.measure import AREA, VERDICTS

        language = self._session.language
        sizes = _sizes(own.mm2, own.long_mm, own.short_mm)
        parts = [say("Your ellipse {} mm² ({} × {} mm)", language).format(*sizes)]
        if own.reference_mm2 is not None:
            square = _sizes(own.reference_mm2)
            parts.append(say("the model's nerve there, cut square, {} mm²", language).format(*square))
        if own.ratio is not None and own.other_side_mm2 is not None:
            other = _sizes(own.other_side_mm2, own.ratio)
            parts.append(say("other side {} mm², ratio {}", language).format(*other))
        for row in own.published:
            study = row.published
            if study.what == AREA and study.sd is not None:
                told = f"{study.mean:.1f} ± {study.sd:.1f} mm² ({study.of.get(language)}, {study.source})"
                parts.append(f"{told}: {VERDICTS[row.verdict].get(language)}")
        return " · ".join(parts)


def _sizes(*values: float) -> list[str]:
    return [f"{value:.1f}" for value in values]
