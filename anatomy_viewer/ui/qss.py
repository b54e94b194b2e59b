"""The template of the style sheet; `style.style_sheet` puts colours and lengths in.

Properties that choose a look: `primary`, `quiet`, `link` on buttons; `seg` (first, mid, last, only) on the
buttons of a segmented control; `card`, `ground`, `plate`, `rule` on frames; `tone` on labels (text2, text3,
accent, ok, bad, warn).
"""

from __future__ import annotations

QSS = """
QWidget { color: $text; }
QMainWindow, QDialog { background: $panel; }
QLabel { background: transparent; }
QLabel[tone="text2"] { color: $text2; }
QLabel[tone="text3"] { color: $text3; }
QLabel[tone="accent"] { color: $accent; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="toast_text"] { color: $toast_text; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: $px4 $px8; }

QFrame[card="true"] { background: $raised; border: 1px solid $line; border-radius: 10px; }
QFrame[ground="true"] { background: $ground; border: none; }
QFrame[plate="true"] { background: $plate; border: none; border-radius: 8px; }
QFrame[popover="true"] { background: $raised; border: 1px solid $line; border-radius: 8px; }
QFrame[bar="true"] { background: $panel; border: none; border-bottom: 1px solid $line; }
QFrame[rule="true"] { background: $line; border: none; }

QPushButton { background: transparent; border: ${edge_px} solid $edge; border-radius: 6px;
    padding: $px6 $px10; font-weight: 500; }
QPushButton:hover { background: $fill; }
QPushButton:pressed { background: $fill2; }
QPushButton:disabled { color: $text3; border-color: $line; }
QPushButton:checked { background: $accent_soft; color: $accent; border-color: $accent_soft; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent;
    font-weight: 600; }
QPushButton[primary="true"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[primary="true"]:pressed { background: $accent; }
QPushButton[quiet="true"] { border-color: transparent; color: $text2; }
QPushButton[link="true"] { border: none; background: transparent; color: $accent; padding: 0; }
QPushButton[link="true"]:hover { text-decoration: underline; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: $px6 $px8;
    color: $text2; font-weight: 500; }
QToolButton[count="true"] { padding: 0 $px2; font-weight: 400; }
QToolButton:hover { background: $fill; }
QToolButton:pressed, QToolButton:open { background: $fill2; }
QToolButton:checked { background: $accent_soft; color: $accent; }
QToolButton:disabled { color: $text3; }
QToolButton::menu-indicator { image: none; }
QToolButton[seg] { border: ${edge_px} solid $edge; border-radius: 0; padding: $px4 $px10; }
QToolButton[seg][tight="true"] { padding: $px4 $px6; }
QToolButton[seg="first"] { border-top-left-radius: 6px; border-bottom-left-radius: 6px; }
QToolButton[seg="mid"], QToolButton[seg="last"] { border-left-width: 0; }
QToolButton[seg="last"] { border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
QToolButton[seg="only"] { border-radius: 6px; }

QLineEdit { background: $ground; border: 1px solid $line; border-radius: 6px; padding: $px6 $px8;
    placeholder-text-color: $text3; selection-background-color: $accent_soft; selection-color: $text; }
QLineEdit:hover, QPlainTextEdit[field="true"]:hover { border-color: $edge; }
QLineEdit[bare="true"] { background: transparent; border: none; padding: 0; }
QComboBox { background: transparent; border: ${edge_px} solid $edge; border-radius: 6px;
    padding: $px5 $px10; }
QComboBox:hover { background: $fill; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; outline: 0; }

QTextBrowser, QTextEdit, QPlainTextEdit { background: transparent; border: none;
    selection-background-color: $accent_soft; selection-color: $text; }
QPlainTextEdit[field="true"] { background: $ground; border: 1px solid $line; border-radius: 6px; padding: $px5;
    placeholder-text-color: $text3; selection-background-color: $accent_soft; selection-color: $text; }
QScrollArea, QScrollArea > QWidget > QWidget[page="true"] { background: transparent; border: none; }
QAbstractItemView { background: transparent; border: none; outline: 0; }
QListView[popover="true"] { background: $raised; border: 1px solid $line; }
QListView[popover="true"]::item { padding: $px5 $px8; color: $text; }
QListView[popover="true"]::item:selected { background: $accent_soft; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; border: none; border-bottom: 1px solid $line; color: $text3;
    padding: $px4 $px8; }
QTableView[sticky="true"], QTableView[sticky="true"] QHeaderView { background: $raised; }

QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $text2; border: none; border-bottom: 2px solid transparent;
    padding: $px10 $px10 $px8 $px10; font-weight: 500; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }

QMenu { background: $raised; border: 1px solid $line; border-radius: 8px; padding: $px4; }
QMenu { icon-size: $px18; }
QMenu::item { padding: $px5 $px24 $px5 $px10; border-radius: 5px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $text3; }
QMenu::separator { height: 1px; background: $line; margin: $px4 $px8; }
QMenu::icon { padding-left: $px8; }

QSplitter::handle { background: $line; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $fill2; border-radius: 3px; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::handle:vertical { min-height: 28px; margin: 2px; }
QScrollBar::handle:horizontal { min-width: 28px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $fill2; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QStatusBar { background: $panel; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QToolBar { background: $panel; border: none; border-bottom: 1px solid $line; spacing: $px4;
    padding: $px6 $px8; }
"""
