"""A specimen of balls, boxes and a tube, small enough to be drawn in milliseconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from anatomy_viewer.geometry.mesh import Mesh
from anatomy_viewer.geometry.tube import tube
from anatomy_viewer.model.anatomy import Atlas, Feature, MeshFacts, Names, Structure, Text
from anatomy_viewer.model.camera import Camera
from anatomy_viewer.model.view import ViewState
from anatomy_viewer.scene.look import NATURAL, rgb
from anatomy_viewer.scene.scene import Scene

SIZE = (240, 200)
NO_TEXT = Text("", "")
# Seen from behind: the skin covers all, the muscle hides the left half of the bone, the nerve crosses in front.
LAYERS = {"skin": 1, "muscle": 5, "bone": 7, "nerve": 8}
SYSTEMS = {"skin": "skin", "muscle": "muscles", "bone": "bones", "nerve": "nerves"}
EYE = Camera(position=(0.0, -300.0, 0.0), target=(0.0, 0.0, 0.0), view_angle=28.0)


def ball(radius: float, centre: tuple[float, float, float] = (0, 0, 0), steps: int = 24) -> Mesh:
    """A closed sphere of latitude and longitude."""
    theta, phi = np.linspace(0, np.pi, steps + 1)[1:-1], np.arange(2 * steps) * np.pi / steps
    ring = np.stack(np.meshgrid(theta, phi, indexing="ij"), axis=-1).reshape(-1, 2)
    t, p = ring.T
    unit = np.column_stack([np.sin(t) * np.cos(p), np.sin(t) * np.sin(p), np.cos(t)])
    unit = np.vstack([unit, [[0, 0, 1], [0, 0, -1]]])
    n = 2 * steps
    row, col = np.meshgrid(np.arange(steps - 2), np.arange(n), indexing="ij")
    a, b = row * n + col, row * n + (col + 1) % n
    sides = [np.stack([a, a + n, b + n], -1).reshape(-1, 3), np.stack([a, b + n, b], -1).reshape(-1, 3)]
    last, first = (steps - 2) * n, np.arange(n)
    top = np.column_stack([first * 0 + len(unit) - 2, first, (first + 1) % n])
    low = np.column_stack([first * 0 + len(unit) - 1, last + (first + 1) % n, last + first])
    return painted(unit * radius + np.asarray(centre), np.vstack([*sides, top, low]), unit)


def painted(vertices: np.ndarray, faces: np.ndarray, normals: np.ndarray, system: str = "bones") -> Mesh:
    """A mesh in the natural colour of a system."""
    return Mesh(
        np.asarray(vertices, np.float32),
        np.asarray(faces, np.int32),
        np.asarray(normals, np.float32),
        np.tile(np.array(rgb(NATURAL[system]), np.uint8), (len(vertices), 1)),
        np.zeros(len(faces), np.uint8),
    )


def box(low: tuple[float, float, float], high: tuple[float, float, float], system: str) -> Mesh:
    """A closed box with flat sides: four corners of its own for each side."""
    corners, faces, normals = [], [], []
    for axis in range(3):
        for sign in (-1.0, 1.0):
            u, v = (axis + 1) % 3, (axis + 2) % 3
            start = len(corners)
            for s, t in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                corner = np.zeros(3)
                corner[axis], corner[u], corner[v] = sign, s * sign, t
                corners.append(corner)
            normal = np.zeros(3)
            normal[axis] = sign
            normals += [normal] * 4
            faces += [[start, start + 1, start + 2], [start, start + 2, start + 3]]
    middle, half = np.add(low, high) / 2.0, np.subtract(high, low) / 2.0
    return painted(np.array(corners) * half + middle, np.array(faces), np.array(normals), system)


def rod(start: tuple[float, float, float], end: tuple[float, float, float], radius: float) -> Mesh:
    """A straight nerve."""
    line = np.linspace(start, end, 30)
    vertices, faces = tube(line, np.full(30, radius), 12)
    middle = line[np.argmin(np.linalg.norm(vertices[:, None] - line, axis=2), axis=1)]
    return painted(vertices, faces, (vertices - middle) / radius, "nerves")


@pytest.fixture(scope="session")
def meshes() -> dict[str, Mesh]:
    """Base specimen: a bone with a bump as a feature, a box of muscle, a nerve, and a skin round them all."""
    bone = ball(25.0)
    middles = bone.vertices[bone.faces].mean(axis=1)
    bump = ((middles[:, 1] < -15.0) & (np.abs(middles[:, 2]) < 12.0) & (middles[:, 0] > 0)).astype(np.uint8)
    skin = ball(60.0)
    colours = np.tile(np.array(rgb(NATURAL["skin"]), np.uint8), (len(skin.vertices), 1))
    return {
        "skin": replace(skin, colours=colours),
        "muscle": box((-30, -36, -20), (-2, -28, 20), "muscles"),
        "bone": replace(bone, features=bump, feature_names=("bump",)),
        "nerve": rod((-40, -45, 30), (40, -45, 30), 2.0),
    }


@pytest.fixture(scope="session")
def make_ball() -> Callable[..., Mesh]:
    return ball


@pytest.fixture(scope="session")
def atlas(meshes: dict[str, Mesh]) -> Atlas:
    structures = {
        name: Structure(
            name,
            name,
            "midline",
            SYSTEMS[name],
            LAYERS[name],
            "",
            Names(name, "", ""),
            NO_TEXT,
            NO_TEXT,
            NO_TEXT,
        )
        for name in meshes
    }
    bump = Feature("bump", "bone", "bump", "midline", Names("bump", "", ""), NO_TEXT, NO_TEXT)
    facts = {
        name: MeshFacts(
            (tuple(mesh.bounds[0]), tuple(mesh.bounds[1])),
            len(mesh.faces),
            len(mesh.faces),
            1.0,
            True,
            (0.0, 0.0, 0.0),
        )
        for name, mesh in meshes.items()
    }
    return Atlas(structures, {"bump": bump}, {}, {}, {}, facts)


@pytest.fixture(scope="session")
def make_scene(atlas: Atlas, meshes: dict[str, Mesh]) -> Callable[[], Scene]:
    line = np.linspace((-40.0, -45.0, 30.0), (40.0, -45.0, 30.0), 20)
    return lambda: Scene(atlas, meshes, meshes, {"nerve": (line,)})


@pytest.fixture(scope="session")
def scene(make_scene: Callable[[], Scene]) -> Scene:
    """One scene for all tests: what one of them leaves behind may not matter to the next."""
    return make_scene()


@pytest.fixture
def bare() -> ViewState:
    """Everything but the skin, from behind."""
    return ViewState(visible=frozenset(LAYERS) - {"skin"}, camera=EYE)
