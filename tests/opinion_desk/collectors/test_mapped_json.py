"""JSON of any shape read by a small mapping."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from opinion_desk.collectors.detect import read_document
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.list_rules import JsonRules, SourceRules
from opinion_desk.domain.source import Form

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
RULES = JsonRules(
    title="target.name", entries="payload.cards.0.rows", id="no", published="at", text="brief", heat="n.hot",
    prefix="https://a.example.cn/q/",
)  # fmt: skip
VALUE: dict[str, Any] = {
    "payload": {
        "cards": [
            {
                "rows": [
                    {
                        "no": 7,
                        "target": {"name": "大桥维修"},
                        "at": 1763600000,
                        "brief": "三天",
                        "n": {"hot": "12.5万"},
                    },
                    {"no": 8, "target": {"name": "停水"}, "at": "昨天 08:30", "n": {"hot": None}},
                    {"no": 9},
                ]
            }
        ]
    }
}


def _read(value: Any, rules: JsonRules = RULES) -> Any:
    raw = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    return read_document(raw, now=NOW, rules=SourceRules(json=rules))


def test_a_mapping_leads_to_titles_links_times_and_heat() -> None:
    form, read = _read(VALUE)
    assert form is Form.HOT_LIST
    first, second = read.items
    assert (first.title, first.link, first.body) == ("大桥维修", "https://a.example.cn/q/7", "三天")
    assert (first.metrics.rank, first.metrics.heat) == (1, 125_000.0)
    assert first.published == datetime(2025, 11, 20, 0, 53, 20, tzinfo=UTC)
    assert second.published == datetime(2026, 11, 19, 0, 30, tzinfo=UTC) and second.metrics.heat is None
    assert len(read.problems) == 1 and "3" in read.problems[0]


def test_entries_kept_by_name_instead_of_in_a_list_are_entries_too() -> None:
    _, read = _read({"a": {"t": "一"}, "b": {"t": "二"}}, JsonRules(title="t"))
    assert [entry.title for entry in read.entries] == ["一", "二"]


@pytest.mark.parametrize(
    ("value", "rules", "id"),
    [
        (VALUE, JsonRules(title="t", entries="payload.none"), "rules_path_no_list"),
        (VALUE, JsonRules(title="t", entries="payload.cards"), "rules_path_no_title"),
        (b"{", RULES, "json_broken"),
        (b"<html>", RULES, "json_broken"),
        (b"[" * 100_000, RULES, "document_unknown"),
    ],
)
def test_a_mapping_that_leads_nowhere_is_told(value: Any, rules: JsonRules, id: str) -> None:
    with pytest.raises(Refused) as why:
        _read(value, rules)
    assert why.value.id == id
