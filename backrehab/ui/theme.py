"""The look in one place: colours, type, spacing, palette and style sheet, for light and dark."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Any

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette

FAMILY = "Atkinson Hyperlegible Next"


class ThemeChoice(StrEnum):
    """What the person picked in Settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Panel:
    """The colours of the session panel in one kind of phase; the text on it is white."""

    ground: str
    arc: str
    track: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """Named colours. Ratios are tested: 4.5 for text, 3.0 for what carries meaning."""

    bg: str
    surface: str
    sunken: str
    line: str
    border: str
    ink: str
    ink2: str
    primary: str
    primary_strong: str
    on_primary: str
    tint: str
    clay: str
    clay_tint: str
    green: str
    green_tint: str
    amber: str
    amber_tint: str
    red: str
    red_tint: str
    on_band: str
    focus: str
    track: str
    demo: str
    on_demo: str
    toast: str
    on_toast: str
    dim: str  # multiplied over thumbnails
    dim_stage: str  # multiplied over the session's clip
    on_stage: str  # the exercise's name on the clip's plain backdrop
    hold: Panel
    moving: Panel
    ready: Panel
    switching: Panel
    paused: Panel
    is_dark: bool
    is_high_contrast: bool = False


LIGHT = Tokens(
    bg="#FAF6F0",
    surface="#FFFFFF",
    sunken="#F3ECE1",
    line="#E3D9CB",
    border="#857A6C",
    ink="#1B2A38",
    ink2="#4A5763",
    primary="#0E6A66",
    primary_strong="#0B5552",
    on_primary="#FFFFFF",
    tint="#DDEFEC",
    clay="#9C4A22",
    clay_tint="#FBE8DC",
    green="#23703F",
    green_tint="#E0F2E6",
    amber="#8A5A00",
    amber_tint="#FDEFCF",
    red="#B02F2A",
    red_tint="#FBE3E0",
    on_band="#FFFFFF",
    focus="#1D4ED8",
    track="#D9D0C3",
    demo="#22375E",
    on_demo="#FFFFFF",
    toast="#1B2A38",
    on_toast="#FFFFFF",
    dim="#FFFFFF",
    dim_stage="#FFFFFF",
    on_stage="#1B2A38",
    hold=Panel("#0B4F4C", "#F6C66B", "#2C6E6A"),
    moving=Panel("#22375E", "#8FD9F2", "#425A86"),
    ready=Panel("#5B4636", "#F6D7B0", "#7A6553"),
    switching=Panel("#4F3B63", "#E3C8F7", "#6F5A85"),
    paused=Panel("#1B2A38", "#FFFFFF", "#4A5763"),
    is_dark=False,
)

DARK = Tokens(
    bg="#12191D",
    surface="#1B252A",
    sunken="#0D1316",
    line="#33424A",
    border="#7F929B",
    ink="#F3EEE6",
    ink2="#B7C2C7",
    primary="#5CC5BB",
    primary_strong="#7AD3CA",
    on_primary="#06201F",
    tint="#16393A",
    clay="#F0A37C",
    clay_tint="#3A2A22",
    green="#6CCB8C",
    green_tint="#1B3526",
    amber="#F2BE5C",
    amber_tint="#3B3119",
    red="#FF938A",
    red_tint="#402421",
    on_band="#12191D",
    focus="#FFD27A",
    track="#3C4C54",
    demo="#22375E",
    on_demo="#FFFFFF",
    toast="#F3EEE6",
    on_toast="#1B2A38",
    dim="#93A5AC",
    dim_stage="#8DA0A7",
    on_stage="#0D1316",
    hold=Panel("#0A2E2E", "#F6C66B", "#24504F"),
    moving=Panel("#17243D", "#8FD9F2", "#35486B"),
    ready=Panel("#49382B", "#F6D7B0", "#625142"),
    switching=Panel("#3F2F4F", "#E3C8F7", "#59486A"),
    paused=Panel("#161F27", "#FFFFFF", "#3B464F"),
    is_dark=True,
)


