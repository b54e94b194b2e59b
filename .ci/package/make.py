"""Makes the folder application: `make package`. Everything lands in build/package, the application in dist/.

python .ci/package/make.py [--keep]      (--keep: what was prepared before is used again)
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from hashlib import sha256
from pathlib import Path

from trim_icu import trim

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILT, MADE = ROOT / "build" / "package", ROOT / "dist"
SPEC = HERE / "anatomy-viewer.spec"
ICON = ROOT / "anatomy_viewer" / "ui" / "icon.svg"
# The newest VTK's libraries weigh 90 MB more and draw the same pictures in the same time (docs/package.md).
VTK = "vtk==9.5.2"
ICON_SIDES = (16, 32, 48, 64, 128, 256)


def main(keep: bool) -> None:
    """Prepare, collect, and lay beside it what a desktop needs to know it."""
    if not keep:
        shutil.rmtree(BUILT, ignore_errors=True)
    _install("-c", "constraints.txt", *_tools())
    if not (BUILT / "vtk").exists():
        _install("--no-deps", "--target", str(BUILT / "vtk"), VTK)
    _once("_anatomy_kernels_table.json", str(HERE / "compile_kernels.py"), str(BUILT))
    _once("fonts", str(HERE / "make_fonts.py"), str(BUILT / "fonts"))
    _once("icons", str(HERE / "make_icons.py"), str(ICON), str(BUILT / "icons"), *map(str, ICON_SIDES))
    places = ("--distpath", str(MADE), "--workpath", str(BUILT / "work"))
    _python("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places, str(SPEC))
    folder = MADE / "anatomy-viewer"
    if sys.platform == "linux":
        _strip(folder)
        _share(folder)
        for library in folder.rglob("libicudata.so.*"):
            trim(library)
        shutil.copytree(HERE / "desktop", folder, dirs_exist_ok=True)
        shutil.copytree(BUILT / "icons", folder / "icons", dirs_exist_ok=True)
    sys.stdout.write(f"{folder}: {megabytes(folder)} MB\n")


def _strip(folder: Path) -> None:
    """Take out the symbols that nobody loads; where wheels moved parts about, only if the library still loads."""
    for path in sorted(folder.rglob("*.so*")):
        if path.is_symlink():
            continue
        whole = path.read_bytes()
        subprocess.run(["strip", "--strip-unneeded", str(path)], check=False, capture_output=True)
        if path.parent.name.endswith(".libs") and not _loads(path):
            path.write_bytes(whole)


def _loads(library: Path) -> bool:
    load = "import ctypes, sys; ctypes.CDLL(sys.argv[1])"
    return not subprocess.run(
        [sys.executable, "-c", load, str(library)], check=False, capture_output=True
    ).returncode


def _share(folder: Path) -> None:
    """Two wheels bring the same library under the same name: one file, and a link to it."""
    first: dict[tuple[str, bytes], Path] = {}
    for path in sorted(folder.rglob("*.libs/*")):
        same = first.setdefault((path.name, sha256(path.read_bytes()).digest()), path)
        if same is not path:
            path.unlink()
            path.symlink_to(os.path.relpath(same, path.parent))


def megabytes(folder: Path) -> int:
    """What the files of a folder weigh together, MB."""
    return round(
        sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        / 1e6
    )


def _tools() -> list[str]:
    """What packaging alone needs, as pyproject.toml names it."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    return list(extras["package"])


def _install(*what: str) -> None:
    _python("-m", "pip", "install", "-q", "--disable-pip-version-check", *what)


def _once(result: str, *command: str) -> None:
    """Run it unless its result is there."""
    if not (BUILT / result).exists():
        _python(*command)


def _python(*command: str) -> None:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(
            f"The application cannot be packaged: '{' '.join(command[:3])}' failed; its message is above."
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", action="store_true")
    main(parser.parse_args().keep)
