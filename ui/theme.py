"""The one place where colours, sizes and styles are decided: tokens become a palette and a small style sheet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from resources.places import FACES, FAMILY, FONTS, icon_svg


class Tone(StrEnum):
    """What a colour means; never shown without an icon and a word."""

    PLAIN = "plain"
    ACCENT = "accent"
    GOOD = "good"
    ASK = "ask"
    BAD = "bad"
    MUTED = "muted"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme. Text on its ground reaches AA (tests/ui/test_theme.py)."""

    ground: str
    paper: str
    raised: str
    line: str
    ink: str
    quiet: str
    accent: str
    accent_ink: str
    accent_soft: str
    good: str
    good_soft: str
    ask: str
    ask_soft: str
    bad: str
    bad_soft: str

    def ink_of(self, tone: Tone) -> str:
        """The colour of words and icons of a tone."""
        return {
            Tone.PLAIN: self.ink, Tone.ACCENT: self.accent, Tone.GOOD: self.good,
            Tone.ASK: self.ask, Tone.BAD: self.bad, Tone.MUTED: self.quiet,
        }[tone]  # fmt: skip

    def ground_of(self, tone: Tone) -> str:
        """The soft ground behind words of a tone."""
        return {
            Tone.PLAIN: self.raised, Tone.ACCENT: self.accent_soft, Tone.GOOD: self.good_soft,
            Tone.ASK: self.ask_soft, Tone.BAD: self.bad_soft, Tone.MUTED: self.raised,
        }[tone]  # fmt: skip


THEMES: dict[str, Tokens] = {
    "light": Tokens(
        ground="#f5f3ee", paper="#ffffff", raised="#efece5", line="#d9d4c9", ink="#1d2528", quiet="#566064",
        accent="#0b5c5e", accent_ink="#ffffff", accent_soft="#dcecea", good="#1d6a38", good_soft="#e0f0e4",
        ask="#7d5200", ask_soft="#fbedcb", bad="#96392c", bad_soft="#f8e3df",
    ),
    "dark": Tokens(
        ground="#14191b", paper="#1c2325", raised="#263033", line="#3a4649", ink="#edf1f0", quiet="#a6b2b3",
        accent="#6cc9c4", accent_ink="#08211f", accent_soft="#1d3f40", good="#84d19b", good_soft="#1e3a28",
        ask="#f1c25e", ask_soft="#433513", bad="#f0998a", bad_soft="#48261f",
    ),
    "contrast": Tokens(
        ground="#000000", paper="#000000", raised="#1a1a1a", line="#ffffff", ink="#ffffff", quiet="#e6e6e6",
        accent="#5ff0e6", accent_ink="#000000", accent_soft="#003b38", good="#7dff9f", good_soft="#003312",
        ask="#ffd75e", ask_soft="#3d2f00", bad="#ffab9e", bad_soft="#4a1008",
    ),
}  # fmt: skip

SPACE = (0, 4, 8, 12, 16, 24)
RADIUS = 6
_SIGN, _SPACED = 16, 4
"""A button's icon, and what keeps it from its words."""
TYPE = {"small": 12, "body": 13, "large": 15, "title": 18, "display": 24}


class Look:
    """The theme and text size in force; one for the application."""

    def __init__(self) -> None:
        self.name = "light"
        self.percent = 100

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return THEMES[self.name]

    def px(self, size: float) -> int:
        """A size in pixels at the text size in force."""
        return round(size * self.percent / 100)


LOOK = Look()


def apply_look(application: QApplication, name: str, percent: int) -> None:
    """Puts a theme (`light`, `dark`, `contrast`) and a text size (100-200 %) in force everywhere."""
    wanted = (name if name in THEMES else "light", min(max(percent, 100), 200))
    if application.property("look") == f"{wanted}":
        return  # every part in every window would be polished again, for nothing
    application.setProperty("look", f"{wanted}")
    LOOK.name, LOOK.percent = wanted
    forget_icons()
    application.setStyle("Fusion")
    _load_fonts()
    font = QFont(FAMILY)
    font.setFamilies([FAMILY, "Noto Sans"])
    font.setPixelSize(LOOK.px(TYPE["body"]))
    application.setFont(font)
    application.setPalette(_palette(LOOK.tokens))
    for window in application.topLevelWidgets():
        if window.property("dressed"):
            dress(window)


def dress(window: QWidget) -> None:
    """Gives the style sheet to a window, not to the application: there every part would be polished again, with all
    that is in it, each time it finds a parent. Now a panel is made bare and dressed once, when it comes into its window."""
    window.setProperty("dressed", True)
    window.setStyleSheet(_style_sheet(LOOK))


def forget_icons() -> None:
    """Another theme, size or direction draws them anew."""
    icon.cache_clear()
    icon_on_accent.cache_clear()


def font_of(size: str, *, bold: bool = False) -> QFont:
    """A font of the type scale (`small` … `display`)."""
    font = QFont(FAMILY)
    font.setFamilies([FAMILY, "Noto Sans"])
    font.setPixelSize(LOOK.px(TYPE[size]))
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


