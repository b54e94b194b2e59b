"""Start Anatomy Viewer from a checkout: `python main.py`, with any Python once `make run` has set it up."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from runpy import run_module

VENV = Path(__file__).resolve().parent / ".venv"
OWN_PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def start() -> int | str:
    """Run the command line here, or with the Python of .venv when this one lacks the packages; a text says why not."""
    if getattr(sys, "frozen", False) and sys.argv[1:2] == [
        "-m"
    ]:  # the folder application measures itself by this
        del sys.argv[1]
        run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
        return 0
    if find_spec("PySide6") and find_spec("vtkmodules"):
        from anatomy_viewer.cli import main

        return main()
    if OWN_PYTHON.exists() and Path(sys.prefix) != VENV:
        return subprocess.call([OWN_PYTHON, __file__, *sys.argv[1:]])
    return "Anatomy Viewer is not set up yet: run 'make run', or on Windows see README.md."


if __name__ == "__main__":
    sys.exit(start())
