"""A lesson on its way through a form: its source, its Chinese words, and what is still missing, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from anatomy_viewer.content.lesson_assembly import finished
from anatomy_viewer.content.lesson_draft import Draft
from anatomy_viewer.content.lesson_markdown import slug
from anatomy_viewer.content.lesson_source import LessonSource, SourceStep, read_source
from anatomy_viewer.content.lesson_writing import written
from anatomy_viewer.content.sketch_words import flat_words, translation_of, without_row
from anatomy_viewer.content.text_files import reason, replace_text
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.lesson import Lesson

PROVISIONAL = re.compile(r"new_step_\d+")
OBJECTIVES = "objectives"


@dataclass(frozen=True)
class Sketch:
    """`zh`: Chinese words by place ('STEP/title', 'STEP/QUESTION/options/0/text', …); language: of `source`'s words."""

    source: LessonSource
    zh: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    path: Path | None = None

    def with_step(self, at: int, step: SourceStep) -> Sketch:
        """The same with another step in the place of number `at` (from 0)."""
        steps = list(self.source.steps)
        steps[at] = step
        return self.with_steps(steps)

    def with_steps(self, steps: list[SourceStep]) -> Sketch:
        """The same with these steps."""
        return replace(self, source=replace(self.source, steps=tuple(steps)))

    def with_zh(self, place: str, text: str) -> Sketch:
        """The same with other Chinese words in a place."""
        return replace(self, zh={k: v for k, v in {**self.zh, place: text}.items() if v.strip()})

    def with_front(self, **changes: object) -> Sketch:
        """The same with other keys of the front matter."""
        return replace(self, source=self.source.with_front(**changes))


def new_sketch(language: str) -> Sketch:
    """A lesson with one empty step."""
    front = {"code": "MY", "level": "student", "minutes": 5}
    return Sketch(LessonSource(front, (new_step(()),)), language=language)


def new_step(steps: tuple[SourceStep, ...]) -> SourceStep:
    """An empty step, whose id follows from its title when it is written."""
    known = {step.id for step in steps}
    return SourceStep(next(f"new_step_{n}" for n in range(1, 1000) if f"new_step_{n}" not in known), "")


def read_sketch(path: Path) -> Sketch:
    """The lesson in a file, with its translation. Raises ContentError."""
    source, other = read_source(path), path.with_name(f"{path.stem}.zh.md")
    zh = flat_words(read_source(other)) if other.is_file() else {}
    words = " ".join(step.title + step.text for step in source.steps)
    chinese = len(re.findall("[\u4e00-\u9fff]", words)) * 4 > len(words)
    return Sketch(source, zh, "zh" if chinese else "en", path)


def completed(sketch: Sketch) -> Sketch:
    """With what a lesson needs and the form does not ask for: a summary, ids made of titles."""
    sketch = _without_empty(sketch if sketch.source.front.get("summary") else _summed_up(sketch))
    known: set[str] = {step.id for step in sketch.source.steps if not PROVISIONAL.fullmatch(step.id)}
    names, steps = {}, []
    for number, step in enumerate(sketch.source.steps, 1):
        name = step.id
        if PROVISIONAL.fullmatch(name):
            wanted = slug(step.title)
            wanted = f"step_{number}" if wanted == "step" else wanted
            name = next(n for n in (wanted, *(f"{wanted}_{i}" for i in range(2, 1000))) if n not in known)
            known.add(name)
        names[step.id] = name
        steps.append(replace(step, id=name))
    zh = {
        "/".join([names.get(k.split("/")[0], k.split("/")[0]), *k.split("/")[1:]]): v
        for k, v in sketch.zh.items()
    }
    return replace(sketch, source=replace(sketch.source, steps=tuple(steps)), zh=zh)


def _without_empty(sketch: Sketch) -> Sketch:
    """Answers that hold nothing go."""
    for at, step in enumerate(sketch.source.steps):
        asked = list(questions(step))
        for keys in asked:
            options = list(cast(list[object], keys.get("options", [])))
            for number in reversed(range(len(options))):
                option = options[number]
                text = option.get("text", "") if isinstance(option, Mapping) else option
                if not str(text).strip():
                    del options[number]
                    zh = without_row(sketch.zh, f"{step.id}/{keys['id']}/options", number)
                    sketch = replace(sketch, zh=zh)
            if "options" in keys:
                keys["options"] = options
        sketch = sketch.with_step(at, step.with_blocks("quiz", asked))
    return sketch


def _summed_up(sketch: Sketch) -> Sketch:
    """The first objective, else the title, stands for the summary."""
    front = sketch.source.front
    aims = front.get(OBJECTIVES) or ()
    first = str(aims[0]) if isinstance(aims, list | tuple) and aims else str(front.get("title", ""))
    return sketch.with_front(summary=first)


def texts_of(sketch: Sketch) -> dict[str, str]:
    """The texts of the files by the ending of their names: '.md', and '.zh.md' where there is a translation."""
    texts = {".md": written(sketch.source, sketch.language)}
    if sketch.zh:
        texts[".zh.md"] = written(translation_of(sketch.source, sketch.zh), "zh")
    return texts


def save_sketch(sketch: Sketch, path: Path) -> None:
    """Write the lesson, and its translation if it has one. Raises ContentError."""
    for ending, text in texts_of(sketch).items():
        file = path.with_name(path.stem + ending)
        try:
            replace_text(file, text)
            file.chmod(0o644)
        except OSError as error:
            raise ContentError(file, None, f"the file can't be written ({reason(error)}).") from error


def judged(sketch: Sketch, atlas: Atlas, path: Path) -> tuple[Lesson | None, tuple[ContentError, ...]]:
    """The lesson as it would be read from `path`, None while it can't be played; and everything that is wrong."""
    texts = {path.with_name(path.stem + ending): text for ending, text in texts_of(sketch).items()}
    draft = Draft(path, atlas, given=texts)
    draft.read()
    return finished(draft), (*draft.errors, *draft.remarks)


def questions(step: SourceStep) -> Iterator[dict[str, object]]:
    """The step's questions."""
    for keys in step.blocks("quiz"):
        yield dict(keys)
