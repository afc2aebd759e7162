"""What DESIGN asks of the house and no contract of import-linter can say: sizes, circles, time, SQL, sentences, locks."""

from __future__ import annotations

import ast
import os
import re
import string
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import grimp
import pytest

from opinion_desk.domain.messages import SENTENCES

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("opinion_desk", "models", "data", "ui", "bench")
LONGEST_MODULE = 320
LONGEST_FUNCTION = 60
LONGEST_MAIN = 80
# The only places where scikit-learn may be named at all: learning, not reading.
LEARNING = re.compile(r"^models\.(training|evaluation|learning)(\.|$)|^models\.(train|evaluate|learn)\w*$|^bench\.")
HEAVY = ("sklearn", "scipy", "pandas", "joblib")


@cache
def modules() -> dict[str, Path]:
    """Every module outside the tests by its dotted name, main.py among them."""
    found = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
    }
    if (ROOT / "main.py").exists():
        found["main"] = ROOT / "main.py"
    return found


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the checkout, as git lists them, or all there are where there is no git."""
    try:
        listing = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.decode()
        paths = [ROOT / name for name in listing.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path for path in ROOT.rglob("*") if ".venv" not in path.parts and ".git" not in path.parts]
    return tuple(path for path in paths if path.is_file())


def place(path: Path, node: ast.AST | None = None) -> str:
    name = path.relative_to(ROOT).as_posix()
    return name if node is None else f"{name}:{getattr(node, 'lineno', 0)}"


def imports(name: str, path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Every module named in an import statement of a module, relative ones resolved; also those inside functions."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    if path.name == "__init__.py":
        package = package[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                base = package[: len(package) - node.level + 1]
                yield node, ".".join([*base, *([node.module] if node.module else [])])
            elif node.module:
                yield node, node.module
                for alias in node.names:
                    yield node, f"{node.module}.{alias.name}"


def is_of(imported: str, *packages: str) -> bool:
    return any(imported == package or imported.startswith(f"{package}.") for package in packages)


# --- size and words


def test_no_module_and_no_function_is_too_long() -> None:
    found = []
    for name, path in modules().items():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        longest = LONGEST_MAIN if name == "main" else LONGEST_MODULE
        if lines > longest:
            found.append(f"{place(path)}: {lines} lines")
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    found.append(f"{place(path, node)} {node.name}: {length} lines")
    assert not found, "\n".join(found)


def test_every_module_says_what_it_is() -> None:
    assert [place(path) for path in modules().values() if not ast.get_docstring(tree(path))] == []


def test_what_other_modules_use_says_what_it_does() -> None:
    used = {imported for name, path in modules().items() for _, imported in imports(name, path)}
    silent = []
    for name, path in modules().items():
        dotted = name.removesuffix(".__init__")
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                reached = f"{dotted}.{node.name}" in used
                if reached and ast.get_docstring(node) is None:
                    silent.append(f"{place(path, node)} {node.name}")
    assert not silent, "\n".join(silent)


def test_nothing_is_left_for_later() -> None:
    left = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|NotImplemented" + r"Error)\b")
    found = [
        f"{place(path)}:{number}: {line.strip()[:80]}"
        for path in modules().values()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if left.search(line)
    ]
    assert not found, "\n".join(found)


def test_no_function_is_written_twice() -> None:
    written: dict[str, list[str]] = defaultdict(list)
    for path in modules().values():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) is not None else node.body
                if sum(1 for part in body for _ in ast.walk(part)) >= 40:
                    text = "\n".join(ast.dump(part) for part in body)
                    written[text].append(f"{place(path, node)} {node.name}")
    assert [places for places in written.values() if len(places) > 1] == []


# --- who may know whom


def test_modules_go_in_no_circle() -> None:
    graph = grimp.build_graph("opinion_desk", "models", "data", "ui", cache_dir=None)
    importers = {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}
    while leaves := {module for module, imported in importers.items() if not imported & importers.keys()}:
        for module in leaves:
            del importers[module]
    # What is left imports only what is left; drop what no circle comes back to.
    while roots := {module for module in importers if not any(module in imported for imported in importers.values())}:
        for module in roots:
            del importers[module]
    assert sorted(importers) == []


def test_the_composition_root_is_imported_by_nobody() -> None:
    assert [
        place(path, node) for name, path in modules().items() for node, i in imports(name, path) if i == "main"
    ] == []


def test_only_compose_knows_the_models_and_only_inside_functions() -> None:
    found = []
    for name, path in modules().items():
        if not name.startswith("opinion_desk."):
            continue
        at_top = {id(node) for node in tree(path).body}
        for node, imported in imports(name, path):
            if is_of(imported, "models") and (name != "opinion_desk.compose" or id(node) in at_top):
                found.append(f"{place(path, node)} {imported}")
    assert not found, "\n".join(found)


def test_qt_is_known_in_the_window_alone() -> None:
    allowed = re.compile(r"^(ui\.|bench\.|main$)")
    found = [
        f"{place(path, node)} {imported}"
        for name, path in modules().items()
        if not allowed.match(name)
        for node, imported in imports(name, path)
        if is_of(imported, "PySide6", "shiboken6", "pyqtgraph", "qtawesome", "qtpy")
    ]
    assert not found, "\n".join(found)


def test_domain_uses_the_standard_library_alone() -> None:
    found = [
        f"{place(path, node)} {imported}"
        for name, path in modules().items()
        if name.startswith("opinion_desk.domain.")
        for node, imported in imports(name, path)
        if imported.split(".")[0] not in sys.stdlib_module_names and not is_of(imported, "opinion_desk.domain")
    ]
    assert not found, "\n".join(found)


def test_every_room_stands_in_the_import_rules() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    sources = {source for rule in rules for source in rule["source_modules"]}
    rooms = {f"opinion_desk.{path.parent.name}" for path in (ROOT / "opinion_desk").glob("*/__init__.py")}
    assert rooms - {"opinion_desk.demo"} <= sources  # the demo plays the whole house and may know every room
    assert {"ui", "models", "data"} <= sources


def test_rooms_beside_each_other_are_forbidden_each_other() -> None:
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    beside = {"store", "collectors", "channels", "documents", "papers"}
    there = {f"opinion_desk.{name}" for name in beside if (ROOT / "opinion_desk" / name / "__init__.py").exists()}
    for rule in rules:
        if len(rule["source_modules"]) == 1 and (room := rule["source_modules"][0]) in there:
            assert there - {room} <= set(rule["forbidden_modules"]), rule["name"]
    for outside in ("opinion_desk.cli", "ui", "models"):
        rule = next(rule for rule in rules if rule["source_modules"] == [outside])
        assert there <= set(rule["forbidden_modules"]), rule["name"]


# --- what is heavy


def test_learning_libraries_are_named_where_learning_happens_alone() -> None:
    found = []
    for name, path in modules().items():
        at_top = {id(node) for node in tree(path).body}
        for node, imported in imports(name, path):
            if not is_of(imported, *HEAVY) or LEARNING.match(name):
                continue
            pandas_when_asked = is_of(imported, "pandas") and id(node) not in at_top and not is_of(name, "models", "ui")
            if not pandas_when_asked:
                found.append(f"{place(path, node)} {imported}")
    assert not found, "\n".join(found)


def test_no_module_loads_what_is_heavy_when_it_is_imported() -> None:
    names = [n.removesuffix(".__init__") for n in modules() if not LEARNING.match(n) and not n.endswith("__main__")]
    program = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        f"print(*sorted({set(HEAVY)!r} & sys.modules.keys()))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


# --- time and SQL


def test_only_the_clock_asks_for_the_time() -> None:
    asks = re.compile(
        r"(^|\.)(datetime|date)\.(now|utcnow|today)$|^time\.(time|time_ns|clock_gettime\w*|localtime|gmtime|ctime|strftime)$"
        r"|^Q(DateTime|Date|Time)\.current\w+$"
    )
    found = []
    for name, path in modules().items():
        if name == "opinion_desk.clock":
            continue
        for node in ast.walk(tree(path)):
            asked = isinstance(node, ast.Attribute) and asks.match(ast.unparse(node))
            taken = isinstance(node, ast.ImportFrom) and node.module == "time" and not {a.name for a in node.names} <= {
                "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time", "sleep"
            }  # fmt: skip
            if asked or taken:
                found.append(f"{place(path, node)} {ast.unparse(node)}")
    assert not found, "\n".join(found)


def test_sql_is_spoken_in_the_store_alone() -> None:
    spoken = re.compile(
        r"^\s*(SELECT\s|INSERT\s+(INTO|OR)\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|REPLACE\s+INTO\s|WITH\s+\w+\s+AS\s*\(|"
        r"(CREATE|DROP|ALTER)\s+(TABLE|INDEX|VIRTUAL|TRIGGER|VIEW|UNIQUE)|PRAGMA\s|ATTACH\s|VACUUM\b|BEGIN\s+(IMMEDIATE|EXCLUSIVE))",
        re.IGNORECASE,
    )
    found = []
    for name, path in modules().items():
        if is_of(name, "opinion_desk.store", "bench"):  # benchmarks measure a bare SQLite beside ours
            continue
        found += [
            f"{place(path, node)} {imported}"
            for node, imported in imports(name, path)
            if is_of(imported, "sqlite3", "pysqlite3", "sqlite_utils")
        ]
        found += [
            f"{place(path, node)} {node.value[:40]!r}"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and spoken.match(node.value)
        ]
    assert not found, "\n".join(found)


# --- sentences


def _sentences_asked_for(path: Path) -> Iterator[tuple[ast.Call, str, set[str] | None]]:
    """Calls that name a sentence by a constant id: the call, the id, and the blanks it fills (None: not known)."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        first: Any = node.args[0]
        if (
            called in {"Refused", "Unavailable", "sentence"}
            and isinstance(first, ast.Constant)
            and isinstance(first.value, str)
        ):
            names = [keyword.arg for keyword in node.keywords]
            yield node, first.value, None if None in names else {name for name in names if name}


