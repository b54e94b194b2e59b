"""Learners and reports as they are used: switching, other names, undo, files, and several side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from anatomy_viewer.content.profile_files import Profiles, export_profile
from anatomy_viewer.content.progress_files import ProgressFile
from anatomy_viewer.model.anatomy import Atlas
from anatomy_viewer.model.assessment import Assessed
from anatomy_viewer.model.cards import Given
from anatomy_viewer.model.lesson import Lesson
from anatomy_viewer.model.progress import Progress
from anatomy_viewer.model.report import as_csv, report_of
from anatomy_viewer.model.spacing import answered
from anatomy_viewer.model.state import AppState
from anatomy_viewer.session import Session
from anatomy_viewer.ui.learners_page import LearnersPage
from anatomy_viewer.ui.look import Look
from anatomy_viewer.ui.report_sheet import COMPARE, LEARNERS, REPORT, ReportSheet
from anatomy_viewer.ui.settings import Settings

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LESSON = "l01_small"


def played(name: str, right: bool = True) -> Progress:
    progress = Progress(name).saw(LESSON, "behind", NOW)
    return answered(progress, Given(f"lesson:{LESSON}/which", NOW, right, 1, 20.0, 2 if right else 1))


class Desk:
    """A sheet over a window, with the files of a scratch folder; the record follows who is at the desk."""

    def __init__(
        self, qtbot: QtBot, look: Look, atlas: Atlas, lessons: Mapping[str, Lesson], folder: Path
    ) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1200, 800)
        self.session = Session(atlas, lessons, AppState())
        self.settings = Settings(QSettings(str(folder / "s.ini"), QSettings.Format.IniFormat))
        self.store = Profiles(folder)
        self.progress = played("Ann")
        self.store.create(self.progress)
        self.store.create(played("Ben", right=False))
        self.settings.prefer(profile="Ann")
        self.settings.changed.connect(self._change)
        self.page = LearnersPage(look, self.session, self.settings, self.store, lambda: self.progress)
        of = lambda one: report_of(one, lessons, atlas, NOW)  # noqa: E731
        self.sheet = ReportSheet(look, self.session, self.page, lambda: self.progress, of, self.window)
        self.page.changed.connect(self.sheet.refresh)
        self.window.show()

    def _change(self, old: object, new: object) -> None:
        """As the window does: keep what the one before did, and read the other's record."""
        ProgressFile(self.store.folder, self.progress.profile).save(self.progress)
        self.progress = ProgressFile(self.store.folder, self.settings.now.profile).load().progress

    def choose(self, name: str) -> None:
        rows = [row.text for row in self.page._list.rows()]
        self.page._list.set_current(rows.index(name))

    @property
    def names(self) -> list[str]:
        return [row.text for row in self.page._list.rows()]

    @property
    def told(self) -> str:
        return self.page._note.text()


@pytest.fixture
def desk(
    qtbot: QtBot, look: Look, small_atlas: Atlas, small_lessons: Mapping[str, Lesson], tmp_path: Path
) -> Desk:
    found = Desk(qtbot, look, small_atlas, small_lessons, tmp_path)
    found.sheet.open_at(LEARNERS)
    return found


def test_another_learner_comes_to_the_desk(desk: Desk) -> None:
    assert desk.names == ["Ann", "Ben"]
    desk.choose("Ben")
    desk.page.switch()
    assert desk.progress.profile == "Ben"
    assert desk.page._buttons["Switch to"].isEnabled() is False
    desk.page._field.setText("  Cleo ")
    desk.page.make()
    assert desk.progress == Progress("Cleo")
    assert desk.names == ["Ann", "Ben", "Cleo"]
    desk.page._field.setText("ann")
    desk.page.make()
    assert "already" in desk.told


def test_a_new_name_keeps_everything_and_leaves_no_double(desk: Desk) -> None:
    before = desk.progress
    desk.choose("Ann")
    desk.page._field.setText("Anna")
    desk.page.rename()
    assert desk.names == ["Anna", "Ben"]
    assert desk.progress.profile == "Anna"
    assert desk.progress.cards == before.cards
    assert desk.progress.lessons == before.lessons
    assert ProgressFile(desk.store.folder, "Anna").load().progress.given == before.given


