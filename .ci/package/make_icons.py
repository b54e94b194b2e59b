"""Draws the application's icon in the sizes that desktops ask for: PNG, and one .ico and .icns for their systems.

python .ci/package/make_icons.py ICON.svg FOLDER SIDE…
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer


def main(icon: Path, folder: Path, sides: list[int]) -> None:
    """Write them all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    drawing = QSvgRenderer(QByteArray(icon.read_bytes()))
    folder.mkdir(parents=True, exist_ok=True)
    for side in sides:
        image = QImage(side, side, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        image.save(str(folder / f"anatomy-viewer-{side}.png"))
    (folder / "anatomy-viewer.svg").write_bytes(icon.read_bytes())
    largest = Image.open(folder / f"anatomy-viewer-{max(sides)}.png")
    largest.save(folder / "anatomy-viewer.ico", sizes=[(side, side) for side in sides])
    largest.save(folder / "anatomy-viewer.icns")
    del application


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), [int(side) for side in sys.argv[3:]])
