"""A ladder a clock: what stood as the one escalation of an incident becomes the first of its escalations."""

from __future__ import annotations

from typing import Final

# The rows are made anew from the acts afterwards (rebuilding.py); this keeps those readable whose acts do not replay.
SQL: Final = """
UPDATE incidents SET json = json_remove(
    json_set(json, '$.escalations',
        CASE WHEN json_type(json, '$.escalation') = 'object'
        THEN json_array(json_extract(json, '$.escalation')) ELSE json_array() END),
    '$.escalation')
WHERE json_type(json, '$.escalation') IS NOT NULL;
"""
