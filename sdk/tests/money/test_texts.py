"""A text has both languages or is refused."""

from typing import Any

import pytest
from joincard_sdk.texts import Text, TextError


class TestAText:
    @pytest.mark.parametrize(("en", "zh"), [("", "好"), ("good", " "), ("good", None), (1, "好")])
    def test_without_words_in_one_language_is_refused(self, en: Any, zh: Any) -> None:
        with pytest.raises(TextError, match="both languages"):
            Text(en, zh)

    @pytest.mark.parametrize(
        "raw", [None, "good", {}, {"en": "good"}, {"en": "a", "zh": "b", "fr": "c"}, ["en"]]
    )
    def test_is_read_only_from_its_two_fields(self, raw: Any) -> None:
        with pytest.raises(TextError, match="exactly"):
            Text.from_json(raw)

    def test_goes_to_json_and_back(self) -> None:
        text = Text("Free from seventy", "七十岁起免费")
        assert Text.from_json(text.to_json()) == text
