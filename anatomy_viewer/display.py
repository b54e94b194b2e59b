"""Is there a screen to open a window on? Asked before Qt, which ends the process when there is none."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import socket
import sys
from pathlib import Path


def has_display() -> bool:
    """True where a window can be opened, on the platforms of Qt that the user chose or on those there are."""
    if sys.platform in ("win32", "darwin"):
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM") or "wayland;xcb"
    return any(_answers(name.partition(":")[0]) for name in chosen.split(";"))


def _answers(platform: str) -> bool:
    """Qt's platforms other than these need no server."""
    if platform.startswith("wayland"):
        return _wayland_answers()
    return _x_answers() if platform == "xcb" else True


def _wayland_answers() -> bool:
    name, folder = os.environ.get("WAYLAND_DISPLAY", ""), os.environ.get("XDG_RUNTIME_DIR", "")
    if not name or not (folder or name.startswith("/")):
        return False
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(Path(folder, name)))
    except OSError:
        return False
    return True


def _x_answers() -> bool:
    """Connects as Qt's xcb plugin will; without the library Qt could not either."""
    library = ctypes.util.find_library("xcb") or "libxcb.so.1"
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL(library)
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    broken = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not broken


def no_gl_window() -> None:
    """Off-screen rendering that needs no display server; set before VTK is imported."""
    if sys.platform.startswith("linux"):
        os.environ.setdefault("VTK_DEFAULT_OPENGL_WINDOW", "vtkEGLRenderWindow")
