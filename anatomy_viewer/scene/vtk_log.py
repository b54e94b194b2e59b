"""What VTK complains about goes to Python's log, not to a console or a dialog box."""

from __future__ import annotations

import logging

from vtkmodules.vtkCommonCore import (
    VTK_STRING,
    vtkCommand,
    vtkLogger,
    vtkObject,
    vtkOutputWindow,
    vtkStringOutputWindow,
)

LOG = logging.getLogger("anatomy_viewer.vtk")


def to_python_log() -> None:
    """Send VTK's warnings and errors to the logger 'anatomy_viewer.vtk' from now on; harmless when called again."""
    window = vtkStringOutputWindow()
    window.AddObserver(vtkCommand.ErrorEvent, _error)
    window.AddObserver(vtkCommand.WarningEvent, _warning)
    vtkOutputWindow.SetInstance(window)
    vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_OFF)


def _error(_sender: vtkObject, _event: str, text: str) -> None:
    LOG.error("%s", text.strip())


def _warning(_sender: vtkObject, _event: str, text: str) -> None:
    LOG.warning("%s", text.strip())


# VTK hands an observer its text only when told the text's type.
_error.CallDataType = VTK_STRING  # type: ignore[attr-defined]
_warning.CallDataType = VTK_STRING  # type: ignore[attr-defined]
