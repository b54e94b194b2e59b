"""JSON Schemas (draft 2020-12) of what a lesson's file may hold, made of the forms that read it.

Editors complete and check with them. What a schema cannot say (a step exists, an eye sees something) `check` says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from anatomy_viewer.content.case_forms import DecisionForm, TranslatedDecisionForm
from anatomy_viewer.content.forms import NAMES, Form
from anatomy_viewer.content.lesson_forms import (
    FrontForm,
    MeasureForm,
    SceneForm,
    TranslatedFrontForm,
    TranslatedQuestionForm,
)
from anatomy_viewer.content.lesson_keys import KEYS
from anatomy_viewer.content.lesson_names import BOOKMARK, Vocabulary
from anatomy_viewer.content.lesson_questions import FORMS
from anatomy_viewer.content.text_files import reason, replace_text
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.anatomy import OWN, Atlas

_PLACE = "#/$defs/"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
PARTS: dict[str, type[Form] | None] = {
    "front": FrontForm,
    "scene": SceneForm,
    "quiz": None,  # one of `FORMS`, as its kind says
    "measure": MeasureForm,
    "decision": DecisionForm,
    "front.zh": TranslatedFrontForm,
    "quiz.zh": TranslatedQuestionForm,
    "decision.zh": TranslatedDecisionForm,
}
_TITLES = {
    "front": "Front matter of a lesson", "scene": "Scene block", "quiz": "Question", "measure": "Measure block",
    "decision": "Decision of a case", "front.zh": "Front matter of a translation",
    "quiz.zh": "Translated question", "decision.zh": "Translated decision",
}  # fmt: skip


def lesson_schema(part: str, atlas: Atlas | None = None) -> dict[str, Any]:
    """The schema of one of `PARTS`; with an atlas, names are those that it knows."""
    form, keys = PARTS[part], KEYS[part.partition(".")[0]]
    schema = _question(keys) if form is None else _described(_of_form(form), keys)
    if form is SceneForm:
        schema["properties"][BOOKMARK] = {"$ref": "#", "description": keys[BOOKMARK]}
    words = _words(atlas) if atlas else {}
    found: dict[str, Any] = {"$schema": DRAFT, "title": _TITLES[part], **_named(schema, words)}
    text = json.dumps(found)
    definitions = found.pop("$defs", {}) | {
        n: _enumerated(n, w) for n, w in words.items() if f'"{_PLACE}{n}"' in text
    }
    return found | ({"$defs": definitions} if definitions else {})


def _enumerated(kind: str, words: list[str]) -> dict[str, Any]:
    """One of the words; where structures are named, a user's own mesh too."""
    own = {"type": "string", "pattern": f"^{OWN}(_[a-z0-9_]+)?$"}
    return {"anyOf": [{"enum": words}, own]} if kind in ("selectors", "marks", "focus") else {"enum": words}


def save_schemas(folder: Path, parts: Iterable[str], atlas: Atlas) -> list[Path]:
    """Write 'lesson-PART.json' for each part. Raises ContentError."""
    paths = []
    for part in parts:
        path = folder / f"lesson-{part}.json"
        text = json.dumps(lesson_schema(part, atlas), ensure_ascii=False, indent=1)
        try:
            replace_text(path, text + "\n")
        except OSError as error:
            raise ContentError(path, None, f"the file can't be written ({reason(error)}).") from error
        paths.append(path)
    return paths


class _Generator(GenerateJsonSchema):
    """Texts may be written as numbers, since the forms take them so; titles made of names say nothing."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """'year: 2018' is a text as well."""
        return {**super().str_schema(schema), "type": ["string", "number"]}

    def get_title_from_name(self, name: str) -> str:
        """None."""
        return ""


def _of_form(form: type[Form]) -> dict[str, Any]:
    schema = form.model_json_schema(by_alias=True, schema_generator=_Generator)
    return cast(dict[str, Any], _tidy(schema))


def _tidy(schema: Any) -> Any:
    """The same without titles that are made of names, and with the least and most parts of a list by their names."""
    if isinstance(schema, list):
        return [_tidy(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    of_list = {"minLength": "minItems", "maxLength": "maxItems"} if schema.get("type") == "array" else {}
    kept = {
        of_list.get(key, key): _tidy(value)
        for key, value in schema.items()
        if key != "title" or not isinstance(value, str)
    }
    least = kept.get("anyOf", [{}])[0].get("minItems", 0)
    if least:  # neither nothing stands for the list nor, from two on, one of its parts
        kept["anyOf"] = kept["anyOf"][: 2 if least == 1 else 1]
    return kept


def _question(keys: Mapping[str, str]) -> dict[str, Any]:
    """Each kind by its own form."""
    kinds: list[dict[str, Any]] = []
    definitions: dict[str, Any] = {}
    for kind, form in FORMS.items():
        schema = _described(_of_form(form), keys)
        definitions |= schema.pop("$defs", {})
        schema["properties"]["kind"] = {"const": kind}
        definitions[kind] = schema
        kinds.append({"if": {"properties": {"kind": {"const": kind}}}, "then": {"$ref": _PLACE + kind}})
    head = {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": list(FORMS)}}}
    return {**head, "allOf": kinds, "$defs": definitions}


def _described(schema: dict[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    """The same with what each key is for, where an editor shows it."""
    for name, inner in schema["properties"].items():
        inner["description"] = keys[name]
    return schema


def _named(schema: Any, words: Mapping[str, list[str]]) -> Any:
    """Marks for names become references to the lists of them, or go where no atlas is asked."""
    if isinstance(schema, list):
        return [_named(part, words) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kind = schema.get(NAMES)
    inner = {
        key: _named(value, words)
        for key, value in schema.items()
        if key != NAMES or not isinstance(value, str)
    }
    if not isinstance(kind, str) or kind not in words:
        return inner
    return _listed(inner, {"$ref": _PLACE + kind})


def _listed(schema: dict[str, Any], name: dict[str, Any]) -> dict[str, Any]:
    """The schema with `name` for each text in it: it is a list, a text, or either."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [_listed(part, name) for part in schema["anyOf"]]}
    if "items" in schema:
        return {**schema, "items": name}
    if schema.get("type") == "null":
        return schema
    return {**{k: v for k, v in schema.items() if k != "type"}, **name}


def _words(atlas: Atlas) -> dict[str, list[str]]:
    """The atlas's names by what they are for: sorted, so that the same atlas gives the same schema."""
    words = Vocabulary(atlas)
    kinds = (
        "selectors",
        "marks",
        "focus",
        "points",
        "territories",
        "pathway",
        "presets",
        "regions",
        "courses",
    )
    found = {kind: sorted(set(getattr(words, kind)())) for kind in kinds}
    return {**found, "sources": sorted(atlas.sources), "procedures": sorted(words.procedures())}
