"""The one writer of lessons: a `LessonSource` → the text of its file. The same lesson gives the same text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from anatomy_viewer.content.case_forms import DecisionForm
from anatomy_viewer.content.forms import Form
from anatomy_viewer.content.lesson_forms import FrontForm, MeasureForm, SceneForm, TranslatedQuestionForm
from anatomy_viewer.content.lesson_questions import FORMS
from anatomy_viewer.content.lesson_source import TEXT, LessonSource, Part, SourceStep
from anatomy_viewer.content.text_files import reason, replace_text
from anatomy_viewer.content.yaml_writing import block, clean
from anatomy_viewer.errors import ContentError

NOTES = {"en": "Notes: ", "zh": "备注："}
_BLOCKS: dict[str, type[Form]] = {"scene": SceneForm, "measure": MeasureForm, "decision": DecisionForm}
_LAST = ("hint", "explain", "source")  # a question ends in what is told last


def written(source: LessonSource, language: str = "en") -> str:
    """The whole file, ending in a line break; `language` is that of its words."""
    front = (
        source.front_text.strip("\n") + "\n" if source.front_text else block(_sorted(source.front, FrontForm))
    )
    steps = "".join(f"\n{part}" for step in source.steps for part in _step(step, language))
    return f"---\n{front}---\n{steps}"


def save_source(path: Path, source: LessonSource, language: str = "en") -> ContentError | None:
    """Write it whole or leave the old file; what is wrong when it can't be written."""
    try:
        replace_text(path, written(source, language))
    except OSError as error:
        return ContentError(path, None, f"the file can't be written ({reason(error)}).")
    return None


def _step(step: SourceStep, language: str) -> Iterator[str]:
    title = " ".join(clean(step.title).split())
    yield f"## {title} {{#{step.id}}}\n"
    for part in step.parts:
        if part.kind != TEXT:
            yield f"```{part.kind}\n{_block(part)}```\n"
        elif text := clean(part.text).strip():
            yield text + "\n"
    if notes := clean(step.notes).strip():
        lines = (NOTES[language] + notes).split("\n")
        yield "".join(f"> {line}".rstrip() + "\n" for line in lines)


def _block(part: Part) -> str:
    if part.text:
        return part.text if part.text.endswith("\n") else part.text + "\n"
    form = _BLOCKS.get(part.kind) or FORMS.get(str(part.keys.get("kind"))) or TranslatedQuestionForm
    return block(_sorted(part.keys, form))


def _sorted(keys: Mapping[str, object], form: type[Form]) -> dict[str, object]:
    """The keys in the order of their form, what is told last at the end; then what the form does not know."""
    order = [field.alias or name for name, field in form.model_fields.items()]
    if form not in (FrontForm, SceneForm):
        order = [name for name in order if name not in _LAST] + [n for n in order if n in _LAST]
    return {
        key: keys[key] for key in (*(n for n in order if n in keys), *(k for k in keys if k not in order))
    }
