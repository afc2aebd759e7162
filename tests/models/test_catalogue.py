"""The names offered when a verdict is corrected."""

from __future__ import annotations

from models.catalogue import load_catalogue
from opinion_desk.domain.unit import Unit


def test_every_function_has_a_unit_in_the_jurisdiction_and_the_desk_s_own_name_wins() -> None:
    own = Unit(1, "云川水务集团有限公司", "water_supply")
    catalogue = load_catalogue("云川市", [own])
    assert catalogue.unit_name("water_supply") == "云川水务集团有限公司"
    assert catalogue.unit_name("education") == "云川市教育局"
    assert len(catalogue.functions()) == 76


def test_topics_are_between_twenty_two_and_thirty_and_distinct() -> None:
    topics = load_catalogue(None).topics()
    assert 22 <= len(topics) <= 30
    assert len(set(topics)) == len(topics)


def test_without_a_jurisdiction_a_unit_bears_the_name_of_its_function() -> None:
    assert load_catalogue(None).unit_name("housing_construction") == "住房和城乡建设局"


def test_a_rule_is_told_with_its_documents_and_clauses() -> None:
    rule = load_catalogue("云川市").rule("R3")
    assert rule is not None
    assert rule.refs[0].document == "天宁区关于全面推进政务公开工作的实施意见"
    assert rule.refs[0].clause == "二(一)5 明确回应责任"
    assert load_catalogue(None).rule("no_rule") is None
