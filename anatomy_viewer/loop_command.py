"""`anatomy-viewer export LESSON --as loop`: a moving picture for slides, as animated WebP or GIF.

The turntable and the peel show the picture of a step; the walk follows the greater occipital nerve; the pathway runs
the model that the step sets; the needle goes in as for a procedure that the step shows. An MP4 needs the program ffmpeg
on this machine: none is shipped.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from anatomy_viewer.content.paths import meshes_dir
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.convergence import Activity, after
from anatomy_viewer.model.lesson import Lesson, Step, step_view
from anatomy_viewer.model.needling import Needle
from anatomy_viewer.model.pathway_look import PathwayLook, begun, pathway_picture
from anatomy_viewer.model.view import ViewState

TURNS, TURN_MS = 72, 70
PEELS, PEEL_MS = 8, 900
WALK_MM, WALK_MS = 3.0, 110
TICKS, TICK_S = 75, 1 / 15
PUSHES, PUSH_MS, REST_MS = 24, 90, 1500
WALKED = "greater_occipital_nerve_r"
ENDINGS = (".webp", ".gif", ".mp4")
QUALITY = 84  # of a lossy picture, 0-100


@dataclass(frozen=True)
class Frame:
    """One picture of a loop and how long it stays, ms. live: what the pathway's model does at its moment."""

    view: ViewState
    ms: int
    pathway: PathwayLook | None = None
    needle: Needle | None = None
    live: Any = None


@dataclass(frozen=True)
class Moment:
    """What the pathway's model does at one time; as `ui.fibre_paint.Live`."""

    activity: Activity
    pulses: tuple[Any, ...]


def run_loop(words: Namespace, lesson: Lesson, specimen: Any, tell: Callable[[str], None]) -> int:
    """Draw the frames and write the file; returns the exit code. Raises ContentError."""
    target = _target(words)
    at = lesson.find("1" if words.step == "all" else words.step)
    if at is None:
        known = ", ".join(known.id for known in lesson.steps)
        raise ContentError(lesson.id, None, f"there is no step '{words.step}'.", f"Steps: {known}.")
    frames = list(_FRAMES[words.loop](lesson.steps[at], specimen.atlas))
    images = _drawn(words, specimen, frames, tell)
    save_loop(target, images, [frame.ms for frame in frames])
    tell(str(target))
    return 0


