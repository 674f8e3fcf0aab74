"""What the search says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

TITLE: Final = Sentence("Search", "搜索")
PLACEHOLDER: Final = Sentence(
    "words, a formula, your own notes; in English or Chinese", "词语、公式、自己的笔记，中英文皆可，也可用拼音首字母"
)
TERMS_PLACEHOLDER: Final = Sentence("a term, in English or Chinese", "术语，中英文皆可，也可用拼音首字母")
NOTHING: Final = Sentence("Nothing found for “{query}”.", "没有找到“{query}”。")
INVITATION: Final = Sentence(
    "Type a few letters. Small slips of the finger don't matter.", "输入几个字即可，英文有小的拼写错误也没关系。"
)
KINDS: Final[Mapping[str, Sentence]] = {
    "lesson": Sentence("lesson {number}", "第 {number} 课"),
    "term": Sentence("term", "术语"),
    "step": Sentence("{lesson}, step {number} · {kind}", "《{lesson}》第 {number} 步 · {kind}"),
    "noted": Sentence("your note on {lesson}, step {number}", "你在《{lesson}》第 {number} 步的笔记"),
    "reported": Sentence("your problem with {lesson}, step {number}", "你在《{lesson}》第 {number} 步报告的问题"),
}
"""What was found and where, by its kind."""