def high_contrast(system: QPalette) -> Tokens:
    """The system's own few colours everywhere, for whoever asked the system for them.

    No tints, no second ink; words, shapes and frames say what colours say otherwise. The session
    panel and the demo's bar stay as they are in the dark: white on them has more than 9.
    """
    ground = system.color(QPalette.ColorRole.Window).name()
    ink = system.color(QPalette.ColorRole.WindowText).name()
    is_dark = QColor(ground).lightness() < QColor(ink).lightness()
    inks = ("line", "border", "ink", "ink2", "primary", "primary_strong", "clay", "track", "toast")
    bands = ("green", "amber", "red")
    grounds = ("bg", "surface", "sunken", "tint", "clay_tint", "on_primary", "on_band", "on_toast")
    colors: dict[str, Any] = dict.fromkeys((*inks, *bands), ink) | dict.fromkeys(grounds, ground)
    colors |= dict.fromkeys((f"{band}_tint" for band in bands), ground)
    focus = system.color(QPalette.ColorRole.Highlight).name()
    if not is_dark:
        colors |= {"dim": "#FFFFFF", "dim_stage": "#FFFFFF", "on_stage": "#000000"}
    colors |= {"is_dark": is_dark, "is_high_contrast": True}
    return replace(DARK, focus=focus, **colors)


class Role(StrEnum):
    """What a text is for; sizes are pixels at 100 % text."""

    PAGE_TITLE = "page_title"
    CARD_TITLE = "card_title"
    ROW_TITLE = "row_title"
    BODY = "body"
    CAPTION = "caption"
    SMALL = "small"
    BUTTON = "button"
    MAIN_BUTTON = "main_button"
    VALUE = "value"
    QUESTION = "question"
    PAIN_NUMBER = "pain_number"


_TYPE: dict[Role, tuple[int, QFont.Weight]] = {
    Role.PAGE_TITLE: (36, QFont.Weight.Bold),
    Role.CARD_TITLE: (24, QFont.Weight.Bold),
    Role.ROW_TITLE: (20, QFont.Weight.DemiBold),
    Role.BODY: (19, QFont.Weight.Normal),
    Role.CAPTION: (17, QFont.Weight.Normal),
    Role.SMALL: (16, QFont.Weight.DemiBold),
    Role.BUTTON: (19, QFont.Weight.DemiBold),
    Role.MAIN_BUTTON: (22, QFont.Weight.Bold),
    Role.VALUE: (22, QFont.Weight.Bold),
    Role.QUESTION: (40, QFont.Weight.Bold),
    Role.PAIN_NUMBER: (52, QFont.Weight.Bold),
}
_GROWS_SLOWLY = frozenset({Role.PAGE_TITLE, Role.QUESTION})