def test_every_sentence_asked_for_stands_in_messages_with_its_blanks() -> None:
    found = []
    for path in modules().values():
        for node, id, filled in _sentences_asked_for(path):
            if id not in SENTENCES:
                found.append(f"{place(path, node)} {id}: no such sentence")
                continue
            blanks = {
                blank.split(".")[0].split("[")[0] for _, blank, _, _ in string.Formatter().parse(SENTENCES[id]) if blank
            }
            if filled is not None and not blanks <= filled:
                found.append(f"{place(path, node)} {id}: {sorted(blanks - filled)} stay empty")
    assert not found, "\n".join(found)


def test_every_sentence_is_chinese_and_ends() -> None:
    ends = ("。", "！", "？", "……", "}", "）", "”")
    found = []
    for id, text in SENTENCES.items():
        own = re.sub(r"\{[^}]*\}", "", text)  # a frame around other sentences has no words of its own
        foreign = re.search(r"[A-Za-z]", own) and not re.search(r"[\u4e00-\u9fff]", own)
        if foreign or not text.endswith(ends):
            found.append(f"{id}: {text}")
    assert not found, "\n".join(found)


# --- files


def test_no_file_names_a_registry_or_this_machine() -> None:
    hosts = [
        "files.python" + "hosted",
        "pypi" + ".org",
        "registry.npm" + "js",
        "deb." + "debian",
        "mirrors." + "aliyun",
    ]
    machine = r"(^|[\s\"'(=`])(/(work|root|farm|tmp/w)/|/home/\w+/|/Users/\w+/|[A-Z]:\\Users\\)"
    forbidden = re.compile("|".join([re.escape(host) for host in hosts] + [machine]))
    found = []
    for path in tracked():
        if path == Path(__file__) or path.stat().st_size > 2_000_000:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if forbidden.search(line):
                found.append(f"{place(path)}:{number}: {line.strip()[:80]}")
    assert not found, "\n".join(found)


