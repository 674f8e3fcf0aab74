"""What a step on code says: which lines are read, what goes into a blank, how to run the same network."""

from __future__ import annotations

from tutor.wording.sentence import Sentence

LINE = Sentence("Line {first}", "第 {first} 行")
LINES = Sentence("Lines {first} to {last}", "第 {first} 至 {last} 行")
FILL_IN = Sentence("What belongs in line {line}?", "第 {line} 行的空里该填什么？")
TYPE_CODE = Sentence("the missing piece of code", "输入缺少的代码")
GO_ON = Sentence("Enter goes on.", "按 Enter 继续。")
LAB_TITLE = Sentence("The same network in the lab", "同一个网络的实验台")
SAME_NETWORK = Sentence(
    "The same network as a script: `python -m tutor export {script} --to numpy`",
    "把同一个网络写成完整的脚本：`python -m tutor export {script} --to numpy`",
)
