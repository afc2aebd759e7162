"""Asking for a file: the system's own dialog where it has one, otherwise Qt's, whose words are all Chinese."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_file(over: QWidget, title: str, kinds: str = "") -> Path | None:
    """A file that exists; None when nothing was chosen. `kinds` is like 表格 (*.csv *.xlsx)."""
    dialog = _dialog(over, title, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog)


def ask_target(over: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Where to write, beginning with `name` in the person's own folder; its suffix is added where it is left out."""
    dialog = _dialog(over, title, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    return _chosen(dialog)


def ask_folder(over: QWidget, title: str) -> Path | None:
    """A folder that exists; None when nothing was chosen."""
    dialog = _dialog(over, title, "")
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _chosen(dialog)


def _dialog(over: QWidget, title: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(over.window(), title, QDir.homePath(), kinds)
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _tr("位置："))
    dialog.setLabelText(QFileDialog.DialogLabel.FileName, _tr("文件名："))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, _tr("类型："))
    dialog.setLabelText(QFileDialog.DialogLabel.Reject, _tr("取消"))
    return dialog


def _chosen(dialog: QFileDialog) -> Path | None:
    accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
    files = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(files[0]) if accepted and files else None


def _tr(words: str) -> str:
    return QCoreApplication.translate("files", words)
