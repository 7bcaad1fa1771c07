"""The house rules behave as their samples say, and our code keeps them."""

from __future__ import annotations

import pytest

from tests.tooling.house_rules import RULES, Rule, breaks, findings, unwelcome_files

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@each_rule
def test_the_bad_sample_breaks_the_rule_and_the_good_one_keeps_it(rule: Rule) -> None:
    assert breaks(rule, rule.bad)
    assert not breaks(rule, rule.good)


@each_rule
def test_a_suppression_counts_only_with_its_reason(rule: Rule) -> None:
    assert not breaks(rule, f"{rule.bad}  # house: the edge of the program")
    assert breaks(rule, f"{rule.bad}  # house:")


def test_our_code_keeps_the_house_rules() -> None:
    assert [f"{one.path}:{one.line}: {one.rule.name}" for one in findings()] == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert unwelcome_files() == []
