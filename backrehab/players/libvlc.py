"""Finds libVLC 3 and starts it, or says in plain words why it can't be had."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from backrehab.core.errors import PlayerUnavailable

NAME: Final = "libVLC"

ARGUMENTS: Final = (
    "--ignore-config",
    "--quiet",
    "--no-xlib",
    "--no-video-title-show",
    "--no-osd",
    "--no-spu",
    "--no-lua",
    "--no-stats",
    "--no-interact",
    "--no-metadata-network-access",
    "--no-auto-preparse",
    "--no-sub-autodetect-file",
    # A picture that is late is shown late. libVLC's clock takes the first ones for late, and the
    # one that is sought on a busy computer: dropped, they would cost a tenth of a second each.
    "--no-drop-late-frames",
    "--no-skip-frames",
    "--no-disable-screensaver",  # whether the screen stays awake is the program's business
    "--demux=mkv,mp4,none",  # a playlist that is named like a clip would open the network
)
"""libVLC starts only if it knows them all."""


@dataclass(frozen=True, slots=True)
class LibVlc:
    """python-vlc's module, the instance that was started with it, and libVLC's version."""

    module: Any
    instance: Any
    version: str


def import_vlc() -> Any:
    """The module of python-vlc; importing it already looks for the library."""
    import vlc

    return vlc


def start_libvlc(
    import_module: Callable[[], Any] = import_vlc, arguments: Sequence[str] = ARGUMENTS
) -> LibVlc:
    """An instance of libVLC 3. It is to be released once, and there should be only one.

    Raises:
        PlayerUnavailable: there is no libVLC, it isn't version 3, or it doesn't start.
    """
    folder = Path.cwd()
    try:
        module = import_module()
        # Without a library the import may succeed, and the first call is a NameError.
        version = module.libvlc_get_version().decode("ascii", "replace").split()[0]
        instance = module.Instance(list(arguments)) if version.startswith("3.") else None
    except ModuleNotFoundError as error:
        raise PlayerUnavailable(NAME, "the Python package python-vlc is not installed") from error
    except (Exception, SystemExit) as error:
        detail = f"{type(error).__name__}: {error}"
        raise PlayerUnavailable(NAME, f"the VLC library can't be loaded ({detail})") from error
    finally:
        os.chdir(folder)  # on Windows python-vlc may have left it
    if not version.startswith("3."):
        raise PlayerUnavailable(NAME, f"VLC {version} is here, but version 3 is needed")
    if instance is None:
        raise PlayerUnavailable(NAME, f"VLC {version} doesn't start; its plugins may be missing")
    return LibVlc(module, instance, version)
