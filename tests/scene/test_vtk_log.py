"""What VTK complains about reaches Python's log, and nothing else."""

from __future__ import annotations

import pytest
from vtkmodules.vtkCommonCore import vtkLookupTable


def test_a_complaint_of_vtk_goes_to_the_log_and_not_to_the_console(
    vtk_complaints: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    vtkLookupTable().SetTableRange(5, 1)
    (said,) = vtk_complaints
    assert "Bad table range" in said
    assert capfd.readouterr() == ("", "")
    vtk_complaints.clear()