@lru_cache(512)
def icon(name: str, tone: Tone = Tone.PLAIN, *, mirrored: bool = False, spaced: bool = False) -> QIcon:
    """A shipped icon in a tone; `mirrored` for one that points, when the layout runs right to left; `spaced` with
    the distance to the words after it, which Qt holds too small and does not let grow with the text."""
    made = QIcon()
    for mode, colour in (
        (QIcon.Mode.Normal, LOOK.tokens.ink_of(tone)),
        (QIcon.Mode.Disabled, LOOK.tokens.quiet),
    ):
        drawn = _tinted(name, colour, LOOK.px(18) * 2, mirrored)
        made.addPixmap(_spaced(drawn) if spaced else drawn, mode)
    return made


@lru_cache(64)
def icon_on_accent(name: str, *, spaced: bool = False) -> QIcon:
    """The same on the main button's ground."""
    drawn = _tinted(name, LOOK.tokens.accent_ink, LOOK.px(18) * 2, mirrored=False)
    return QIcon(_spaced(drawn) if spaced else drawn)


def sign_size(*, spaced: bool = False) -> QSize:
    """How large a button shows its icon."""
    return QSize(LOOK.px(_SIGN) * (_SIGN + _SPACED) // _SIGN if spaced else LOOK.px(_SIGN), LOOK.px(_SIGN))


def _spaced(drawn: QPixmap) -> QPixmap:
    side = drawn.height()
    wide = QPixmap(side * (_SIGN + _SPACED) // _SIGN, side)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    is_mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.drawPixmap(wide.width() - side if is_mirrored else 0, 0, drawn)
    painter.end()
    return wide


def pixmap(name: str, tone: Tone, size: int) -> QPixmap:
    """An icon as a picture of `size` logical pixels."""
    drawn = QPixmap(_tinted(name, LOOK.tokens.ink_of(tone), size * 2, mirrored=False))
    drawn.setDevicePixelRatio(2)
    return drawn


@lru_cache(1024)
def _tinted(name: str, colour: str, size: int, mirrored: bool) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(icon_svg(name).replace("currentColor", colour).encode()))
    drawn = QPixmap(size, size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    if mirrored:
        painter.translate(size, 0)
        painter.scale(-1, 1)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return drawn


@lru_cache(1)
def _load_fonts() -> bool:
    return all([QFontDatabase.addApplicationFont(str(FONTS / face)) >= 0 for face in FACES])


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in {
        role.Window: t.ground, role.WindowText: t.ink, role.Base: t.paper, role.AlternateBase: t.raised,
        role.Text: t.ink, role.Button: t.paper, role.ButtonText: t.ink, role.BrightText: t.bad,
        role.Highlight: t.accent, role.HighlightedText: t.accent_ink, role.ToolTipBase: t.ink,
        role.ToolTipText: t.paper, role.Link: t.accent, role.LinkVisited: t.accent, role.PlaceholderText: t.quiet,
        role.Mid: t.line, role.Dark: t.line, role.Light: t.raised, role.Midlight: t.raised, role.Shadow: t.line,
        role.Accent: t.accent,
    }.items():  # fmt: skip
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.quiet))
    return palette


