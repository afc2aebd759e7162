"""What can go wrong on purpose; anything else that is raised is a bug of ours."""

from __future__ import annotations

from .messages import sentence


class DeskError(Exception):
    """A known failure: the id of its sentence in `messages` and the arguments that fill it."""

    exit_code = 1

    def __init__(self, id: str, /, **args: object) -> None:
        self.id = id
        self.args_of_sentence = args
        super().__init__(sentence(id, **args))

    @property
    def sentence(self) -> str:
        """What happened and what to do, in Chinese, as one sentence."""
        return sentence(self.id, **self.args_of_sentence)


class Refused(DeskError):
    """What was asked cannot be done; nothing was changed (exit 1, a sentence beside the control)."""

    exit_code = 1


class Unavailable(DeskError):
    """The world is not as needed: network, disk, lock (exit 3, a bar with retry); nothing is half done."""

    exit_code = 3