TEXT_SIZES = (100, 125, 150, 175, 200)
"""The text sizes in Settings, in per cent."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A set of colours and a text size; everything drawn asks it for both."""

    tokens: Tokens = LIGHT
    text_percent: int = 100

    def px(self, size: float) -> int:
        """A size of visual design in pixels at this text size, at least 1."""
        return max(1, round(size * self.text_percent / 100))

    def font_px(self, role: Role) -> int:
        """Page titles grow at half the rate above 125 % so that they still fit."""
        size = _TYPE[role][0]
        if role in _GROWS_SLOWLY and self.text_percent > 125:
            return round(size * (1.25 + (self.text_percent - 125) / 200))
        return self.px(size)

    def font(self, role: Role) -> QFont:
        return _font(role, self.font_px(role))

    def metrics(self, role: Role) -> QFontMetrics:
        """What measures words in that font; made once for each size."""
        return _metrics(role, self.font_px(role))

    def color(self, token: str) -> QColor:
        """The colour of a token by its name, such as `ink`."""
        return QColor(getattr(self.tokens, token))

    def palette(self) -> QPalette:
        """The same colours for whatever Qt draws by itself."""
        t = self.tokens
        roles = {
            QPalette.ColorRole.Window: t.bg,
            QPalette.ColorRole.Base: t.surface,
            QPalette.ColorRole.AlternateBase: t.sunken,
            QPalette.ColorRole.Text: t.ink,
            QPalette.ColorRole.WindowText: t.ink,
            QPalette.ColorRole.Button: t.surface,
            QPalette.ColorRole.ButtonText: t.ink,
            QPalette.ColorRole.PlaceholderText: t.ink2,
            QPalette.ColorRole.Highlight: t.primary,
            QPalette.ColorRole.HighlightedText: t.on_primary,
            QPalette.ColorRole.Link: t.primary,
            QPalette.ColorRole.ToolTipBase: t.toast,
            QPalette.ColorRole.ToolTipText: t.on_toast,
        }
        palette = QPalette()
        for role, color in roles.items():
            palette.setColor(role, QColor(color))
        return palette

    def style_sheet(self) -> str:
        """The one style sheet of the program, for these colours and this text size."""
        names = {
            name: getattr(self.tokens, name)
            for name in Tokens.__dataclass_fields__
            if isinstance(getattr(self.tokens, name), str)
        }
        sizes = {f"f_{role.value}": f"{self.font_px(role)}px" for role in Role}
        lengths = {f"p{size}": f"{self.px(size)}px" for size in _LENGTHS}
        frame = f"2px solid {self.tokens.line}"
        is_plain = not self.tokens.is_high_contrast
        frames = {
            "card_frame": f"1px solid {self.tokens.line}" if is_plain else frame,
            "tint_frame": "none" if is_plain else frame,
            "question_frame": f"{1 if is_plain else 2}px solid {self.tokens.clay}",
        }
        return Template(_SHEET).substitute(
            frames | names | sizes | lengths, family=FAMILY, tag_radius=self.px(20) // 2 + 4
        )


def _font(role: Role, pixels: int) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(_TYPE[role][1])
    return font


@lru_cache(maxsize=128)
def _metrics(role: Role, pixels: int) -> QFontMetrics:
    return QFontMetrics(_font(role, pixels))


_LENGTHS = (4, 8, 12, 14, 16, 18, 20, 22, 24, 44, 46, 48, 52, 64)

