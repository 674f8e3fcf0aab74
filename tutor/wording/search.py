"""What the search says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

TITLE: Final = Sentence("Search", "搜索")
PLACEHOLDER: Final = Sentence("a lesson, a step or a term, in English or Chinese", "课、步骤或术语，中英文皆可")
NOTHING: Final = Sentence("Nothing found for “{query}”.", "没有找到“{query}”。")
INVITATION: Final = Sentence(
    "Type a few letters. Small slips of the finger don't matter.", "输入几个字即可，英文小的拼写错误也没关系。"
)
KINDS: Final[Mapping[str, Sentence]] = {
    "lesson": Sentence("lesson", "课"),
    "term": Sentence("term", "术语"),
    "step": Sentence("step", "步骤"),
}
STEP_OF: Final = Sentence("step in {lesson}", "《{lesson}》中的步骤")
