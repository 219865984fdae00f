"""New passwords keep the rules of the platform that they are for."""

import pytest

from vault import generator
from vault.generator import PasswordRules
from vault.secret import expose_text


@pytest.mark.parametrize(
    "rules_of",
    [
        pytest.param(PasswordRules(), id="usual"),
        pytest.param(PasswordRules(length=8), id="short"),
        pytest.param(PasswordRules(symbols=""), id="no symbols"),
        pytest.param(PasswordRules(length=128, symbols="-", letter_first=True), id="letter first"),
    ],
)
def test_a_new_password_keeps_the_platforms_rules(rules_of: PasswordRules) -> None:
    made = {expose_text(generator.generate(rules_of)) for _ in range(50)}
    assert len(made) == 50
    for each in made:
        assert len(each) == rules_of.length
        assert all(any(char in kind for char in each) for kind in rules_of.classes())
        assert not set(each) & set("Il1O0")
        assert not rules_of.letter_first or each[0].isalpha()


def test_rules_that_make_no_password_are_refused() -> None:
    with pytest.raises(ValueError, match="do not make"):
        generator.generate(PasswordRules(length=4))
