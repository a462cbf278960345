"""The diary page with a diary of its own, and a dialog that gives one answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backrehab.core.model import Programme
from backrehab.storage.diary import Diary
from backrehab.ui.diary_page import DiaryPage
from backrehab.ui.preferences import Preferences
from backrehab.ui.workspace import Workspace
from tests.ui.diary_page.pages import CLOCK, Asked
from tests.ui.mat import LIBRARY, RESOURCES, make_look


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.sqlite") as diary:
        yield diary


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return Asked(tmp_path / "out.csv")


@pytest.fixture
def page(qtbot: QtBot, diary: Diary, asked: Asked) -> DiaryPage:
    page = DiaryPage(make_look(), CLOCK, LIBRARY, RESOURCES, ask_where=asked)
    qtbot.addWidget(page)
    page.resize(1154, 768)
    page.set_workspace(
        Workspace(diary, Programme(), Preferences(None), keep_programme=lambda _programme: None)
    )
    return page
