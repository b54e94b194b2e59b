"""The image that a lesson asks for → `ImagingSpec`, with every name checked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from anatomy_viewer.content.imaging_planes import PLANES
from anatomy_viewer.content.lesson_forms import ImagingForm
from anatomy_viewer.content.yaml_lines import YamlMap, line_at
from anatomy_viewer.errors import ContentError
from anatomy_viewer.model.exact_images import ExactImages
from anatomy_viewer.model.image_plane import BENT
from anatomy_viewer.model.imaged import ImagingSpec, pathology_words
from anatomy_viewer.model.imaging import Panel


def check_imaging(form: ImagingForm, data: YamlMap, path: Path, problems: list[ContentError]) -> None:
    """Report unknown planes, windows and pathologies; `data`: the map that `form` stands in.

    Modalities and pathologies are imported only where a name has to be checked.
    """
    from anatomy_viewer.content.imaged import check_divider, known, modality_called, pathology_called

    def check(key: str, ask: object) -> None:
        try:
            ask()  # type: ignore[operator]
        except ContentError as error:
            problems.append(ContentError(path, line_at(data, (key,)), error.problem, error.hint))

    check("plane", lambda: known(dict.fromkeys([*PLANES, *BENT]), form.plane, "plane"))
    if form.window:
        check("window", lambda: known(modality_called(form.modality).windows, form.window, "window"))
    if form.pathology:
        check("pathology", lambda: pathology_called(form.pathology))
    if form.before or form.divider is not None:
        check("before" if form.before else "divider", lambda: check_divider(imaging_spec(form)))


def imaging_spec(form: ImagingForm) -> ImagingSpec:
    """The checked form as a value."""
    spec = ImagingSpec(
        form.modality,
        form.plane,
        form.side,
        form.window,
        labels=form.labels,
        divider=form.divider,
        before=form.before,
        exact=_exact(form),
    )
    if not form.pathology:
        return spec
    name, severity = pathology_words(form.pathology)
    return replace(spec, pathology=name, severity=severity, close=True)


def _exact(form: ImagingForm) -> ExactImages | None:
    """What numbers say; None where none is given."""
    own = {key: Panel(key, window) for key, window in form.windows.items()}
    panels = {key: own.get(key, Panel(key)) for key in form.beside} | own
    name = form.plane if "plane" in form.model_fields_set else ""
    found = ExactImages(
        form.lies.plane(name) if form.lies else None,
        form.offset,
        form.turn,
        form.tilt,
        form.cursor,
        tuple(panels.values()),
        bool(form.beside),
        form.overlay,
        form.neurological,
        tuple((key, tuple(told.items())) for key, told in form.settings.items() if told),
    )
    return found if found != ExactImages() else None
