"""The one door to the state: every change a user makes passes here."""

from anatomy_viewer.session.adding import AddingSession
from anatomy_viewer.session.imaging import ImagingSession
from anatomy_viewer.session.measuring import MeasureSession
from anatomy_viewer.session.needle import NeedleHolder
from anatomy_viewer.session.pain import PainSession
from anatomy_viewer.session.practice import Practice
from anatomy_viewer.session.scans import ScanSession
from anatomy_viewer.session.views import opening_view, traced_view

__all__ = ["Session", "opening_view", "traced_view"]


class Session(
    PainSession, NeedleHolder, Practice, ImagingSession, ScanSession, MeasureSession, AddingSession
):
    """Holds the store, the atlas and the lessons; views listen to it and never write."""
