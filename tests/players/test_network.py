"""A playlist that is named like a clip must not open the network."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backrehab.players.base import Player
from tests.players.frames import Watch


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


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
    listener: socket.socket,
    tmp_path: Path,
    playlist: str,
) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    clip = tmp_path / "clip.webm"
    clip.write_text(playlist.format(address=address), encoding="utf-8")

    with qtbot.waitSignal(player.failed, timeout=8_000):
        player.open(clip)

    assert watch.heard == ["failed"]
    with pytest.raises(BlockingIOError):
        listener.accept()
