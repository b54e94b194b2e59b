"""What an assessment is put together from: learning paths, lessons, the atlas's structures; level and number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from anatomy_viewer.model.anatomy import Text
from anatomy_viewer.model.assessment import drawn_keys
from anatomy_viewer.model.cards import lesson_key
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.review import ATLAS, Topic, topics
from anatomy_viewer.ui.mix_sheet import MixSheet


class AssessmentSheet(MixSheet):
    """As mixed practice is chosen; but every question is as likely as another, whatever is known of it."""

    title = "Assessment"
    about = (
        "Choose paths, lessons or structures, or none for all. Names stay covered and nothing is judged until you "
        "hand in; leaving ends the assessment."
    )

    def offered(self) -> tuple[Topic, ...]:
        """Paths, lessons with questions, and the structures by system."""
        lessons, atlas = self._session.lessons, self._session.atlas
        paths = [
            Topic(f"path:{path.id}", path.names, _keys([lessons[x] for x in path.lessons if x in lessons]))
            for path in self._session.paths
        ]
        single = [Topic(x.id, _named(x), _keys([x])) for x in lessons.values() if x.questions]
        systems = [topic for topic in topics(lessons, atlas) if topic.id.startswith(ATLAS)]
        return tuple(topic for topic in (*paths, *single, *systems) if topic.keys)

    def known(self, _topic: Topic) -> str:
        """What one knows is no part of an assessment."""
        return ""

    def drawn(self, keys: Sequence[str], count: int, now: datetime) -> tuple[str, ...]:
        """Any of them; where nothing is chosen, of the lessons' questions alone."""
        chosen = any(chip.isChecked() for chip in self._chips.values())
        own = list(keys) if chosen else [key for key in keys if key.startswith("lesson:")] or list(keys)
        return drawn_keys(own, count, now.isoformat(timespec="seconds"))


def _named(lesson: Lesson) -> Text:
    return Text(*(f"{lesson.code} {lesson.text(language).title}".strip() for language in ("en", "zh")))


def _keys(lessons: Sequence[Lesson]) -> tuple[str, ...]:
    return tuple(lesson_key(lesson.id, question.id) for lesson in lessons for question in lesson.questions)
