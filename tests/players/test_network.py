"""A playlist that is named like a clip must not open the network."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backrehab.players.base import Player
from tests.players.frames import Watch


class Listener:
    """A server on this computer that hangs up on whoever comes, and counts them."""

    def __init__(self, server: socket.socket) -> None:
        self._server = server
        self.address = f"http://127.0.0.1:{server.getsockname()[1]}"
        self.visits = 0

    def listen(self) -> None:
        while True:
            try:
                visitor, _ = self._server.accept()
            except OSError:  # closed
                return
            self.visits += 1
            visitor.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        listener = Listener(server)
        thread = threading.Thread(target=listener.listen)
        thread.start()
        yield listener
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


@pytest.mark.parametrize(
    "playlist",
    [
        "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{address}/a.ts\n"
        "#EXT-X-ENDLIST\n",
        "#EXTM3U\n#EXTINF:5,clip\n{address}/a.webm\n",
        "[playlist]\nNumberOfEntries=1\nFile1={address}/a.webm\nVersion=2\n",
        '<?xml version="1.0"?><playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList>'
        "<track><location>{address}/a.webm</location></track></trackList></playlist>\n",
        "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{address}/a.m3u8\n",
    ],
    ids=["HLS", "M3U", "PLS", "XSPF", "HLS of HLS"],
)
def test_a_playlist_named_like_a_clip_fails_without_a_connection(
    player: Player,
    watch: Watch,
    qtbot: QtBot,
    listener: Listener,
    tmp_path: Path,
    playlist: str,
) -> None:
    clip = tmp_path / "clip.webm"
    clip.write_text(playlist.format(address=listener.address), encoding="utf-8")

    with qtbot.waitSignal(player.failed, timeout=8_000):
        player.open(clip)

    assert watch.heard == ["failed"]
    assert listener.visits == 0