_SHEET = """
QWidget { font-family: "$family"; font-size: $f_body; color: $ink; }
QWidget[page="true"], QMainWindow, QDialog { background: $bg; }
QLabel { background: transparent; }
QLabel[role="page_title"] { font-size: $f_page_title; font-weight: 700; }
QLabel[role="question"] { font-size: $f_question; font-weight: 700; }
QLabel[role="card_title"] { font-size: $f_card_title; font-weight: 700; }
QLabel[role="row_title"] { font-size: $f_row_title; font-weight: 600; }
QLabel[role="caption"] { font-size: $f_caption; color: $ink2; }
QLabel[role="small"] { font-size: $f_small; font-weight: 600; }
QLabel[role="value"] { font-size: $f_value; font-weight: 700; }
QLabel[tone="ink"] { color: $ink; }
QLabel[tone="ink2"] { color: $ink2; }
QLabel[tone="primary"] { color: $primary; }
QLabel[tone="clay"] { color: $clay; }
QLabel[tone="red"] { color: $red; }
QLabel[tone="amber"] { color: $amber; }
QLabel[tone="green"] { color: $green; }
QLabel[tone="on_band"] { color: $on_band; }
QLabel[tone="on_primary"] { color: $on_primary; }
QLabel[tone="on_demo"] { color: $on_demo; }
QFrame[card="true"] { background: $surface; border: $card_frame; border-radius: 16px; }
QFrame[card="tint"] { background: $tint; border: $tint_frame; border-radius: 16px; }
QFrame[card="hero"] { background: $tint; border: $tint_frame; border-radius: 20px; }
QFrame[card="clay"] { background: $clay_tint; border: $tint_frame; border-radius: 16px; }
QFrame[card="question"] {
  background: $clay_tint; border: $question_frame; border-radius: 16px;
}
QFrame[card="green"] { background: $green_tint; border: $tint_frame; border-radius: 16px; }
QFrame[card="amber"] { background: $amber_tint; border: $tint_frame; border-radius: 16px; }
QFrame[card="red"] { background: $red_tint; border: $tint_frame; border-radius: 16px; }
QFrame[card="none"] { background: transparent; border: none; }
QFrame[rule="primary"] { background: $primary; border: none; max-height: 4px; min-height: 4px; }
QFrame[rule="true"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QPushButton {
  background: $surface; border: 2px solid $border; border-radius: 12px;
  padding: $p8 $p18; min-height: 30px; font-size: $f_button; font-weight: 600;
}
QPushButton:hover { background: $tint; }
QPushButton:pressed { background: $tint; border-color: $primary_strong; }
QPushButton:disabled { background: $sunken; color: $ink2; border: 2px dashed $border; }
QPushButton[kind="main"] {
  background: $primary; color: $on_primary; border: 2px solid $primary;
  font-size: $f_main_button; font-weight: 700; min-height: 44px;
}
QPushButton[kind="main"]:hover, QPushButton[kind="main"]:pressed {
  background: $primary_strong; border-color: $primary_strong;
}
QPushButton[kind="quiet"] {
  background: transparent; border: 2px solid transparent; color: $primary; padding: $p8 $p8;
}
QPushButton[kind="quiet"]:hover { background: $tint; }
QPushButton[kind="clay"] { color: $clay; border-color: $clay; }
QPushButton[kind="clay"]:hover { background: $clay_tint; }
QPushButton[kind="demo"] { background: $demo; color: $on_demo; border-color: $on_demo; }
QPushButton[kind="demo"]:hover { background: #3A5284; }
QFrame[bar="sunken"] { background: $sunken; border: none; border-bottom: 1px solid $line; }
QFrame[bar="rail"] { background: $sunken; border: none; border-right: 1px solid $line; }
QFrame[bar="start"] { background: $surface; border: none; border-top: 1px solid $line; }
QFrame[bar="demo"] { background: $demo; border: none; }
QFrame[band] { border: none; border-top-left-radius: 15px; border-top-right-radius: 15px; }
QFrame[band="red"] { background: $red; }
QFrame[band="amber"] { background: $amber; }
QFrame[band="primary"] { background: $primary; }
QFrame[contact] { border: $tint_frame; border-radius: 10px; }
QFrame[contact="red"] { background: $red_tint; }
QFrame[contact="amber"] { background: $amber_tint; }
QFrame[contact="primary"] { background: $tint; }
QLabel[tag="section"] {
  background: $tint; color: $primary; border-radius: ${tag_radius}px; padding: 4px $p12;
}
QLabel[tag="demo"] {
  background: $on_demo; color: $demo; border-radius: ${tag_radius}px; padding: 4px $p12;
}
QPlainTextEdit, QLineEdit {
  background: $surface; border: 2px solid $border; border-radius: 12px; padding: $p8;
  selection-background-color: $primary; selection-color: $on_primary;
}
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollBar:vertical { background: $sunken; width: 16px; margin: 0; }
QScrollBar::handle { background: $border; border-radius: 6px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 44px; }
QScrollBar:horizontal { background: $sunken; height: 16px; margin: 0; }
QScrollBar::handle:horizontal { min-width: 44px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip {
  background: $toast; color: $on_toast; border: none; padding: $p8; font-size: $f_caption;
}
"""


def load_fonts(folder: Path) -> None:
    """Makes the bundled faces known to Qt; without them the system's own font is used."""
    for file in sorted(folder.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
