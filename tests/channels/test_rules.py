"""The defaults stand, an admin may change them, and what is wrong is named."""

import pytest

from tickets_service.channels import load_rules
from tickets_service.errors import Invalid


def test_every_default_says_where_it_comes_from():
    for channel in load_rules().channels.values():
        rules = [getattr(channel, name) for name in type(channel).model_fields if name != "title"]

        assert all(rule.source for rule in rules)
        assert all(rule.unsure for rule in rules if rule.source == "no source")


def test_a_source_nobody_named_is_as_free_as_the_shop():
    rules = load_rules()

    assert rules.for_source("EBAY").title == "eBay"
    assert rules.for_source(None) == rules.for_source("frontend") == rules.for_source("new") == rules.channels["shop"]


def test_what_an_admin_changed_is_laid_over_the_defaults():
    rules = load_rules(
        {"channels": {"ebay": {"length": {"most": 4000, "counts": "text"}}}, "sources": {"email": "amazon"}}
    )

    assert rules.channels["ebay"].length.most == 4000
    assert not rules.channels["ebay"].links.allowed
    assert rules.for_source("email").title == "Amazon"
    assert load_rules().channels["ebay"].length.most == 950


@pytest.mark.parametrize(
    ("overrides", "rule"),
    [
        ({"channels": {"ebay": {"length": {"most": "many"}}}}, "channels.ebay.length.most"),
        ({"channels": {"ebay": {"length": {"most": 0}}}}, "channels.ebay.length.most"),
        ({"channels": {"ebay": {"length": {"most": True}}}}, "channels.ebay.length.most"),
        ({"channels": {"ebay": {"lenght": {"most": 9}}}}, "channels.ebay.lenght"),
        ({"channels": {"ebay": {"links": {"hosts": ["https://ebay.de"]}}}}, "channels.ebay.links.hosts.0"),
        ({"channels": {"ebay": {"links": {"allowed": "no"}}}}, "channels.ebay.links.allowed"),
        ({"channels": {"ebay": None}}, "channels.ebay"),
        ({"channels": {"new": {"title": "New"}}}, "channels.new.length"),
        ({"sources": {"email": "nowhere"}}, "sources.email"),
    ],
)
def test_a_wrong_rule_is_refused_by_its_name(overrides, rule):
    with pytest.raises(Invalid) as refused:
        load_rules(overrides)

    assert rule in refused.value.errors
    assert rule in refused.value.message


@pytest.mark.parametrize("text", ["channels: [", "- a", "a: 1\na: 2", "channels: {}\nsources: {}"])
def test_what_are_no_rules_is_said(text):
    with pytest.raises(Invalid):
        load_rules(text=text)
