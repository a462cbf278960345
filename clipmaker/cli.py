"""The clip maker's command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from clipmaker.errors import ClipError, Fault
from clipmaker.paths import FRAMES, SHEETS, TWINS, VIDEOS
from clipmaker.posefile import POSES, all_ids, read


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m clipmaker", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (
        ("render", "draw and encode clips (all of them, or the named ones)"),
        ("check", "lint pose files and print the numbers of the movement"),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("ids", nargs="*", metavar="ID")
    facts = commands.add_parser("facts", help="write the JSON beside the clips again")
    facts.add_argument("ids", nargs="*", metavar="ID")
    twins = commands.add_parser("twins", help="make the numbered twins of the clips")
    twins.add_argument("ids", nargs="*", metavar="ID")
    twins.add_argument("--check", action="store_true", help="only compare them with their clips")
    twins.add_argument("--twins", type=Path, default=TWINS)
    preview = commands.add_parser("preview", help="draw a quick contact sheet")
    preview.add_argument("id", metavar="ID")
    preview.add_argument("--to", type=Path, help="where to write it (default: ID.preview.png)")
    bake = commands.add_parser("bake", help="bake the figures again from the mesh's wheel")
    bake.add_argument("wheel", type=Path)
    for name in ("render", "check", "preview", "facts"):
        commands.choices[name].add_argument(
            "--poses", type=Path, default=POSES, help="folder of pose files"
        )
    for name in ("render", "facts", "twins"):
        commands.choices[name].add_argument("--videos", type=Path, default=VIDEOS)
    commands.choices["render"].add_argument("--sheets", type=Path, default=SHEETS)
    commands.choices["render"].add_argument("--frames", type=Path, default=FRAMES)
    return parser


def _render(options: argparse.Namespace, console: Console) -> None:
    from clipmaker.render import render
    from clipmaker.scene import Scene

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console) as progress:
        for clip_id in options.ids or all_ids(options.poses):
            scene = Scene(read(options.poses / f"{clip_id}.toml"))
            made = render(scene, options.videos, options.sheets, options.frames, progress)
            per = f", {made.draw_seconds / made.drawn:.2f} s each" if made.drawn else ""
            progress.console.print(
                f"{made.id}: {made.frames} frames, {made.pictures} pictures, "
                f"{made.drawn} drawn in {made.draw_seconds:.0f} s{per}; encoded in "
                f"{made.encode_seconds:.0f} s at crf {made.quality}, {made.size_bytes} bytes"
            )


def _facts(options: argparse.Namespace) -> None:
    from clipmaker.render import SIZE
    from clipmaker.scene import Scene
    from clipmaker.sidecar import write

    for clip_id in options.ids or all_ids(options.poses):
        clip = read(options.poses / f"{clip_id}.toml")
        write(Scene(clip), options.videos / f"{clip_id}.json", SIZE)


def _twins(options: argparse.Namespace, console: Console) -> None:
    from clipmaker.twins import compare, make

    options.twins.mkdir(parents=True, exist_ok=True)
    ids = options.ids or sorted(clip.stem for clip in options.videos.glob("*.webm"))
    faults = []
    for clip in (options.videos / f"{clip_id}.webm" for clip_id in ids):
        twin = options.twins / clip.name
        if not options.check:
            console.print(f"{clip.stem}: {make(clip, twin)} bytes")
        elif wrong := compare(clip, twin):
            faults += [Fault(twin, 0, words) for words in wrong]
        else:
            console.print(f"{clip.stem}: agrees with its clip")
    if faults:
        raise ClipError(*faults)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when all went well, 1 for faults, which are printed."""
    options = _parser().parse_args(arguments)
    console = Console()
    try:
        if options.command == "render":
            _render(options, console)
        elif options.command == "preview":
            from clipmaker.scene import Scene
            from clipmaker.sheet import preview

            to = options.to or Path(f"{options.id}.preview.png")
            preview(Scene(read(options.poses / f"{options.id}.toml")), to)
            console.print(f"written: {to}")
        elif options.command == "facts":
            _facts(options)
        elif options.command == "twins":
            _twins(options, console)
        elif options.command == "check":
            from clipmaker.check import check

            return check(options.ids or all_ids(options.poses), options.poses, console)
        else:
            from clipmaker.bake import bake
            from clipmaker.figure import FIGURES

            bake(options.wheel, FIGURES)
    except ClipError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
