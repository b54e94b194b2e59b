"""A small atlas with two lessons to show in a panel, and the one of boxes with its scene."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from anatomy_viewer.model.anatomy import (
    Atlas,
    Feature,
    MeshFacts,
    Names,
    Point,
    Side,
    Source,
    Structure,
    Study,
    Text,
)
from anatomy_viewer.model.lesson import Lesson, LessonText, Step, StepText
from anatomy_viewer.model.question import Question
from anatomy_viewer.model.quiz import Locate
from anatomy_viewer.model.state import AppState
from anatomy_viewer.scene.scene import Scene
from anatomy_viewer.session import Session, opening_view
from anatomy_viewer.specimen_files import SpecimenFiles

SOURCES = {
    "KIM18": Source("KIM18", "Kim HS et al. 2018", 2018),
    "JAN10": Source("JAN10", "Janis JE 2010", 2010),
}


def structure(
    base: str, system: str, layer: int, names: Names, side: Side, synonyms: tuple[str, ...] = ()
) -> Structure:
    ending = {"right": "_r", "left": "_l", "midline": ""}[side]
    return Structure(
        id=base + ending, base=base, side=side, system=system, layer=layer, parent="", names=names,
        short=Text(names.en, names.zh), about=Text(f"About {names.en}.", f"{names.zh}简介。"),
        gon=Text("The nerve hooks round it.", "神经绕过它。"), ids={"ta2": "2262"}, synonyms=synonyms,
        source=("KIM18",), confidence="V",
    )  # fmt: skip


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """A pair of muscles, a nerve, a bone with a feature, and a compression point that two studies disagree on."""
    muscle = Names("Obliquus capitis inferior", "Musculus obliquus capitis inferior", "头下斜肌")
    nerve = Names("Greater occipital nerve", "Nervus occipitalis major", "枕大神经")
    bone = Names("Occipital bone", "Os occipitale", "枕骨")
    found = (
        structure("obliquus", "muscles", 6, muscle, "right", ("OCI",)),
        structure("obliquus", "muscles", 6, muscle, "left", ("OCI",)),
        structure("nerve", "nerves", 5, nerve, "right", ("GON",)),
        structure("bone", "bones", 7, bone, "midline"),
    )
    eop = Names("External occipital protuberance", "Protuberantia occipitalis externa", "枕外隆凸")
    feature = Feature("eop", "bone", "eop", "midline", eop, Text(eop.en, eop.zh), Text("A bump.", "隆起。"))
    studies = (Study("KIM18", "V", 30.2, 8.9, 52.3, 11.7), Study("JAN10", "K", 20.1, None, 77.4, None))
    point = Point(
        id="cp1", kind="compression", names=Text("The hook", "绕行处"), about=Text("It turns back.", "折返处。"),
        position=(22.6, 2.0, -16.3), structure="obliquus_r", nerve="nerve_r", number=1, shift_mm=3.1,
        published=studies, explain=Text("They measured other levels.", "测量平面不同。"), source=("KIM18",),
        confidence="M",
    )  # fmt: skip
    facts = MeshFacts(((10, 0, -60), (40, 40, 0)), 100, 10, 1000.0, True, (20, 5, -30), {"eop": (0, 0, 0)})
    table = {item.id: item for item in found}
    return Atlas(table, {"eop": feature}, {}, {"cp1": point}, SOURCES, dict.fromkeys(table, facts))


def step(name: str, title: str, zh: str, *questions: Question) -> Step:
    return Step(name, {"en": StepText(title), "zh": StepText(zh)}, questions=questions)


@pytest.fixture(scope="session")
def lessons() -> dict[str, Lesson]:
    """A student's lesson of four steps, the third with a question, and a resident's of two."""
    ask = Locate("where", Text("Where?", "在哪里？"), ("obliquus_r",), frozenset({"obliquus_r"}))
    journey = (
        step("root", "Root", "根"), step("gap", "The gap", "间隙"), step("bend", "The first bend", "第一个弯", ask),
        step("end", "The last twigs", "末梢"),
    )  # fmt: skip
    pinch = (step("a", "Six places", "六处"), step("b", "Two studies", "两项研究"))
    titles = {
        "en": LessonText("Journey of the nerve", "From root to scalp."),
        "zh": LessonText("神经的行程", "概要。"),
    }
    others = {
        "en": LessonText("Six pinch points", "Where it is pressed."),
        "zh": LessonText("六个卡压点", "概要。"),
    }
    return {
        "l04_journey": Lesson("l04_journey", "L04", "student", 20, titles, journey),
        "l07_pinch": Lesson("l07_pinch", "L07", "resident", 15, others, pinch),
    }


@pytest.fixture
def session(atlas: Atlas, lessons: dict[str, Lesson]) -> Session:
    """Everything in the picture, no lesson being played."""
    return Session(atlas, lessons, AppState(opening_view(atlas), "atlas"))


@pytest.fixture(scope="session")
def small_scene(small_specimen: SpecimenFiles) -> Scene:
    """Draws the atlas of boxes that lies on the disk."""
    files = small_specimen
    return Scene(
        files.atlas, files.full, files.coarse, files.courses, cavities=files.cavities, strands=files.strands
    )


@pytest.fixture
def playing(small_specimen: SpecimenFiles, small_lessons: Mapping[str, Lesson]) -> Session:
    """The first step of its lesson."""
    session = Session(small_specimen.atlas, small_lessons, AppState())
    session.open_lesson("l01_small")
    return session
