"""The user's files go where the system keeps such files; meshes and lessons are found however it was installed."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from anatomy_viewer.content import paths

ROOT = Path(__file__).resolve().parents[2]
HOME = Path("/home/li")


@pytest.mark.parametrize(
    ("platform", "environment", "data", "cache"),
    [
        ("linux", {}, "/home/li/.local/share/anatomy-viewer", "/home/li/.cache/anatomy-viewer"),
        (
            "linux",
            {"XDG_DATA_HOME": "/data", "XDG_CACHE_HOME": "/quick"},
            "/data/anatomy-viewer",
            "/quick/anatomy-viewer",
        ),
        (
            "linux",
            {"XDG_DATA_HOME": "relative", "XDG_CACHE_HOME": ""},
            "/home/li/.local/share/anatomy-viewer",
            "/home/li/.cache/anatomy-viewer",
        ),
        (
            "win32",
            {"APPDATA": "/c/Roaming", "LOCALAPPDATA": "/c/Local"},
            "/c/Roaming/anatomy-viewer",
            "/c/Local/anatomy-viewer/cache",
        ),
        (
            "darwin",
            {"XDG_DATA_HOME": "/data"},
            "/home/li/Library/Application Support/anatomy-viewer",
            "/home/li/Library/Caches/anatomy-viewer",
        ),
        ("win32", {"ANATOMY_VIEWER_HOME": "/own", "APPDATA": "/c/Roaming"}, "/own", "/own/cache"),
        ("linux", {"ANATOMY_VIEWER_HOME": "/own", "XDG_DATA_HOME": "/data"}, "/own", "/own/cache"),
    ],
)
def test_each_system_has_its_place(platform: str, environment: dict[str, str], data: str, cache: str) -> None:
    assert paths.data_dir_for(platform, environment, HOME) == Path(data)
    assert paths.cache_dir_for(platform, environment, HOME) == Path(cache)


def test_a_test_keeps_its_files_in_a_home_of_its_own(home: Path) -> None:
    assert paths.user_data_dir().is_relative_to(home)
    assert paths.cache_dir().is_relative_to(home)
    assert Path.home() == home


def test_a_checkout_reads_its_own_top_level_folders() -> None:
    assert paths.meshes_dir() == ROOT / "meshes"
    assert paths.lessons_dir() == ROOT / "lessons"


def test_the_wheel_carries_meshes_and_lessons_and_finds_them_from_any_folder(tmp_path: Path) -> None:
    site = unpack_wheel(tmp_path)
    code = (
        "import json; from anatomy_viewer.content import paths;"
        "print(json.dumps([str(paths.meshes_dir()), str(paths.lessons_dir())]))"
    )
    # -I: neither the current folder nor the checkout's own install is on the path before the unpacked wheel
    start = f"import sys; sys.path.insert(0, {str(site)!r}); {code}"
    answer = subprocess.run(
        [sys.executable, "-I", "-c", start], cwd=tmp_path, capture_output=True, check=True
    )
    meshes, lessons = (Path(p) for p in json.loads(answer.stdout))
    assert meshes.is_relative_to(site)
    assert lessons.is_relative_to(site)
    assert relative_files(meshes) == relative_files(ROOT / "meshes")
    assert relative_files(lessons) == relative_files(ROOT / "lessons")


def unpack_wheel(folder: Path) -> Path:
    """Build the wheel and lay its files out as an installer does."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    site = folder / "site"
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    return site


def relative_files(folder: Path) -> set[str]:
    """What git keeps there: everything but hidden files."""
    files = (p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    return {p.as_posix() for p in files if not p.name.startswith(".")}
