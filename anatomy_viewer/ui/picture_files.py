"""Pictures put beside each other and into files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.words import say
from anatomy_viewer.ui.label_paint import page_scale, paint_outlined
from anatomy_viewer.ui.look import Look

DUTY = "For education, not for clinical guidance"
QUICK = 80  # of 100: packed in a third of the usual time, a tenth larger


def written(path: Path, image: QImage) -> Path:
    """Where the picture was put: `path`, ending in .png."""
    if not path.name:
        raise ContentError(path, None, "this is no name for a picture.", "Name a file with -o.")
    path = path if path.suffix.lower() == ".png" else path.with_name(path.name + ".png")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ContentError(path.parent, None, f"the folder can't be made ({error.strerror}).") from error
    if not image.save(str(path), quality=QUICK):
        raise ContentError(path, None, "the picture can't be written.", "Choose another place with -o.")
    return path


def paint_duty(painter: QPainter, look: Look, size: tuple[int, int]) -> None:
    """What a picture of `size` px is for, at its foot."""
    scale = page_scale(size)
    ink, under = look.color("text"), look.color("ground" if look.theme.dark else "raised")
    centre = QPointF(size[0] / 2, size[1] - 12 * scale)
    paint_outlined(painter, look.font("tiny", scale=scale), ink, under, centre, say(DUTY, look.language))


def joined(pictures: Sequence[QImage]) -> QImage:
    """Pictures of one height beside each other in one."""
    if len(pictures) == 1:
        return pictures[0]
    size = sum(picture.width() for picture in pictures), max(picture.height() for picture in pictures)
    whole = QImage(*size, QImage.Format.Format_ARGB32)
    whole.fill(0xFF000000)
    painter, left = QPainter(whole), 0
    for picture in pictures:
        painter.drawImage(left, 0, picture)
        left += picture.width()
    painter.end()
    return whole
