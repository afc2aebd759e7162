"""Kill a writing process again and again, and look each time at what it left: `python -m tests.faults.killing FOLDER SEED COUNT`.

A warmed process forks the writers, so that a life costs milliseconds. A writer says over a pipe what was acknowledged to
it, and is killed at a moment chosen by chance: while it opens the store, writes, or carries the log into the database.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Final

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.item import Entry
from opinion_desk.domain.source import Form, Source
from opinion_desk.store import adding, sources
from opinion_desk.store.connecting import connect, place_of
from opinion_desk.store.store import Store
from opinion_desk.store.writing import Transaction
from tests.faults.office import Office, working_clock

BATCH: Final = 20  # items a transaction
_LIVES: Final = 15  # in one database, so that looking at it stays quick
_LONGEST_S: Final = 0.005
_OPENING_S: Final = 0.02
_ADDRESS: Final = "https://a.example"


def bring_items(office: Office) -> None:
    """A batch of items in one transaction, as an intake writes them."""

    def job(tx: Transaction) -> None:
        known = tx.one("SELECT id FROM sources WHERE address = ?", (_ADDRESS,))
        id = sources.add(tx, Source(0, "a", _ADDRESS, Form.FEED)).id if known is None else known["id"]
        ids = adding.reserve(tx, BATCH)
        now = office.clock.now()
        adding.insert(tx, [adding.NewItem(n, id, Entry(f"k{n}", f"标题{n}", "正文" * 50), now) for n in ids])

    office.store.write_now(job)


def live(path: Path, seed: int, life: int, pipe: int) -> None:
    """Work until killed; each line on the pipe is a key of a command, or the word for a batch of items."""
    chance, clock = random.Random(f"{seed}.{life}"), working_clock()
    clock.forward(minutes=life)  # keys bear the time, and lives must not share them
    office = Office(path, chance, None, clock)
    while True:
        if chance.random() < 0.2:
            bring_items(office)
            os.write(pipe, b"items\n")
        else:
            for key in office.step():
                os.write(pipe, f"{key}\n".encode())
        if chance.random() < 0.05:
            carry = connect(place_of(path), writes=True)
            carry.execute("PRAGMA wal_checkpoint(PASSIVE)")
            carry.close()


def kill_once(path: Path, seed: int, life: int, chance: random.Random) -> list[str]:
    """Fork a writer, kill it, and give what was acknowledged to it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            live(path, seed, life, writing)
        finally:
            os._exit(1)  # a writer that ends by itself is a bug, and told by its code
    os.close(writing)
    with os.fdopen(reading) as pipe:
        awaited = chance.randrange(3)  # none: killed while it opens the store, as likely as not
        told = [pipe.readline() for _ in range(awaited)]
        time.sleep(chance.random() * (_LONGEST_S if awaited else _OPENING_S))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            raise RuntimeError("a writer ended before it was killed")
        return [line.strip() for line in (*told, *pipe)]


def missing(path: Path, told: list[str]) -> list[str]:
    """What is wrong with what was left: findings of verify, keys that are not there, a batch by halves."""
    try:
        store = Store.open(path)
    except DeskError as why:
        return [why.sentence]
    try:
        with store.read() as connection:
            keys = {row["key"] for row in connection.execute("SELECT key FROM command_ids")}
        wrong = [*store.verify(), *(key for key in told if key != "items" and key not in keys)]
        items = store.items.count()
        if items % BATCH or items < BATCH * told.count("items"):
            wrong.append(f"{items} items")
        return wrong
    finally:
        store.close()


def main(folder: Path, seed: int, count: int) -> None:
    """Print how many were killed, what they had acknowledged, and what was found wrong."""
    chance = random.Random(seed)
    wrong: list[str] = []
    told: list[str] = []
    acknowledged = 0
    for life in range(count):
        if life % _LIVES == 0:
            told = []
        path = folder / f"{life // _LIVES}" / "desk.sqlite3"
        new = kill_once(path, seed, life, chance)
        acknowledged += len(new)
        told += new
        wrong += missing(path, told)
    print(json.dumps({"killed": count, "acknowledged": acknowledged, "wrong": wrong}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
