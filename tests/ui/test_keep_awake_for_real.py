"""A desktop of our own, with a bus and a screen saver on it, is really asked to stay awake."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from backrehab.ui.keep_awake import KeepAwake

DBUS_DAEMON = shutil.which("dbus-daemon")

pytestmark = [
    pytest.mark.skipif(
        not sys.platform.startswith("linux") or DBUS_DAEMON is None, reason="needs a dbus-daemon"
    ),
    # wakepy leaves the connection of a call that was refused to Python, which closes it later.
    pytest.mark.filterwarnings("ignore:.*unclosed <socket:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:.*socket:pytest.PytestUnraisableExceptionWarning"),
]

BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
COOKIE = 4_711


@pytest.fixture
def bus(
    desktop_left_alone: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A bus that nobody else is on, the session's for as long as the test lasts."""
    assert DBUS_DAEMON is not None
    config = tmp_path / "bus.conf"
    config.write_text(BUS.format(socket=tmp_path / "bus"), encoding="utf-8")
    command = [DBUS_DAEMON, f"--config-file={config}", "--nofork", "--print-address=1"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address
        gc.collect()
        daemon.terminate()


class ScreenSaver:
    """The screen saver of a desktop, as far as others may stop it."""

    def __init__(self, address: str, *, refuses: str = "") -> None:
        """`refuses` is the call it answers with an error."""
        from jeepney import DBusAddress, message_bus
        from jeepney.io.blocking import Proxy, open_dbus_connection

        self.asked: Queue[tuple[str, tuple[object, ...]]] = Queue()
        self._refuses = refuses
        self._connection = open_dbus_connection(bus=address)
        Proxy(message_bus, self._connection).RequestName("org.freedesktop.ScreenSaver")
        self._stop = DBusAddress("/stop", self._connection.unique_name, "test.Stop")
        self._address = address
        self._thread = Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        from jeepney import new_method_call
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(bus=self._address) as other:
            other.send(new_method_call(self._stop, "Stop"))
            self._thread.join()
        self._connection.close()

    def _serve(self) -> None:
        from jeepney import HeaderFields, MessageType, new_error, new_method_return

        while True:
            call = self._connection.receive()
            member = call.header.fields.get(HeaderFields.member)
            if call.header.message_type is not MessageType.method_call:
                continue
            if member == "Stop":
                return
            self.asked.put((str(member), call.body))
            if member == self._refuses:
                answer = new_error(call, "org.freedesktop.DBus.Error.Failed", "s", ("no",))
            elif member == "Inhibit":
                answer = new_method_return(call, "u", (COOKIE,))
            else:
                answer = new_method_return(call)
            self._connection.send(answer)


def test_the_screen_saver_is_stopped_and_let_go_of(bus: str) -> None:
    pytest.importorskip("jeepney")
    screen_saver = ScreenSaver(bus)
    awake = KeepAwake()

    awake.begin()
    asked, words = screen_saver.asked.get(timeout=10)
    assert asked == "Inhibit"
    assert len(words) == 2
    assert screen_saver.asked.empty()

    awake.end()
    assert screen_saver.asked.get(timeout=10) == ("UnInhibit", (COOKIE,))
    screen_saver.close()


@pytest.mark.parametrize("refuses", ["Inhibit", "UnInhibit"])
def test_a_screen_saver_that_answers_with_an_error_does_no_harm(
    bus: str, refuses: str, caplog: pytest.LogCaptureFixture
) -> None:
    pytest.importorskip("jeepney")
    screen_saver = ScreenSaver(bus, refuses=refuses)
    awake = KeepAwake()

    awake.begin()
    awake.end()

    assert screen_saver.asked.get(timeout=10)[0] == "Inhibit"
    assert ("the screen may stay awake" in caplog.text) is (refuses == "UnInhibit")
    screen_saver.close()


def test_a_desktop_without_a_screen_saver_does_no_harm(bus: str) -> None:
    assert os.environ["DBUS_SESSION_BUS_ADDRESS"] == bus
    awake = KeepAwake()

    awake.begin()
    awake.end()
