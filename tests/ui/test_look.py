"""The colours can be told apart: every pair of the design, worked out."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette

from backrehab.ui.theme import DARK, LIGHT, Panel, Role, Theme, Tokens, high_contrast

TEXT, MEANING = 4.5, 3.0

ON_EVERY_GROUND = ("ink", "ink2", "primary", "clay")
GROUNDS = ("bg", "surface", "sunken")
PAIRS = [
    *[(text, ground, TEXT) for text in ON_EVERY_GROUND for ground in GROUNDS],
    *[("border", ground, MEANING) for ground in GROUNDS],
    *[("focus", ground, MEANING) for ground in (*GROUNDS, "tint", "clay_tint")],
    ("on_primary", "primary", TEXT),
    ("on_primary", "primary_strong", TEXT),
    ("ink", "tint", TEXT),
    ("primary", "tint", TEXT),
    ("ink2", "tint", TEXT),
    ("clay", "clay_tint", TEXT),
    ("ink", "clay_tint", TEXT),
    ("ink2", "clay_tint", TEXT),
    ("green", "green_tint", TEXT),
    ("amber", "amber_tint", TEXT),
    ("red", "red_tint", TEXT),
    ("on_band", "green", TEXT),
    ("on_band", "amber", TEXT),
    ("on_band", "red", TEXT),
    ("on_demo", "demo", TEXT),
    ("demo", "on_demo", TEXT),
    ("on_toast", "toast", TEXT),
]
PANELS = ("hold", "moving", "ready", "switching", "paused")


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2 has it."""
    given = QColor(color)
    parts = (given.redF(), given.greenF(), given.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def tokens(request: pytest.FixtureRequest) -> Tokens:
    picked: Tokens = request.param
    return picked


def test_black_on_white_has_the_contrast_wcag_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#FFFFFF", "#0E6A66") == pytest.approx(6.4, abs=0.05)


@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_a_pair_of_colours_can_be_told_apart(
    tokens: Tokens, front: str, ground: str, least: float
) -> None:
    assert contrast(getattr(tokens, front), getattr(tokens, ground)) >= least


@pytest.mark.parametrize("name", PANELS)
def test_the_session_panel_reads_white_and_its_arc_stands_out(tokens: Tokens, name: str) -> None:
    panel: Panel = getattr(tokens, name)

    assert contrast("#FFFFFF", panel.ground) >= TEXT
    assert contrast(panel.arc, panel.track) >= MEANING


def test_the_name_on_the_clip_is_read_on_its_backdrop(tokens: Tokens) -> None:
    # The clips' backdrop is about this light; in the dark theme it is multiplied darker.
    backdrop, over = QColor("#E9EEF2"), QColor(tokens.dim_stage)
    darkened = QColor(
        backdrop.red() * over.red() // 255,
        backdrop.green() * over.green() // 255,
        backdrop.blue() * over.blue() // 255,
    )

    assert contrast(tokens.on_stage, darkened.name()) >= TEXT


@pytest.mark.parametrize("percent", [100, 125, 150, 175, 200])
def test_every_text_grows_and_page_titles_at_half_the_rate(percent: int) -> None:
    plain, large = Theme(LIGHT, 100), Theme(LIGHT, percent)

    assert large.font_px(Role.BODY) == round(plain.font_px(Role.BODY) * percent / 100)
    assert large.font_px(Role.PAGE_TITLE) <= round(36 * percent / 100)
    assert large.font_px(Role.PAGE_TITLE) > large.font_px(Role.CARD_TITLE)
    if percent > 125:
        assert large.font_px(Role.PAGE_TITLE) < 36 * percent / 100


def test_no_text_is_smaller_than_16_pixels() -> None:
    assert min(Theme(LIGHT, 100).font_px(role) for role in Role) >= 16


@pytest.mark.parametrize(("ground", "ink"), [("#000000", "#FFFF00"), ("#FFFFFF", "#000000")])
def test_high_contrast_takes_the_colours_of_the_system_alone(ground: str, ink: str) -> None:
    system = QPalette(QColor(ground))
    system.setColor(QPalette.ColorRole.Window, QColor(ground))
    system.setColor(QPalette.ColorRole.WindowText, QColor(ink))
    system.setColor(QPalette.ColorRole.Highlight, QColor("#1AEBFF"))

    tokens = high_contrast(system)

    for front, behind, least in PAIRS:
        if front == "focus":
            continue  # as the system has it
        assert contrast(getattr(tokens, front), getattr(tokens, behind)) >= least, front
    assert "border: 2px solid" in Theme(tokens).style_sheet()
    assert "border: 1px solid #" not in Theme(tokens).style_sheet().replace("bottom", "")
