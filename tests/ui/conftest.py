"""The application dressed as it is when it runs."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.style import apply_look


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Look:
    """The look that the application wears; a test that changes it uses one of its own."""
    worn = Look()
    apply_look(qapp, worn)
    return worn
