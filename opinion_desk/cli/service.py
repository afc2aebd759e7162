"""`service install, remove, status`."""

from __future__ import annotations

import typer

from ..services.background import BackgroundService
from . import chinese
from .saying import Session


def app() -> typer.Typer:
    """The group of commands."""
    group = chinese.group("后台采集服务：安装、移除、状态（systemd 用户服务或 Windows 任务计划）。")
    chinese.add(group, "install", install)
    chinese.add(group, "remove", remove)
    chinese.add(group, "status", status)
    return group


def _service(session: Session) -> BackgroundService:
    return BackgroundService(session.desk.collector_command(), session.desk.home.folder)


def install(context: typer.Context) -> None:
    """装成后台服务：登录后自动采集、走时限、发通知，窗口关着也不停。"""
    session: Session = context.obj
    session.desk.home.make()
    state = _service(session).install()
    words = "已安装并启动。" if state.running else "已安装，正在启动；稍后用 service status 查看。"
    session.say({"installed": state.installed, "running": state.running, "file": str(state.file)}, [words])


def remove(context: typer.Context) -> None:
    """停止并移除后台服务；数据不动。"""
    session: Session = context.obj
    removed = _service(session).remove()
    session.say({"removed": removed}, ["已停止并移除后台服务。" if removed else "没有安装后台服务。"])


def status(context: typer.Context) -> None:
    """后台服务装了没有、在不在运行。"""
    session: Session = context.obj
    state = _service(session).state()
    words = (
        ("已安装，正在运行。" if state.running else "已安装，没有运行。") if state.installed else "没有安装后台服务。"
    )
    session.say({"installed": state.installed, "running": state.running, "file": str(state.file)}, [words])
