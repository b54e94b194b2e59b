"""One lesson on its way from its files to a `Lesson`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from anatomy_viewer.content.case_forms import DecisionForm
from anatomy_viewer.content.forms import did_you_mean, fill
from anatomy_viewer.content.lesson_cases import misplaced, read_decisions, untranslated
from anatomy_viewer.content.lesson_forms import FrontForm, LocateForm, MeasureForm, PlaceForm, QuestionForm
from anatomy_viewer.content.lesson_markdown import Document, Fence, RawStep, read_document
from anatomy_viewer.content.lesson_names import Names, lesson_link_problems, link_problems
from anatomy_viewer.content.lesson_own import asks_for_lost, lost_meshes
from anatomy_viewer.content.lesson_questions import question
from anatomy_viewer.content.lesson_scenes import not_in_picture, scene_spec
from anatomy_viewer.content.lesson_translation import Translation, read_translation, translation_problems
from anatomy_viewer.content.yaml_lines import line_at
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import (
    SceneSpec,
    scene_view,
)
from anatomy_viewer.model.view import drawn

TRANSLATIONS = ("zh",)


@dataclass
class Draft:
    """What was read of a lesson. With `errors` it is left out; with `remarks` (slips, and all that is wrong with a
    translation) it can be played.

    given: texts that files are to have; they are read in the place of those, none of which need be there.
    """

    path: Path
    atlas: Atlas
    errors: list[ContentError] = field(default_factory=list)
    remarks: list[ContentError] = field(default_factory=list)
    front: FrontForm | None = None
    document: Document | None = None
    scenes: dict[str, SceneSpec] = field(default_factory=dict)
    questions: dict[str, list[QuestionForm]] = field(default_factory=dict)
    decisions: dict[str, DecisionForm] = field(default_factory=dict)
    translations: dict[str, Translation] = field(default_factory=dict)
    given: Mapping[Path, str] = field(default_factory=dict)

    @property
    def step_ids(self) -> tuple[str, ...]:
        """The steps' ids, as far as the file could be read."""
        return tuple(step.id for step in self.document.steps) if self.document else ()

    def read(self) -> None:
        """Read the lesson and its translations."""
        try:
            self.document = read_document(self.path, self.given.get(self.path))
        except ContentError as error:
            self.errors.append(error)
            return
        self.errors += self.document.problems
        self.errors += link_problems(self.path, self.document.links, self.atlas)
        self.remarks += lost_meshes(self.path, self.document, self.atlas)
        self._read_front(self.document)
        if not self.document.steps:
            self.errors.append(
                ContentError(self.path, None, "the lesson has no steps.", "Add '## Title {#id}'.")
            )
        for step in self.document.steps:
            self._read_step(step)
        if self.front and self.front.kind == "case":
            self.decisions = read_decisions(self.document, self.errors)
        else:
            self.errors += misplaced(self.document)
        self._read_translations(self.document)

    def _read_front(self, document: Document) -> None:
        self.front = fill(FrontForm, document.front, self.path, self.errors)
        names = Names(self.path, document.front, self.errors)
        names.check(self.front.sources if self.front else (), lambda: list(self.atlas.sources), "sources")

    # Steps

    def _read_step(self, step: RawStep) -> None:
        scenes = step.fences("scene")
        for fence in scenes[1:]:
            self.errors.append(self._error(fence, f"'{step.id}' has a second scene block.", "Keep one."))
        for fence in scenes[:1]:
            if spec := scene_spec(fence.data, self.path, self.atlas, self.errors):
                self.scenes[step.id] = spec
                self.remarks += not_in_picture(spec, fence.data, self.path, self.atlas)
        for fence in step.fences("measure"):
            self._read_measure(fence)
        self.questions[step.id] = [
            form for fence in step.fences("quiz") if (form := self._read_question(fence, step))
        ]

    def _read_measure(self, fence: Fence) -> None:
        form = fill(MeasureForm, fence.data, self.path, self.errors)
        if form is None:
            return
        point = self.atlas.points.get(form.point)
        if point is None:
            names = Names(self.path, fence.data, self.errors)
            names.check([form.point], lambda: list(self.atlas.points), "point")
        elif not point.published:
            self.errors.append(
                self._error(
                    fence, f"'{form.point}' has no published figures.", "Name another point.", "point"
                )
            )

    def _read_question(self, fence: Fence, step: RawStep) -> QuestionForm | None:
        form = question(fence, self.path, self.atlas, self.errors)
        if form and any(form.id == known.id for forms in self.questions.values() for known in forms):
            self.errors.append(
                self._error(fence, f"two questions have the id '{form.id}'.", "Give each its own.", "id")
            )
        if form and asks_for_lost(form, self.atlas):
            return None  # nobody can answer it; that the mesh is not here is said once
        if isinstance(form, LocateForm) and step.id in self.scenes:
            self._remark_hidden_answer(form, fence, self.scenes[step.id])
        if isinstance(form, PlaceForm) and step.id in self.scenes:
            self._remark_given_away(form, fence, self.scenes[step.id])
        return form

    def _remark_given_away(self, form: PlaceForm, fence: Fence, scene: SceneSpec) -> None:
        if form.point in scene_view(scene, self.atlas).points:
            line = line_at(fence.data, ("point",))
            problem, hint = "the point asked for is marked in the picture.", "Take it out of 'points'."
            self.remarks.append(ContentError(self.path, line, problem, hint))

    def _remark_hidden_answer(self, form: LocateForm, fence: Fence, scene: SceneSpec) -> None:
        shown = drawn(scene_view(scene, self.atlas), self.atlas)
        if not any(self.atlas.owner(mark) in shown for mark in self.atlas.resolve_marks(form.answer)):
            line = line_at(fence.data, ("answer",))
            hint = "Add it to 'show', or lower 'peel'."
            self.remarks.append(ContentError(self.path, line, "the answer is not in the picture.", hint))

    # Translations

    def _read_translations(self, document: Document) -> None:
        questions = [form for forms in self.questions.values() for form in forms]
        for language in TRANSLATIONS:
            path = self.path.with_name(f"{self.path.stem}.{language}.md")
            if path not in self.given and (self.given or not path.is_file()):
                continue
            found = read_translation(path, self.remarks, self.given.get(path))
            objectives = len(self.front.objectives) if self.front else 0
            self.remarks += translation_problems(found, document, questions, objectives)
            if found.document:
                self.remarks += untranslated(found.document, self.decisions, found.decisions)
                self.remarks += link_problems(path, found.document.links, self.atlas)
            self.translations[language] = found

    def lesson_links(self, steps: Mapping[str, Sequence[str]]) -> list[ContentError]:
        """Links and prerequisites that name a lesson or step that does not exist; the lesson plays without them."""
        documents = [self.document, *(translation.document for translation in self.translations.values())]
        found = [e for d in documents if d for e in lesson_link_problems(d.path, d.links, steps)]
        for i, name in enumerate(self.front.prerequisites if self.front else ()):
            if name not in steps and self.document:
                line = line_at(self.document.front, ("prerequisites", i))
                problem = f"'prerequisites': there is no lesson '{name}'."
                found.append(ContentError(self.path, line, problem, did_you_mean(name, steps)))
        return found

    def _error(self, fence: Fence, problem: str, hint: str, key: str = "") -> ContentError:
        line = fence.data.lines.get(key, fence.line)
        return ContentError(self.path, line, problem, hint)
