"""The widget of each kind of question."""

from __future__ import annotations

from anatomy_viewer.model.quiz import QUESTION_KINDS
from anatomy_viewer.ui.needle_card import NeedleCard
from anatomy_viewer.ui.picture_cards import LocateCard, PlaceCard
from anatomy_viewer.ui.question_card import ChoiceCard, QuestionCard
from anatomy_viewer.ui.reading_card import ReadingCard

QUESTION_WIDGETS: dict[str, type[QuestionCard]] = {
    "choice": ChoiceCard,
    "locate": LocateCard,
    "place": PlaceCard,
    "needle": NeedleCard,
    "read_image": ReadingCard,
}
assert set(QUESTION_WIDGETS) == set(QUESTION_KINDS)
