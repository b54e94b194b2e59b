"""The suite's own promises: whatever goes wrong quietly fails a test."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

QUIET_FAULTS = """
import warnings
import pytest
from PySide6.QtCore import QObject, qWarning
from vtkmodules.vtkCommonDataModel import vtkPolyData
from vtkmodules.vtkFiltersCore import vtkPolyDataNormals

def test_python_warning():
    warnings.warn("soon gone", DeprecationWarning)

def test_qt_warning(qtbot):
    qWarning("a layout is wrong")

def test_vtk_error():
    vtkPolyDataNormals().Update()

@pytest.mark.xfail(reason="known")
def test_mended_without_a_word():
    pass

def test_nothing_wrong(qtbot):
    QObject().deleteLater()
"""


def test_warnings_from_python_qt_and_vtk_and_unexpected_passes_all_fail(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_faults.py").write_text(QUIET_FAULTS, encoding="utf-8")
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-c",
            "pyproject.toml",
            "-p",
            "no:cacheprovider",
            "-q",
            "-rfE",
            str(tmp_path),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    told = re.findall(r"^(?:FAILED|ERROR) .*::(\w+)", run.stdout, re.MULTILINE)
    assert sorted(told) == [
        "test_mended_without_a_word",
        "test_python_warning",
        "test_qt_warning",
        "test_vtk_error",
    ]
