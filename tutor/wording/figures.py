"""What living figures say beside their pictures."""

from __future__ import annotations

from typing import Final

from tutor.wording import Sentence

SLOPE: Final = Sentence("slope", "斜率")
SLOPES_AT_KINK: Final = Sentence("a kink: {left} | {right}", "折点：{left} | {right}")
NO_SLOPE: Final = Sentence("no slope here", "此处无斜率")
NO_VALUE: Final = Sentence("no value here", "此处无定义")
CHANGE: Final = Sentence("change", "变化")
ASKED: Final = Sentence("asked: {name} = {value}", "所问：{name} = {value}")
