"""Where the atlas and the lessons lie, and where this user's own files go.

The folders of the user are not made here: whoever writes the first file makes them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from anatomy_viewer.errors import ContentError

PACKAGE = Path(__file__).resolve().parents[1]
HOME_VARIABLE = "ANATOMY_VIEWER_HOME"
FOLDER = "anatomy-viewer"
PACK_ENDINGS = (".avpack", ".zip")


def meshes_dir() -> Path:
    """The folder of the shipped atlas: inside an installed package, else at the top of the checkout."""
    return _shipped("meshes")


def lessons_dir() -> Path:
    """The folder of the shipped lessons: inside an installed package, else at the top of the checkout."""
    return _shipped("lessons")


def shipped_lessons() -> frozenset[str]:
    """The ids of the shipped lessons, whether they can be read or not."""
    return frozenset(path.stem for path in lessons_dir().glob("*.md") if "." not in path.stem)


def packs_dir() -> Path:
    """The folder of the lesson packs that have been opened."""
    return user_data_dir() / "packs"


def own_atlas_dir() -> Path:
    """The folder of the meshes that the user has added: a small atlas a file, beside the shipped one."""
    return user_data_dir() / "atlas"


def is_pack(path: Path) -> bool:
    """Is it a lesson pack, by its name?"""
    return path.suffix.lower() in PACK_ENDINGS


def is_lesson_file(path: Path) -> bool:
    """Is it a lesson's text, by its name?"""
    return path.suffix.lower() == ".md"


def base_path(path: Path) -> Path:
    """The lesson's file that `path`, perhaps a translation, belongs to."""
    return path.with_name(f"{path.stem.partition('.')[0]}.md")


def fonts_dir() -> Path:
    """The folder of the fonts that a packaged application brings along; elsewhere there is none."""
    return PACKAGE / "_shipped" / "fonts"


def user_data_dir() -> Path:
    """Where progress and preferences are kept: ANATOMY_VIEWER_HOME, else the system's place for them."""
    return data_dir_for(sys.platform, os.environ, Path.home())


def cache_dir() -> Path:
    """Where files are kept that can be made again, such as the pictures of lesson cards."""
    return cache_dir_for(sys.platform, os.environ, Path.home())


def data_dir_for(platform: str, environment: Mapping[str, str], home: Path) -> Path:
    """`user_data_dir` on any system; `platform` as in `sys.platform`.

    Source: XDG Base Directory Specification 0.8; the known folder RoamingAppData; Apple's File System
    Programming Guide. A relative or empty variable is ignored, as the specification asks.
    """
    if own := _absolute(environment.get(HOME_VARIABLE)):
        return own
    if platform == "win32":
        return (_absolute(environment.get("APPDATA")) or home / "AppData" / "Roaming") / FOLDER
    if platform == "darwin":
        return home / "Library" / "Application Support" / FOLDER
    return (_absolute(environment.get("XDG_DATA_HOME")) or home / ".local" / "share") / FOLDER


def cache_dir_for(platform: str, environment: Mapping[str, str], home: Path) -> Path:
    """`cache_dir` on any system; see `data_dir_for`."""
    if own := _absolute(environment.get(HOME_VARIABLE)):
        return own / "cache"
    if platform == "win32":
        return (_absolute(environment.get("LOCALAPPDATA")) or home / "AppData" / "Local") / FOLDER / "cache"
    if platform == "darwin":
        return home / "Library" / "Caches" / FOLDER
    return (_absolute(environment.get("XDG_CACHE_HOME")) or home / ".cache") / FOLDER


def _absolute(value: str | None) -> Path | None:
    path = Path(value) if value else None
    return path if path and path.is_absolute() else None


def _shipped(name: str) -> Path:
    inside = PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def refuse_unknown_lesson(lesson: str) -> None:
    """Raise ContentError where no lesson that is shipped is called so."""
    from difflib import get_close_matches

    known = shipped_lessons()
    if lesson not in known:
        near = get_close_matches(lesson, known, n=1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Lessons: {', '.join(sorted(known))}."
        raise ContentError("the command", None, f"there is no lesson '{lesson}'.", hint)