def _style_sheet(look: Look) -> str:
    t, px = look.tokens, look.px
    return f"""
QToolTip {{ background: {t.ink}; color: {t.paper}; border: 0; padding: {px(4)}px {px(8)}px; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit {{
  background: {t.paper}; color: {t.ink}; border: 1px solid {t.line}; border-radius: {RADIUS}px;
  padding: {px(5)}px {px(8)}px; selection-background-color: {t.accent}; selection-color: {t.accent_ink}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus {{
  border: 2px solid {t.accent}; padding: {px(4)}px {px(7)}px; }}
QLineEdit:disabled, QComboBox:disabled {{ background: {t.raised}; color: {t.quiet}; }}
QLineEdit[wrong="true"] {{ border: 2px solid {t.bad}; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: 0; background: transparent; width: {px(22)}px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: none; width: 0; height: 0; }}
QComboBox QAbstractItemView {{ background: {t.paper}; border: 1px solid {t.line}; }}
QPushButton {{ outline: 0; background: {t.paper}; color: {t.ink}; border: 1px solid {t.line}; border-radius: {RADIUS}px;
  padding: {px(5)}px {px(12)}px; min-height: {px(20)}px; }}
QPushButton:hover {{ background: {t.raised}; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: {px(4)}px {px(11)}px; }}
QPushButton:checked {{ background: {t.accent_soft}; border-color: {t.accent}; color: {t.accent}; }}
QPushButton:disabled {{ color: {t.quiet}; background: {t.raised}; }}
QPushButton[kind="main"] {{ background: {t.accent}; color: {t.accent_ink}; border-color: {t.accent}; font-weight: 600; }}
QPushButton[kind="main"]:hover, QPushButton[kind="main"]:focus {{ border: 2px solid {t.ink}; padding: {px(4)}px {px(11)}px; }}
QPushButton[kind="main"]:disabled {{ background: {t.raised}; color: {t.quiet}; border-color: {t.line}; }}
QPushButton[kind="grave"] {{ color: {t.bad}; border-color: {t.bad}; }}
QPushButton[kind="flat"], QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: {RADIUS}px;
  padding: {px(4)}px {px(8)}px; color: {t.ink}; }}
QPushButton[kind="flat"]:hover, QToolButton:hover {{ background: {t.raised}; }}
QPushButton[kind="flat"]:focus, QToolButton:focus {{ border: 1px solid {t.accent}; }}
QToolButton:checked {{ background: {t.accent_soft}; color: {t.accent}; }}
QToolButton::menu-indicator {{ image: none; }}
QMenu {{ background: {t.paper}; border: 1px solid {t.line}; padding: {px(4)}px; }}
QMenu::item {{ padding: {px(5)}px {px(24)}px; border-radius: {RADIUS}px; }}
QMenu::item:selected {{ background: {t.accent_soft}; color: {t.ink}; }}
QTabBar {{ background: transparent; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {t.quiet}; padding: {px(8)}px {px(11)}px; border: 0;
  border-bottom: 3px solid transparent; }}
QTabBar::tab:hover {{ color: {t.ink}; }}
QTabBar::tab:selected {{ color: {t.accent}; border-bottom: 3px solid {t.accent}; font-weight: 600; }}
QTabBar::tab:focus {{ background: {t.accent_soft}; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {t.line}; }}
QTableView, QListView, QTreeView {{ background: {t.paper}; alternate-background-color: {t.paper}; border: 1px solid {t.line};
  border-radius: {RADIUS}px; gridline-color: {t.raised}; selection-background-color: {t.accent_soft};
  selection-color: {t.ink}; outline: 0; }}
QTableView:focus, QListView:focus {{ border: 2px solid {t.accent}; }}
QTableView::item, QListView::item {{ padding: {px(4)}px {px(8)}px; border-bottom: 1px solid {t.raised}; }}
QTableView::item:selected, QListView::item:selected {{ background: {t.accent_soft}; color: {t.ink}; }}
QHeaderView {{ background: {t.paper}; }}
QHeaderView::section {{ background: {t.paper}; color: {t.quiet}; border: 0; border-bottom: 1px solid {t.line};
  padding: {px(6)}px {px(8)}px; font-weight: 600; }}
QTableCornerButton::section {{ background: {t.paper}; border: 0; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: {px(10)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(10)}px; margin: 0; }}
QScrollBar::handle {{ background: {t.line}; border-radius: {px(4)}px; min-height: {px(28)}px; min-width: {px(28)}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QCheckBox, QRadioButton {{ spacing: {px(8)}px; padding: {px(2)}px; border: 1px solid transparent; border-radius: {RADIUS}px; }}
QRadioButton::indicator {{ width: {px(12)}px; height: {px(12)}px; border: 1px solid {t.quiet}; border-radius: {px(6) + 1}px;
  background: {t.paper}; }}
QRadioButton::indicator:checked {{ width: {px(4)}px; height: {px(4)}px; border: {px(5)}px solid {t.accent}; border-radius: {px(7)}px; }}
QCheckBox:focus, QRadioButton:focus {{ border: 1px solid {t.accent}; }}
QSplitter::handle {{ background: {t.ground}; }}
QProgressBar {{ background: {t.raised}; border: 0; border-radius: {px(3)}px; height: {px(6)}px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: {px(3)}px; }}
QFrame[part="card"] {{ background: {t.paper}; border: 1px solid {t.line}; border-radius: {RADIUS}px; }}
QFrame[part="header"] {{ background: {t.paper}; border: 0; border-bottom: 1px solid {t.line}; }}
QFrame[part="footer"] {{ background: {t.paper}; border: 0; border-top: 1px solid {t.line}; }}
QFrame[part="rule"] {{ background: {t.line}; border: 0; max-height: 1px; min-height: 1px; }}
QLabel[part="quiet"] {{ color: {t.quiet}; }}
QLabel[part="wrong"] {{ color: {t.bad}; }}
QLabel[part="good"] {{ color: {t.good}; }}
QLabel[part="accent"] {{ color: {t.accent}; }}
{_toned(look)}
"""


def _toned(look: Look) -> str:
    t, px = look.tokens, look.px
    return "\n".join(
        f'QFrame[tone="{tone}"] {{ background: {t.ground_of(tone)}; border: 0; border-radius: {RADIUS}px; }}'
        f'QLabel[tone="{tone}"] {{ color: {t.ink_of(tone)}; background: transparent; }}'
        f'QFrame[badge="{tone}"] {{ background: {t.ground_of(tone)}; border: 0; border-radius: {px(10)}px; }}'
        for tone in Tone
    )
