"""Checking values against pydantic forms, with errors an author understands: file, line, what, nearest spelling."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationError,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError, core_schema

from anatomy_viewer.content.yaml_lines import YamlMap, line_at
from anatomy_viewer.errors import ContentError

F = TypeVar("F", bound=BaseModel)
NAMES = "names"  # key of a JSON Schema, until the atlas's names take its place


class Form(BaseModel):
    """A block of keys; keys it does not name are errors."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, coerce_numbers_to_str=True, allow_inf_nan=False, populate_by_name=False
    )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence with the nearest valid spelling, or with all of them when they are few; '' otherwise."""
    words = list(known)
    near = get_close_matches(word, words, n=1, cutoff=0.6) or get_close_matches(
        word.lower(), words, n=1, cutoff=0.5
    )
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Use one of: {', '.join(words)}." if 0 < len(words) <= 10 else ""


class one_of:  # noqa: N801
    """Annotates a text that has to be one of `words`; with `optional` it may be empty."""

    def __init__(self, words: Iterable[str], optional: bool = False) -> None:
        self._words, self._optional = tuple(words), optional

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(core), "enum": [*self._words, *([""] if self._optional else [])]}

    def _check(self, value: str) -> str:
        if value not in self._words and (value or not self._optional):
            raise unknown_word(value, self._words)
        return value


def named(kind: str) -> Any:
    """Annotates a name, or names, that the atlas has to know; `kind`: what they are called in `lesson_names`."""
    return Field(json_schema_extra={NAMES: kind})


class also:  # noqa: N801
    """A validator that comes before the others and takes further forms of a value, with the JSON Schema of those."""

    def __init__(
        self, take: Callable[[Any], Any], schema: Callable[[JsonSchemaValue], JsonSchemaValue]
    ) -> None:
        self._take, self._schema = take, schema

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._take, handler(source))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return self._schema(handler(core))


def unknown_word(word: str, known: Iterable[str]) -> PydanticCustomError:
    """The error for a word that is not one of `known`."""
    return PydanticCustomError(
        "unknown_word",
        "'{word}' is not known here.",
        {"word": word, "hint": did_you_mean(word, known)},
    )


def wrong(problem: str, hint: str = "") -> PydanticCustomError:
    """The error that a form's own rule raises."""
    return PydanticCustomError("rule", "{problem}", {"problem": problem, "hint": hint})


def _as_list(value: Any) -> Any:
    return [] if value is None else value if isinstance(value, list) else [value]


def _or_one(schema: JsonSchemaValue) -> JsonSchemaValue:
    """The JSON Schema of a list, of one of its parts alone, or of nothing."""
    if "$ref" in schema or "items" not in schema:
        return schema
    return {"anyOf": [schema, schema["items"], {"type": "null"}]}


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Line = Annotated[Words, StringConstraints(max_length=300)]  # what has to stand in a line or two
Sentences = Annotated[Words, StringConstraints(max_length=3000)]
ListOf = also(_as_list, _or_one)  # one value may stand for a list of one


def fill(form: type[F], data: YamlMap, path: Path, problems: list[ContentError]) -> F | None:
    """`data` as a `form`; what is wrong is added to `problems`, and None returned."""
    try:
        return form.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems.extend(_problem(form, data, path, detail) for detail in details)
        return None


def _problem(form: type[BaseModel], data: YamlMap, path: Path, detail: ErrorDetails) -> ContentError:
    place = tuple(part for part in detail["loc"])
    problem, hint = _sentence(form, place, detail)
    return ContentError(path, line_at(data, place), problem, hint)


def _sentence(form: type[BaseModel], place: tuple[str | int, ...], detail: ErrorDetails) -> tuple[str, str]:
    kind, context = detail["type"], detail.get("ctx", {})
    name = _called(place)
    if kind == "extra_forbidden" and " " in str(place[-1]):  # no key has a space
        return f"the key {name} is not known here.", "Put a text with a comma in quotes."
    if kind == "extra_forbidden":
        return f"the key {name} is not known here.", did_you_mean(str(place[-1]), _keys_at(form, place[:-1]))
    if kind == "missing":
        return f"the key {name} is missing.", "Add it."
    if kind in ("unknown_word", "rule"):
        return f"{name}: {detail['msg']}", str(context.get("hint", ""))
    expected, hint = _EXPECTED.get(kind, (f"is not right ({detail['msg']})", ""))
    return f"{name} {expected.format(**context)}.", hint


# pydantic's kind of error → how the sentence "'key' …" goes on, and what to do.
_TEXT_IN_QUOTES = "Put the text in quotes."
_EXPECTED = {
    "string_type": ("should be a text", _TEXT_IN_QUOTES),
    "string_too_short": ("is empty", "Write something there."),
    "string_too_long": ("is too long", "Use at most {max_length} letters."),
    "string_pattern_mismatch": (
        "is not an id",
        "Ids are small letters, digits and underscores, and begin with a letter.",
    ),
    "int_type": ("should be a whole number", ""),
    "int_parsing": ("should be a whole number", ""),
    "int_from_float": ("should be a whole number", ""),
    "float_type": ("should be a number", ""),
    "float_parsing": ("should be a number", ""),
    "finite_number": ("should be a finite number", ""),
    "bool_type": ("should be true or false", ""),
    "bool_parsing": ("should be true or false", ""),
    "list_type": ("should be a list", "Write [a, b]."),
    "tuple_type": ("should be a list", "Write [a, b]."),
    "dict_type": ("should be a block of 'key: value'", ""),
    "model_type": ("should be a block of 'key: value'", ""),
    "greater_than_equal": ("should be at least {ge}", ""),
    "less_than_equal": ("should be at most {le}", ""),
    "greater_than": ("should be more than {gt}", ""),
    "less_than": ("should be less than {lt}", ""),
    "too_short": ("has too few parts (at least {min_length})", ""),
    "too_long": ("has too many parts (at most {max_length})", ""),
}


def _called(place: tuple[str | int, ...]) -> str:
    """How a sentence names a part: its last key, with the number of the part of a list."""
    keys = [i for i, part in enumerate(place) if isinstance(part, str)]
    if not keys:
        return "the block"
    number = place[keys[-1] + 1 :]
    return f"'{place[keys[-1]]}'" + (f" (number {int(number[0]) + 1})" if number else "")


def _keys_at(form: type[BaseModel], place: tuple[str | int, ...]) -> list[str]:
    """The keys that the form allows where `place` leads."""
    here: Any = form
    for part in place:
        if isinstance(part, str) and isinstance(here, type) and issubclass(here, BaseModel):
            field = next((f for name, f in here.model_fields.items() if part in (name, f.alias)), None)
            here = (
                _form_in(field.annotation) if field else here
            )  # a key of a table of forms stays in its form
    if not (isinstance(here, type) and issubclass(here, BaseModel)):
        return []
    return [field.alias or name for name, field in here.model_fields.items()]


def _form_in(annotation: Any) -> type[BaseModel] | None:
    """The form inside a type such as `list[Form] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, UnionType, list, tuple, dict, Annotated):
        return next((found for part in get_args(annotation) if (found := _form_in(part))), None)
    return None
