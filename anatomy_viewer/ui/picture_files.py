"""Pictures put into files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from anatomy_viewer.errors import ContentError


def written(path: Path, image: QImage) -> Path:
    """Where the picture was put: `path`, ending in .png."""
    if not path.name:
        raise ContentError(path, None, "this is no name for a picture.", "Name a file with -o.")
    path = path if path.suffix.lower() == ".png" else path.with_name(path.name + ".png")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ContentError(path.parent, None, f"the folder can't be made ({error.strerror}).") from error
    if not image.save(str(path)):
        raise ContentError(path, None, "the picture can't be written.", "Choose another place with -o.")
    return path
