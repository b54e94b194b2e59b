"""The folder application: what stands in for numba, its fonts, its menu entry. .ci/package/prove.py proves the rest."""

import json
import struct
import sys
from configparser import ConfigParser
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import numpy as np
import pytest

HERE = Path(__file__).resolve().parents[1] / ".ci" / "package"


def _module(path: Path, name: str) -> ModuleType:
    spec = spec_from_file_location(name, path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _doubled(values, out):
    for index in range(len(values)):
        out[index] = 2.0 * values[index]


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """The stand-in beside a module of loops compiled ahead, of which one exists: for float32 only."""
    (tmp_path / "numba.py").write_text((HERE / "stand_in" / "numba" / "__init__.py").read_text())
    loops = {
        f"{__name__}._doubled": [{"name": "loop_0", "types": [["float32", 1, "C"], ["float32", 1, "C"]]}]
    }
    (tmp_path / "_anatomy_kernels_table.json").write_text(json.dumps(loops))
    kernels = ModuleType("_anatomy_kernels")
    kernels.loop_0 = lambda values, out: np.multiply(values, 2.0, out=out) is None or calls.append("compiled")
    monkeypatch.setitem(sys.modules, "_anatomy_kernels", kernels)
    calls = []
    return _module(tmp_path / "numba.py", "stand_in_numba"), calls


def test_a_loop_with_foreseen_types_runs_as_it_was_compiled(stand_in):
    numba, calls = stand_in
    out = np.zeros(3, np.float32)
    numba.njit(cache=True)(_doubled)(np.arange(3, dtype=np.float32), out)
    assert calls == ["compiled"]
    assert out.tolist() == [0.0, 2.0, 4.0]


def test_a_loop_with_other_types_runs_as_plain_python(stand_in):
    numba, calls = stand_in
    out = np.zeros(3)
    numba.njit(_doubled)(np.arange(3.0), out)
    assert calls == []
    assert out.tolist() == [0.0, 2.0, 4.0]


def test_the_fonts_keep_every_character_that_the_project_writes():
    letters = _module(HERE / "make_fonts.py", "make_fonts").letters()
    assert {ord(letter) for letter in "枕大神经椎动脉，。；：（）—A→µ"} <= letters


def test_the_menu_entry_opens_lesson_packs():
    entry = ConfigParser(interpolation=None, strict=True)
    entry.optionxform = str
    entry.read(HERE / "desktop" / "anatomy-viewer.desktop", encoding="utf-8")
    row = entry["Desktop Entry"]
    kind = ElementTree.parse(HERE / "desktop" / "anatomy-viewer.xml").getroot()[0]
    assert row["Exec"].endswith("open %f")
    assert row["MimeType"].rstrip(";") == kind.get("type")
    assert kind.find("{*}glob").get("pattern") == "*.avpack"


def test_data_of_other_languages_goes_and_the_rest_stays_whole():
    """A package of four items: header, table, names, data, as ICU writes it."""
    trim_icu = _module(HERE / "trim_icu.py", "trim_icu")
    items = {
        "x/brkitr/word.brk": b"words" * 5,
        "x/de.res": b"german",
        "x/ibm.cnv": b"old",
        "x/zh_Hans.res": b"zh",
    }
    header = struct.pack("<HBB", 16, 0xDA, 0x27) + bytes(12)
    package = header + trim_icu._packed([(name.encode(), data) for name, data in items.items()])
    found = trim_icu.trimmed(package)
    assert found.startswith(header)
    toc = found[len(header) :]
    (count,) = struct.unpack_from("<I", toc)
    entries = [struct.unpack_from("<II", toc, 4 + 8 * number) for number in range(count)]
    names = [toc[name : toc.index(b"\0", name)].decode() for name, _ in entries]
    assert names == ["x/brkitr/word.brk", "x/zh_Hans.res"]
    assert [toc[at : at + len(items[name])] for name, (_, at) in zip(names, entries, strict=True)] == [
        items[name] for name in names
    ]
    assert all(at % 16 == 0 for _, at in entries)
    kept = ("coll/root.res", "curr/en_GB.res", "uprops.icu", "nfkc.nrm", "zone/pool.res")
    assert all(map(trim_icu.kept, kept))
    assert not any(map(trim_icu.kept, ("coll/ja.res", "brkitr/thaidict.dict", "zone/ena.res")))
