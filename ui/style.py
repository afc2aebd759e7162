"""The one style sheet, made from tokens."""

from __future__ import annotations

from dataclasses import fields
from string import Template
from typing import Final

from .tokens import Tokens

_SHEET: Final = Template(
    """
QWidget { color: $text; font-size: 13px; }
QMainWindow, QWidget#page, QWidget#frame { background: $ground; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 6px 8px; }
QLabel, QCheckBox, QRadioButton { background: transparent; }
QLabel[role="title"] { font-size: 20px; font-weight: 700; }
QLabel[role="heading"] { font-size: 14px; font-weight: 700; color: $text_2; }
QLabel[role="large"] { font-size: 15px; font-weight: 700; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="body"] { font-size: 14px; color: $text_2; }
QLabel[role="second"] { color: $text_2; }
QLabel[role="meta"] { font-size: 12px; color: $text_3; }
QLabel[role="error"] { font-size: 12px; color: $red_text; }
QLabel[tone="red"] { color: $red_text; }
QLabel[tone="amber"] { color: $amber_text; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="accent"] { color: $accent_text; }

QLabel[chip="plain"] { background: $soft_grey; color: $text_2; }
QLabel[chip="accent"] { background: $soft_accent; color: $accent_text; }
QLabel[chip="red"] { background: $soft_red; color: $red_text; }
QLabel[chip="amber"] { background: $soft_amber; color: $amber_text; }
QLabel[chip="good"] { background: $soft_good; color: $good; }
QLabel[chip] { border-radius: 5px; padding: 2px 7px; font-size: 12px; }
QLabel[chip][strong="true"] { font-weight: 700; }

QFrame#card { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame#column { background: $surface; border: none; }
QFrame#column[side="left"] { border-right: 1px solid $line; }
QFrame#column[side="right"] { border-left: 1px solid $line; }
QFrame#toolbar { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame#foot { background: $surface; border: none; border-top: 1px solid $line; }
QFrame#strip { background: $surface; border: none; border-bottom: 1px solid $line; }
QFrame#part { background: transparent; border: 1px solid transparent; border-radius: 8px; }
QFrame#part:hover { background: $raised; }
QFrame#part[on="true"] { background: $selected; border-color: $accent; }
QFrame#rule { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame#panel { background: $surface; border: 1px solid $line; border-radius: 12px; }
QFrame#band[tone="red"] { background: $soft_red; border: none; border-bottom: 1px solid $line; }
QFrame#band[tone="amber"] { background: $soft_amber; border: none; border-bottom: 1px solid $line; }
QFrame#band[tone="accent"] { background: $soft_accent; border: none; border-bottom: 1px solid $line; }
QFrame#note[tone="red"] { background: $soft_red; border: none; border-radius: 8px; }
QFrame#note[tone="amber"] { background: $soft_amber; border: none; border-radius: 8px; }
QFrame#note[tone="accent"] { background: $soft_accent; border: none; border-radius: 8px; }
QFrame#note[tone="good"] { background: $soft_good; border: none; border-radius: 8px; }

QPushButton { background: $surface; color: $text; border: 1px solid $line; border-radius: 7px;
  padding: 0 12px; min-height: 30px; font-size: 13px; }
QPushButton:hover { background: $raised; border-color: $text_3; }
QPushButton:pressed { background: $selected; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $text_3; background: $ground; }
QPushButton:checked { background: $soft_accent; color: $accent_text; border-color: $soft_accent; font-weight: 700; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover { border-color: $text; }
QPushButton[kind="primary"]:disabled { background: $soft_grey; color: $text_3; border-color: $soft_grey; }
QPushButton[kind="danger"] { color: $red_text; }
QPushButton[kind="danger"]:disabled { color: $text_3; }
QPushButton[kind="danger"]:enabled:hover { background: $soft_red; border-color: $red_text; }
QPushButton[kind="quiet"] { border-color: transparent; background: transparent; color: $text_2; padding: 0 8px; }
QPushButton[kind="quiet"]:hover { background: $selected; }
QPushButton[kind="quiet"]:focus { border-color: $accent; }
QPushButton[kind="quiet"]:disabled { color: $text_3; }
QPushButton[kind="quiet"]:checked { background: $soft_accent; color: $accent_text; }
QPushButton[kind="link"] { border: none; background: transparent; color: $accent_text; padding: 0 4px; min-height: 22px; }
QPushButton[kind="link"]:hover, QPushButton[kind="link"]:focus { text-decoration: underline; }
QPushButton::menu-indicator { width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QDateTimeEdit, QDateEdit, QSpinBox, QComboBox {
  background: $raised; color: $text; border: 1px solid $line; border-radius: 7px; padding: 4px 10px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QDateTimeEdit, QDateEdit, QSpinBox, QComboBox { min-height: 24px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QDateTimeEdit:focus, QDateEdit:focus, QSpinBox:focus,
QComboBox:focus { border-color: $accent; }
QLineEdit:disabled, QDateTimeEdit:disabled, QComboBox:disabled { color: $text_3; background: $ground; border-style: dashed; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 22px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: none; width: 0; height: 0; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $line; outline: none;
  selection-background-color: $selected; selection-color: $text; }
QDateTimeEdit::up-button, QDateTimeEdit::down-button, QDateEdit::up-button, QSpinBox::up-button,
QSpinBox::down-button { width: 0; border: none; }
QDateEdit QLineEdit, QSpinBox QLineEdit { border: none; padding: 0; background: transparent; }
QPlainTextEdit#bench { font-size: 15px; padding: 10px 12px; }
QTextBrowser#passage { background: transparent; border: none; padding: 0; }
QSlider { min-height: 22px; }
QSlider::groove:horizontal { background: $track; height: 6px; border-radius: 3px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 3px; }
QSlider::sub-page:horizontal:disabled { background: $track; }
QSlider::handle:horizontal { background: $surface; border: 2px solid $accent; width: 12px; margin: -5px 0; border-radius: 8px; }
QSlider::handle:horizontal:disabled { border-color: $track; }
QSlider::handle:horizontal:focus { background: $accent; }
QCheckBox { spacing: 8px; min-height: 24px; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $text_3; background: $surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked { background: $accent; border-color: $accent; }
QListView::indicator:unchecked { width: 14px; height: 14px; border: 1px solid $text_3; border-radius: 4px; background: $surface; }
QCheckBox:focus, QRadioButton:focus { color: $accent_text; }

QListView, QTreeView, QTableView { background: $surface; border: none; outline: none; }
QTableView { gridline-color: $line; selection-background-color: $selected; selection-color: $text; }
QHeaderView { background: $surface; }
QHeaderView::section { background: $surface; color: $text_3; border: none; border-bottom: 1px solid $line;
  padding: 0 10px; font-size: 12px; height: 34px; }
QHeaderView::section:first { padding-left: 18px; }
QTableCornerButton::section { background: $surface; border: none; }
QListWidget { background: $surface; border: 1px solid $line; border-radius: 8px; padding: 4px; }
QListWidget::item { padding: 5px 8px; border-radius: 5px; color: $text; }
QListWidget::item:hover { background: $raised; }
QListWidget::item:selected { background: $selected; color: $accent_text; }
QListWidget#sections { border: none; border-radius: 0; padding: 0; background: transparent; font-size: 14px; }
QListWidget#sections::item { padding: 8px 10px; margin: 1px 0; border-radius: 7px; }
QListWidget#sections::item:selected { background: $soft_accent; color: $accent_text; }
QListWidget#sections::item:selected:focus { border: 1px solid $accent; padding: 7px 9px; }
QScrollArea { background: transparent; border: none; }
QWidget#clear { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: $track; border-radius: 3px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $text_3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 5px; }
QMenu::item:selected { background: $selected; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QProgressBar { background: $track; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QMenu::item:disabled { color: $text_3; }
"""
)


def style_sheet(tokens: Tokens) -> str:
    """The style sheet in these colours; a name that is no token raises KeyError."""
    return _SHEET.substitute({field.name: getattr(tokens, field.name) for field in fields(tokens)})
