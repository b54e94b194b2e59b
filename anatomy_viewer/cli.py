"""The command line. Its shape is a promise: commands and options are added, never changed.

Past 400 lines, since it is one table: the options of each command in the order of its help.
"""

from __future__ import annotations

import argparse
import os
import sys
from difflib import get_close_matches
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from anatomy_viewer import __version__
from anatomy_viewer.errors import ContentError

INTERRUPTED = 130  # what a shell makes of Ctrl+C
COMMANDS = (
    "open",
    "render",
    "check",
    "atlas",
    "points",
    "course",
    "needle",
    "image",
    "export",
    "pack",
    "add",
    "own",
    "remove",
    "new",
    "schema",
    "bench",
    "sculpt",
)
UNITS = ("mm", "cm", "m", "in")
FORMS = ("png", "pdf", "pptx", "apkg", "glb", "nii", "loop")
LOOPS = ("turntable", "walk", "peel", "pathway", "needle")


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, with the nearest valid word."""

    def error(self, message: str) -> NoReturn:
        """Exit 2 with one sentence."""
        self.exit(
            2, f"anatomy-viewer: {message[:1].lower() + message[1:].rstrip('.')}. See '{self.prog} --help'.\n"
        )


def _size(text: str) -> tuple[int, int]:
    """'1600x1200' → (1600, 1200)."""
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"'{text}' is not a size such as 1600x1200")
    size = int(width), int(height)
    if not all(64 <= n <= 8192 for n in size):
        raise argparse.ArgumentTypeError(f"{text} is out of range: 64 to 8192 pixels a side")
    return size


def _count(text: str) -> int:
    """A whole number from 0."""
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number")
    return int(text)


def build_parser() -> Parser:
    """The parser with every command."""
    parser = Parser(
        "anatomy-viewer", description="The occipital region and the greater occipital nerve in 3D."
    )
    parser.add_argument("--version", action="version", version=f"Anatomy Viewer {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    _add_open(commands.add_parser("open", help="open the window (the default)"))
    _add_render(commands.add_parser("render", help="draw lesson steps or a free picture as PNG"))
    _add_image(commands.add_parser("image", help="a simulated CT, MR or ultrasound image"))
    _add_export(commands.add_parser("export", help="a lesson as pictures, handout, slides, cards or loop"))
    _add_pack(commands.add_parser("pack", help="lessons of your own as one file to give away"))
    _add_add(commands.add_parser("add", help="meshes of your own beside the atlas"))
    commands.add_parser("own", help="list the meshes of your own")
    remove = commands.add_parser("remove", help="remove meshes of your own")
    remove.add_argument("names", nargs="+", metavar="NAME", help="their ids or names, as 'own' lists them")
    _add_new(commands.add_parser("new", help="write a new lesson that plays, to be changed into your own"))
    _add_schema(commands.add_parser("schema", help="what a lesson may hold, as JSON Schema for editors"))
    check = commands.add_parser("check", help="check the atlas and lessons")
    check.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="lesson files or folders")
    check.add_argument(
        "--patients",
        type=_count,
        default=0,
        metavar="N",
        help="draw so many patients and check their nerves too",
    )
    for name, text in (
        ("atlas", "list the structures"),
        ("points", "list the points"),
        ("bench", "measure speed"),
    ):
        commands.add_parser(name, help=text)
    course = commands.add_parser("course", help="what a nerve or vessel meets, millimetre by millimetre")
    course.add_argument(
        "course", metavar="NERVE", help="a structure with a course, such as greater_occipital_nerve_r"
    )
    course.add_argument(
        "--variant", metavar="V", default="", help="a variant such as pierces_obliquus, or several as 'a+b'"
    )
    _add_needle(commands.add_parser("needle", help="what a needle passes, comes near and crosses"))
    for name in ("check", "atlas", "points", "course", "needle", "bench", "add", "own"):
        commands.choices[name].add_argument("--json", action="store_true", help="as JSON")
    sculpt = commands.add_parser("sculpt", help="rebuild the meshes from the figures")
    sculpt.add_argument("ids", nargs="*", metavar="ID", help="structures to rebuild; all when none is named")
    sculpt.add_argument(
        "--compare",
        type=Path,
        metavar="FOLDER",
        help="measure against reference meshes instead of rebuilding",
    )
    sculpt.add_argument("--json", action="store_true", help="as JSON (with --compare)")
    sculpt.add_argument(
        "--volume", action="store_true", help="rebuild the tissue volume and the distance fields only"
    )
    sculpt.add_argument(
        "--recipes",
        action="store_true",
        help="list what makes each structure, as Markdown, instead of rebuilding",
    )
    return parser


def _place(text: str) -> tuple[float, float, float]:
    """'28,10.6,-48' → (28.0, 10.6, -48.0)."""
    try:
        x, y, z = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a place such as 28,10.6,-48") from None
    return x, y, z


def _add_needle(parser: argparse.ArgumentParser) -> None:
    for name, what in (("--entry", "where it enters the skin"), ("--target", "where its tip ends")):
        parser.add_argument(
            name, type=_place, required=True, metavar="X,Y,Z", help=f"{what}, mm from the protuberance"
        )
    parser.add_argument(
        "--variant", metavar="V", default="", help="a variant of the side of the target, or several as 'a+b'"
    )
    parser.add_argument("--volume", type=float, metavar="ML", help="millilitres injected at its tip")


def _places_joined(words: list[str]) -> list[str]:
    """'--entry -28,10,-48' as one word, because a place that begins with a minus sign looks like an option."""
    joined: list[str] = []
    for word in words:
        if (
            joined
            and joined[-1] in ("--entry", "--target", "--needle", "--plane")
            and word[:1] == "-"
            and word[1:2] in "0123456789."
        ):
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def _add_open(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "lesson",
        nargs="?",
        metavar="LESSON",
        help="a lesson's name, such as l04_journey, a lesson's file, or a lesson pack",
    )
    parser.add_argument("--step", metavar="ID|N", help="the step to begin with")
    parser.add_argument(
        "--scan", type=Path, metavar="PATH", help="a NIfTI or DICOM file or a DICOM folder to open"
    )
    _add_looks(parser, language=None, theme=None)


def _add_render(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lesson", nargs="?", metavar="LESSON", help="a lesson's name or file")
    parser.add_argument("--step", default="1", metavar="ID|N|all", help="which step (default: 1)")
    parser.add_argument(
        "--show", nargs="+", metavar="SELECTOR", help="a free picture of these instead of a lesson"
    )
    parser.add_argument("--highlight", nargs="+", default=[], metavar="SELECTOR")
    parser.add_argument("--label", nargs="+", default=[], metavar="ID")
    parser.add_argument(
        "--camera", default="posterior", metavar="NAME", help="such as 'posterolateral right, close'"
    )
    parser.add_argument("--peel", type=int, default=0, metavar="N", help="layers taken off, 0 to 7")
    parser.add_argument("--size", type=_size, default=(1600, 1200), metavar="WxH")
    parser.add_argument("--transparent", action="store_true", help="no ground behind the anatomy")
    parser.add_argument("--no-labels", action="store_true")
    parser.add_argument(
        "--imaging",
        choices=("beside", "alone", "none"),
        default="beside",
        help="where a step's simulated image is drawn (default: beside the picture)",
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="PATH", help="PNG file; a folder for all"
    )
    _add_looks(parser, language="en", theme="dark")


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lesson", metavar="LESSON", help="a lesson's name or file; 'atlas' for glb and nii")
    parser.add_argument(
        "--as", dest="form", required=True, choices=FORMS, help="what to make of it (loop: a moving picture)"
    )
    parser.add_argument("--step", default="all", metavar="ID|N|all", help="which step, for png, glb and loop")
    parser.add_argument("--size", type=_size, default=(1600, 1000), metavar="WxH", help="of each picture")
    parser.add_argument("--transparent", action="store_true", help="no ground behind the anatomy (png)")
    parser.add_argument("--no-labels", action="store_true")
    parser.add_argument(
        "--no-answers", dest="answers", action="store_false", help="a handout to be filled in (pdf)"
    )
    parser.add_argument(
        "--loop", choices=LOOPS, default=LOOPS[0], help="what moves in a loop (default: turntable)"
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="PATH", help="a file, or a folder"
    )
    _add_looks(parser, language="en", theme=None)


def _add_pack(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lessons", nargs="+", type=Path, metavar="LESSON", help="lesson files (.md)")
    parser.add_argument(
        "--licence",
        default="",
        metavar="WORDS",
        help="what may be done with them (default: the file LICENSE)",
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="PATH", help="such as mine.avpack"
    )


def _add_add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="STL, OBJ, PLY or GLB")
    parser.add_argument(
        "--units", choices=UNITS, help="of its numbers (default: guessed by its size, and said)"
    )
    parser.add_argument(
        "--axes",
        metavar="RAS|LPS|…",
        help="where its three axes lead (default: as it says; GLB: LSA; else RAS)",
    )
    parser.add_argument(
        "--match",
        default="",
        metavar="FILE|POINTS",
        help="three or more matching points: a CSV, what is kept beside a registered scan, or "
        "'lm_basion=0,-25,-62; 10,-40,3=8,2,-60'",
    )
    parser.add_argument(
        "--fit", choices=("rigid", "similarity"), default="rigid", help="similarity: with one common scale"
    )
    parser.add_argument(
        "--name", default="", metavar="WORDS", help="(default: names of the parts or the file)"
    )
    parser.add_argument("--name-zh", default="", metavar="WORDS", help="in Chinese (default: the same)")
    parser.add_argument("--source", default="", metavar="WORDS", help="who made it, where it is from")
    parser.add_argument("--licence", default="", metavar="WORDS", help="such as 'CC BY 4.0' or 'own work'")
    parser.add_argument("--side", choices=("right", "left", "midline"), default="midline")
    parser.add_argument("--colour", default="", metavar="#RRGGBB", help="(default: the file's, else green)")


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE.md", help="where to write it; no file is overwritten"
    )
    parser.add_argument("--title", default="", metavar="WORDS", help="its title")
    parser.add_argument(
        "--lang",
        choices=("en", "zh", "both"),
        default="en",
        help="English, Chinese, or English with a Chinese translation beside it",
    )


def _add_schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "part",
        nargs="?",
        default="",
        metavar="PART",
        help="front, scene, quiz, measure or decision; default: all",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FOLDER", help="write a file a part into this folder"
    )


def _pixels(text: str) -> int:
    """A number of pixels a side that can be drawn."""
    if not text.isdigit() or not 64 <= int(text) <= 2048:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of pixels from 64 to 2048")
    return int(text)


def _share(text: str) -> float:
    """A share from 0 to 1."""
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0.0 <= share <= 1.0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 0 to 1")
    return share


def _add_image(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--modality", metavar="NAME", help="such as ct, t1, stir, neurography, us")
    parser.add_argument(
        "--plane",
        default="axial",
        metavar="NAME|PLACE;NORMAL",
        help="a plane's name, or 'x,y,z;nx,ny,nz' in mm",
    )
    parser.add_argument("--size", type=_pixels, default=512, metavar="N", help="pixels of the longer side")
    parser.add_argument("--window", metavar="NAME", help="a preset such as bone or angio")
    parser.add_argument("--side", choices=("right", "left"), default="right")
    parser.add_argument("--pathology", metavar="NAME[=0.7]", help="something wrong, and how severe (0 to 1)")
    parser.add_argument(
        "--variant", metavar="V", default="", help="a variant of that side, or several as 'a+b'"
    )
    parser.add_argument(
        "--before",
        metavar="NAME",
        default="",
        help="what stands left of a divider: a modality, or normal beside --pathology",
    )
    parser.add_argument("--close", action="store_true", help="enlarged on what is wrong")
    parser.add_argument("--divider", type=_share, metavar="0.5", help="where it stands, 0 to 1 of the width")
    parser.add_argument("--needle", metavar="ENTRY;TIP", help="a needle, 'x,y,z;x,y,z' in mm")
    parser.add_argument("--labels", choices=("en", "zh"), help="name what is seen")
    parser.add_argument("--volume", metavar="MODALITY", help="a whole volume instead of one image")
    parser.add_argument("--spacing", type=float, default=1.0, metavar="MM", help="of the volume (default: 1)")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--dicom", action="store_true", help="a DICOM file, whatever the name ends in")
    kind.add_argument("--nifti", action="store_true", help="a NIfTI file, whatever the name ends in")
    parser.add_argument("--language", choices=("en", "zh"), default="en")
    parser.add_argument("--json", action="store_true", help="say what it shows, as JSON")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="PATH")


def _add_looks(parser: argparse.ArgumentParser, language: str | None, theme: str | None) -> None:
    parser.add_argument("--language", choices=("en", "zh"), default=language)
    parser.add_argument("--theme", choices=("dark", "light"), default=theme)


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 problems found, 2 wrong arguments, 130 interrupted."""
    words = sys.argv[1:] if argv is None else argv
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        words = ["open", *words]
    _write_any_letter()
    _refuse_unknown_command(words[0])
    arguments = build_parser().parse_args(_places_joined(words))
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except ContentError as error:
        print(f"anatomy-viewer: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever reads has had enough, as with '| head'
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"anatomy-viewer: {error.filename or 'the command'}: {error.strerror}.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _write_any_letter() -> None:
    """UTF-8 for files and programs; on a screen with fewer letters the others become question marks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _refuse_unknown_command(word: str) -> None:
    if word.startswith("-") or word in COMMANDS:
        return
    near = get_close_matches(word, COMMANDS, n=1)
    meant = f" Did you mean '{near[0]}'?" if near else f" Commands: {', '.join(COMMANDS)}."
    sys.stderr.write(f"anatomy-viewer: there is no command '{word}'.{meant}\n")
    raise SystemExit(2)


def _run(arguments: argparse.Namespace) -> int:
    from anatomy_viewer import command_line as commands

    if arguments.command == "open":
        return commands.run_open(
            arguments.lesson, arguments.step, arguments.language, arguments.theme, arguments.scan
        )
    return int(getattr(commands, f"run_{arguments.command}")(arguments))