def test_who_was_deleted_comes_back_by_undo(desk: Desk) -> None:
    desk.choose("Ann")
    desk.page.delete()
    assert desk.names == ["Ben"]
    assert desk.progress.profile == "Ben"
    assert "Ann was deleted." in desk.told
    assert desk.page._undo.isVisible()
    desk.page._undo.click()
    assert desk.names == ["Ann", "Ben"]
    assert ProgressFile(desk.store.folder, "Ann").load().progress.cards == played("Ann").cards


def test_a_record_goes_out_and_comes_in(desk: Desk, tmp_path: Path) -> None:
    desk.choose("Ben")
    desk.page.send(tmp_path / "out" / "ben")
    desk.page.take_in(tmp_path / "out" / "ben.anatomy-profile")
    assert desk.names == ["Ann", "Ben", "Ben (2)"]
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    desk.page.take_in(tmp_path / "bad.json")
    assert "bad.json: this is not a profile." in desk.told


def test_profiles_stand_side_by_side_and_what_is_none_is_named(desk: Desk, tmp_path: Path) -> None:
    files = [export_profile(played(name), tmp_path / name) for name in ("Dora", "Emil")]
    (tmp_path / "broken.json").write_text("[[[", encoding="utf-8")
    desk.sheet.compare_files([*files, tmp_path / "broken.json", files[0]])
    assert [report.learner for report in desk.sheet.canvas.reports] == ["Dora", "Emil", "Dora (2)"]
    assert "broken.json: this profile is damaged." in desk.sheet._note.text()
    assert desk.store.names() == ("Ann", "Ben")
    desk.sheet.grab()
    desk.sheet._clear.click()
    assert not desk.sheet.canvas.reports
    desk.sheet._add_here.click()
    assert [report.learner for report in desk.sheet.canvas.reports] == ["Ann", "Ben"]


@pytest.mark.parametrize("page", [REPORT, COMPARE])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_report_is_saved_as_pdf_png_and_csv(desk: Desk, tmp_path: Path, page: int, language: str) -> None:
    desk.session.language = language
    desk.sheet._compare_all()
    desk.sheet.show_page(page)
    for kind in ("pdf", "png", "csv"):
        desk.sheet.save(tmp_path / f"report.{kind}")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    image = QImage(str(tmp_path / "report.png"))
    assert image.width() > 2000
    assert (
        len({image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)}) > 5
    )
    assert "Ann" in (tmp_path / "report.csv").read_text(encoding="utf-8")
    desk.sheet.save(tmp_path / "no" / "such" / "report.png")
    assert "report.png" not in desk.sheet._note.text()


def test_the_figures_of_a_report(small_atlas: Atlas, small_lessons: Mapping[str, Lesson]) -> None:
    progress = answered(played("=Ann"), Given("click:skull", NOW, False, 0, 40.0, 1))
    progress = progress.assess(Assessed(NOW, 10, 7, 7.5))
    report = report_of(progress, small_lessons, small_atlas, NOW)
    assert (report.answers, report.right, report.hints, report.minutes) == (2, 1, 1, 1)
    assert (report.days[-1].right, report.days[-1].wrong, report.days[-1].hints) == (1, 1, 1)
    assert report.ahead[0] == 2
    assert [one.right for one in report.assessments] == [7]
    assert 0.0 < report.known < 1.0
    table = as_csv([report], "en")
    assert "'=Ann,total,answers,2," in table
    assert "=Ann" not in [line.partition(",")[0] for line in table.splitlines()]


def test_an_empty_record_has_an_empty_report(
    look: Look, small_atlas: Atlas, small_lessons: Mapping[str, Lesson], tmp_path: Path
) -> None:
    from anatomy_viewer.ui.report_files import save_report

    report = report_of(Progress("New"), small_lessons, small_atlas, NOW)
    assert save_report([report], tmp_path / "new", "en", together=False).suffix == ".pdf"
    assert (report.answers, report.known, report.done) == (0, 0.0, 0)
