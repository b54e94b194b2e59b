"""The widget of each kind of question."""

from __future__ import annotations

from anatomy_viewer.model.quiz import QUESTION_KINDS
from anatomy_viewer.ui.arranging_cards import MatchCard, OrderCard
from anatomy_viewer.ui.case_cards import DecisionCard
from anatomy_viewer.ui.naming_card import NameCard
from anatomy_viewer.ui.needle_card import NeedleCard
from anatomy_viewer.ui.option_cards import ChoiceCard, ChoicesCard
from anatomy_viewer.ui.picture_cards import LocateCard, PlaceCard
from anatomy_viewer.ui.question_card import QuestionCard
from anatomy_viewer.ui.reading_card import ReadingCard

QUESTION_WIDGETS: dict[str, type[QuestionCard]] = {
    "choice": ChoiceCard,
    "choices": ChoicesCard,
    "name": NameCard,
    "order": OrderCard,
    "match": MatchCard,
    "locate": LocateCard,
    "place": PlaceCard,
    "needle": NeedleCard,
    "read_image": ReadingCard,
    "decision": DecisionCard,  # of a case; no quiz block makes one
}
assert set(QUESTION_WIDGETS) == {*QUESTION_KINDS, "decision"}
