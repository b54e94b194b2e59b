"""Mouse, wheel and arrow keys → cameras. Pure maths over `model.camera`, so that it is tested without a window."""

from __future__ import annotations

from anatomy_viewer.model.camera import Camera, orbit, pan, zoom

DEGREES_A_PIXEL = 0.35
DEGREES_A_KEY = 8.0
ZOOM_A_NOTCH = 1.15
CLICK_SLACK = 4  # pixels a press may move and still be a click


def turned(camera: Camera, dx: float, dy: float) -> Camera:
    """Drag by (dx, dy) pixels: the specimen follows the hand."""
    return orbit(camera, -dx * DEGREES_A_PIXEL, dy * DEGREES_A_PIXEL)


def panned(camera: Camera, dx: float, dy: float, height: int) -> Camera:
    """Drag by (dx, dy) pixels: the specimen moves with the hand, in a picture `height` pixels high."""
    scale = camera.mm_per_pixel(height)
    return pan(camera, -dx * scale, dy * scale)


def zoomed(camera: Camera, notches: float) -> Camera:
    """Wheel by `notches` (positive: nearer)."""
    return zoom(camera, ZOOM_A_NOTCH**notches)


def keyed(camera: Camera, key: str) -> Camera | None:
    """The camera after an arrow key ('left', 'right', 'up', 'down', 'in', 'out'); None for any other."""
    step = DEGREES_A_KEY
    moves = {
        "left": lambda: orbit(camera, -step, 0),
        "right": lambda: orbit(camera, step, 0),
        "up": lambda: orbit(camera, 0, step),
        "down": lambda: orbit(camera, 0, -step),
        "in": lambda: zoomed(camera, 1),
        "out": lambda: zoomed(camera, -1),
    }
    return moves[key]() if key in moves else None