def pins(lock: str) -> dict[str, str]:
    """Requirements of a lock file, each with all that follows it."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    rows = re.split(r"\n(?=\S)", "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#")))
    return {row.split("==")[0].strip(): row for row in rows if row.strip()}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_its_hashes_and_no_index_is_named(lock: str) -> None:
    for name, row in pins(lock).items():
        assert re.match(r"[a-z0-9][a-z0-9._-]*==[\w.+!]+", row), name
        assert "--hash=sha256:" in row, name
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"(--(extra-)?index-url|--find-links|://)", text)


def test_the_lock_of_the_tests_holds_the_other_whole() -> None:
    run, test = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name for name, row in run.items() if test.get(name) != row} == set()


def test_every_package_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for lock, asked in (
        ("requirements.lock", project["dependencies"]),
        ("requirements-dev.lock", project["dependencies"] + project["optional-dependencies"]["dev"]),
    ):
        locked = {re.sub(r"[-_.]+", "-", name.lower()) for name in pins(lock)}
        wanted = {re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[; ]", line)[0].lower()) for line in asked}
        assert wanted <= locked


@pytest.mark.skipif(sys.platform == "win32", reason="files have no executable bit there")
def test_the_starters_can_be_started_and_the_check_calls_the_tests() -> None:
    assert os.access(ROOT / "desk", os.X_OK)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    commands = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line and not line.startswith("#")]
    assert len(commands) == 1
    assert commands[0].endswith('/desk" test')