def _target(words: Namespace) -> Path:
    path = Path(words.output)
    if path.is_dir():
        path = path / f"{words.lesson}_{words.loop}.webp"
    if path.suffix.lower() not in ENDINGS:
        path = path.with_name(path.name + ".webp")
    if path.suffix.lower() == ".mp4" and shutil.which("ffmpeg") is None:
        raise ContentError(
            path.name, None, "an MP4 needs the program ffmpeg.", "Install it, or name a .webp or .gif."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


# What moves


def _turntable(step: Step, atlas: Atlas) -> Iterator[Frame]:
    from anatomy_viewer.model.camera import orbit

    view = step_view(step, atlas)
    for number in range(TURNS):
        yield Frame(replace(view, camera=orbit(view.camera, 360.0 * number / TURNS, 0.0)), TURN_MS)


def _peel(step: Step, atlas: Atlas) -> Iterator[Frame]:
    view = replace(step_view(step, atlas), visible=atlas.all_ids, opacity=(), cut=None, pain=None)
    for peel in range(PEELS):
        yield Frame(replace(view, peel=peel), PEEL_MS)


def _walk(_step: Step, atlas: Atlas) -> Iterator[Frame]:
    from anatomy_viewer.content.passages import read_passage
    from anatomy_viewer.model.walking import walk_start, walk_view

    passage = read_passage(meshes_dir(), WALKED)
    view, before = walk_start(atlas, WALKED), None
    at = 0.0
    while at <= passage.length_mm:
        view, before = walk_view(view, passage, before, at, atlas), at
        yield Frame(view, WALK_MS)
        at += WALK_MM


def _pathway(step: Step, atlas: Atlas) -> Iterator[Frame]:
    from anatomy_viewer.model.pathway_pulses import Pulses

    look = begun(step.scene.pathway, atlas.pathway) or PathwayLook().with_input("gon", 0.8)
    view = step_view(step, atlas)
    if step.scene.pathway is None:
        view = pathway_picture(atlas, view, look.side)
    now, pulses = Activity(), Pulses(atlas.pathway)
    for _ in range(TICKS):
        now = after(look.inputs, TICK_S, now)
        pulses.step(now, look.inputs, TICK_S)
        moment = Moment(now, tuple((link, list(shares)) for link, shares in pulses))
        yield Frame(view, round(TICK_S * 1000), look, live=moment)


def _needle(step: Step, atlas: Atlas) -> Iterator[Frame]:
    from anatomy_viewer.model.usual_paths import known_paths, usual_needle

    view = step_view(step, atlas)
    targets = [path.target for path in known_paths(atlas)]
    shown = next((target for target in targets if target in view.points), targets[0])
    whole = usual_needle(atlas, shown)
    for number in range(PUSHES + 1):
        share = max(number / PUSHES, 0.02)
        x, y, z = (a + (b - a) * share for a, b in zip(whole.entry, whole.target, strict=True))
        last = number == PUSHES
        yield Frame(
            view, REST_MS if last else PUSH_MS, needle=whole if last else replace(whole, target=(x, y, z))
        )


_FRAMES: dict[str, Callable[[Step, Atlas], Iterator[Frame]]] = {
    "turntable": _turntable, "walk": _walk, "peel": _peel, "pathway": _pathway, "needle": _needle,
}  # fmt: skip


# Drawing and writing


def _drawn(words: Namespace, specimen: Any, frames: list[Frame], tell: Callable[[str], None]) -> list[Any]:
    """One Pillow image a frame."""
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QApplication

    from anatomy_viewer.ui.look import Look
    from anatomy_viewer.ui.picture import pictures_of
    from anatomy_viewer.ui.picture_files import paint_duty

    application = QApplication.instance() or QApplication([])  # for fonts
    theme = words.theme or "dark"
    pictures, look = pictures_of(specimen, words.language, theme), Look(theme, language=words.language)
    images = []
    for number, frame in enumerate(frames, 1):
        pictures.show(frame.needle, frame.live)
        image = pictures.draw(frame.view, words.size, not words.no_labels, frame.pathway).copy()
        with QPainter(image) as painter:
            paint_duty(painter, look, words.size)
        images.append(as_pillow(image))
        tell(f"[{number}/{len(frames)}]")
    del application
    return images


def as_pillow(image: Any) -> Any:
    """A QImage as a Pillow image."""
    from PIL import Image
    from PySide6.QtGui import QImage

    pixels = image.convertToFormat(QImage.Format.Format_RGB888)
    size = pixels.width(), pixels.height()
    return Image.frombytes("RGB", size, bytes(pixels.constBits()), "raw", "RGB", pixels.bytesPerLine())


def save_loop(path: Path, images: list[Any], stays: list[int]) -> None:
    """Pillow images as one that moves, each as long as it `stays` (ms); by the file's ending."""
    if path.suffix.lower() == ".mp4":
        _film(path, images, stays)
        return
    how = {"quality": QUALITY, "method": 4} if path.suffix.lower() == ".webp" else {"optimize": True}
    images[0].save(path, save_all=True, append_images=images[1:], duration=stays, loop=0, **how)


def _film(path: Path, images: list[Any], stays: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lines = []
        for number, (image, ms) in enumerate(zip(images, stays, strict=True)):
            image.save(Path(folder) / f"{number:04d}.png")
            lines.append(f"file '{number:04d}.png'\nduration {ms / 1000}\n")
        (Path(folder) / "list.txt").write_text("".join(lines))
        command = (
            "ffmpeg",
            "-y",
            "-loglevel",
            "error",
            "-f",
            "concat",
            "-i",
            f"{folder}/list.txt",
            "-pix_fmt",
            "yuv420p",
        )
        done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise ContentError(
            path.name, None, f"ffmpeg refused: {done.stderr.strip()[:200]}.", "Name a .webp instead."
        )
