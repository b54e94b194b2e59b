"""The project's own files: every package is pinned and none names an address; pages link to files that are there."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_everything_that_set_up_installs_is_pinned_and_nothing_else() -> None:
    pins = {canonicalize_name(line.split("==")[0]) for line in pinned_lines()}
    elsewhere = {"colorama", "pyobjc-core", "pyobjc-framework-cocoa"}  # Windows and macOS only
    assert pins - elsewhere == needed_packages()


def test_constraints_name_versions_and_no_address() -> None:
    assert [line for line in pinned_lines() if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)[^)]*\)", prose)
    assert [target for target in targets if not (page.parent / target).exists()] == []


def pinned_lines() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def needed_packages() -> set[str]:
    """The names of all packages that this platform's install of the program and its checks brings."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    found: dict[str, set[str]] = {}
    while waiting:
        requirement = Requirement(waiting.pop())
        name, extras = canonicalize_name(requirement.name), requirement.extras or {""}
        applies = requirement.marker is None or requirement.marker.evaluate()
        if applies and not extras <= found.setdefault(name, set()):
            found[name] |= extras
            waiting += wanted_by(name, extras)
    return set(found)


def wanted_by(name: str, extras: set[str]) -> list[str]:
    """The requirements of an installed package that hold with `extras`, without their markers."""
    wanted = []
    for text in requires(name) or []:
        requirement = Requirement(text)
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": e}) for e in extras):
            requirement.marker = None
            wanted.append(str(requirement))
    return wanted
