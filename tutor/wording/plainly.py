"""What only the plain front end says: its commands, what may be typed now, the lab in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tutor.wording import interface, keys
from tutor.wording.sentence import Sentence


@dataclass(frozen=True, slots=True)
class CommandWording:
    """A command that is typed after a colon: its letter, its name, which may be typed as well, and what it does."""

    letter: str
    name: Sentence
    help: Sentence


COMMANDS: Final[Mapping[str, CommandWording]] = {
    "next": CommandWording("n", Sentence("next", "下一步"), keys.NEXT_HELP),
    "previous": CommandWording("p", Sentence("previous", "上一步"), keys.PREVIOUS_HELP),
    "hint": CommandWording("h", Sentence("hint", "提示"), Sentence(
        "Get a hint; again, a stronger one.", "给出提示；再次输入给出更明确的提示。"
    )),
    "skip": CommandWording("s", Sentence("skip", "跳过"), keys.SKIP_HELP),
    "again": CommandWording("a", Sentence("again", "重做"), keys.AGAIN_HELP),
    "repeat": CommandWording("r", Sentence("repeat", "重读"), Sentence(
        "Write this step once more.", "重新显示这一步的内容。"
    )),
    "rules": CommandWording(
        "v",
        Sentence("rules", "法则"),
        Sentence("Unfold the rules behind the factors of a derivation.", "展开推导中各因子背后的求导法则。"),
    ),
    "know": CommandWording("k", Sentence("known", "已会"), Sentence(
        "Show that you know this lesson: three questions, all right at once.",
        "表明这一课已经会了：三道题，全部一次答对。",
    )),
    "outline": CommandWording("o", Sentence("outline", "目录"), Sentence(
        "List the steps of the lesson; :o 5 goes to step 5.", "列出本课的所有步骤；:o 5 前往第 5 步。"
    )),
    "bookmark": CommandWording("m", Sentence("bookmark", "书签"), keys.BOOKMARK_HELP),
    "note": CommandWording("j", Sentence("note", "笔记"), Sentence(
        "Write a note on this step: :j and the text; :j - takes it away.", "为这一步写笔记：:j 加内容；:j - 删除。"
    )),
    "report": CommandWording("!", Sentence("problem", "问题"), Sentence(
        "Note down a problem with this step: :! and the text.", "记下这一步的问题：:! 加内容。"
    )),
    "course": CommandWording("c", Sentence("course", "课程"), keys.LEAVE_HELP),
    "glossary": CommandWording("g", Sentence("glossary", "术语表"), Sentence(
        "List the terms; :g gradient says what a gradient is.", "列出所有术语；“:g 梯度”说明什么是梯度。"
    )),
    "search": CommandWording("/", Sentence("search", "搜索"), Sentence(
        "Find lessons, steps and terms: :/ slope; :/ 2 opens the second.",
        "查找课、步骤和术语：:/ 斜率；:/ 2 打开第二条。",
    )),
    "review": CommandWording("d", Sentence("review", "复习"), keys.REVIEW_HELP),
    "progress": CommandWording("t", Sentence("progress", "进度"), keys.PROGRESS_HELP),
    "language": CommandWording("l", Sentence("language", "语言"), keys.LANGUAGE_HELP),
    "help": CommandWording("?", Sentence("help", "帮助"), Sentence("List these commands.", "列出这些命令。")),
    "quit": CommandWording("q", Sentence("quit", "退出"), keys.QUIT_HELP),
}  # fmt: skip
"""In the order in which the help lists them."""

WELCOME = Sentence(
    "Type answers; a command begins with a colon. :? lists the commands, :q leaves.",
    "直接输入答案；命令以冒号开头。:? 列出全部命令，:q 退出。",
)
SAVED_AS_YOU_GO = Sentence("Everything is saved as you go.", "进度会随时自动保存。")
LEAVE_UNSAVED = Sentence(
    "{held} Press Enter to try again, type q to leave without saving, or anything else to stay.",
    "{held}按 Enter 重试；输入 q 不保存，直接离开；输入其他内容则留下。",
)
GOODBYE = Sentence("Goodbye. Everything is saved.", "再见。所有进度都已保存。")
GOODBYE_UNKEPT = Sentence("Goodbye.", "再见。")
UNKNOWN_COMMAND = Sentence("There is no command {command}. :? lists them all.", "没有命令 {command}。:? 列出全部命令。")
MISSPELT_COMMAND = Sentence(
    "There is no command {command}. Did you mean {near}? :? lists all commands.",
    "没有命令 {command}。是不是想输入 {near}？:? 列出全部命令。",
)
NOT_HERE = Sentence("{command} works only inside a lesson.", "{command} 只能在学习某一课时使用。")
NOT_IN_LESSON = Sentence(
    "{command} works on the list of lessons; :c goes there.", "{command} 只能在课程列表中使用；:c 回到课程列表。"
)
NOT_IN_REVIEW = Sentence("{command} does not work in a review.", "复习中不能使用 {command}。")

# Review, search, notes
DUE = Sentence("Review cards: {cards}. :d goes through them.", "复习卡片：{cards}。输入 :d 开始。")
REVIEW_HOW = Sentence(
    "{count|card|cards}. Where you are not sure of an answer, end it with a question mark: 2?",
    "共 {count} 张卡片。对答案没有把握时，在末尾加一个问号，例如 2?",
)
REVIEW_KEY = ":d"
KNOW_HOW = Sentence(
    "Known already? :k asks three questions; all right at once, and the lesson counts as known.",
    "这一课已经会了？输入 :k 答三道题，全部一次答对，就算学会了这一课。",
)
SEARCH_HOW = Sentence("Type :/ and what you look for, such as :/ slope.", "输入 :/ 加要找的内容，例如 :/ 斜率。")
OPEN_FOUND = Sentence(":/ and a number opens one of them.", "输入 :/ 加编号打开其中一条。")
NOTE_HOW = Sentence(
    "Nothing stands here yet. Type the text behind the command.", "这里还没有内容。请把内容写在命令后面。"
)

# The course
OPEN_RECOMMENDED = Sentence(
    "Enter opens {title}. A number opens another lesson; :q leaves.",
    "按 Enter 打开《{title}》。输入编号打开其他课；:q 退出。",
)
OPEN_ANY = Sentence("Type the number of a lesson to open it; :q leaves.", "输入课的编号即可打开；:q 退出。")
ALL_DONE = Sentence("Every lesson is done.", "所有课都已学完。")
NO_SUCH_LESSON = Sentence(
    "“{text}” is not a lesson. Type a number from 1 to {count}.", "没有“{text}”这一课。请输入 1 到 {count} 之间的编号。"
)

# A step
STEP_HEAD = Sentence("Step {number} of {total}: {title}", "第 {number} 步，共 {total} 步：{title}")
STEP_HEAD_STATE = Sentence(
    "Step {number} of {total}: {title} ({state})", "第 {number} 步，共 {total} 步：{title}（{state}）"
)
OUTLINE_HERE = Sentence("you are here", "当前位置")
NO_SUCH_STEP = Sentence(
    "“{text}” is not a step. Type a number from 1 to {count}, as in :o 1.",
    "没有“{text}”这一步。请输入 1 到 {count} 之间的编号，例如 :o 1。",
)
NO_RULES = Sentence("No factor of a derivation stands here yet.", "这里还没有展开任何推导因子。")
TERMS_HERE = Sentence(
    "Terms here: {terms}. :g and a term says what it means.", "这里的术语：{terms}。输入 :g 加术语可查看解释。"
)
LESSONS_HERE = Sentence(
    "Lessons here: {places}. :c goes to the list of lessons, where the number opens one.",
    "这里提到的课：{places}。输入 :c 回到课程列表，再输入编号即可打开。",
)
SEVERAL_TERMS = Sentence("Several terms fit “{text}”. Which one?", "有几个术语与“{text}”相符，要看哪一个？")
NO_SUCH_TERM = Sentence("The glossary has no “{text}”. :g lists its terms.", "术语表中没有“{text}”。:g 列出全部术语。")
TASK_HEAD = Sentence("Task {number} of {total}", "任务 {number}，共 {total} 个")

# What may be typed now
ENTER_NEXT = Sentence("Enter goes on to the next step.", "按 Enter 前往下一步。")
ENTER_FINISH = Sentence("Enter finishes the lesson.", "按 Enter 结束本课。")
ANSWER_CHOICE = Sentence("Type the number of your answer, 1 to {count}.", "输入答案的编号，1 到 {count}。")
ANSWER_CHOICES = Sentence("Type the numbers of all that are true, such as 1,3.", "输入所有正确说法的编号，例如 1,3。")
ANSWER_ORDER = Sentence(
    "Type all numbers in the right order, such as {example}.", "按正确的顺序输入所有编号，例如 {example}。"
)
ANSWER_MATCH = Sentence(
    "Type each number with the letter of its partner, such as {example}.",
    "输入每个编号和它所配的字母，例如 {example}。",
)
ANSWER_RULE = Sentence("Type the number or the name of the rule.", "输入法则的编号或名称。")
STILL_OPEN = Sentence(
    "This question is still open; :h gives a hint, :s skips it. {how}", "这道题还没有回答；:h 给出提示，:s 跳过。{how}"
)
NOTHING_ASKED = Sentence("No answer is asked for here.", "这里没有要回答的问题。")
NO_SUCH_CHOICE = Sentence("“{text}” is not a choice. {how}", "选项中没有“{text}”。{how}")
NOT_ARRANGED = Sentence("“{text}” cannot be used here. {how}", "这里不能用“{text}”作答。{how}")
ONE_ONLY = Sentence("Only one answer is asked for. {how}", "只需选一个答案。{how}")
TWO_PARTNERS = Sentence(
    "In “{text}” one number has two letters; each needs exactly one. {how}",
    "“{text}”里有一个编号配了两个字母；每个编号只能配一个。{how}",
)
TRY_AGAIN = Sentence("Try again; :h gives a hint.", "再试一次；:h 给出提示。")

# The lab
LAB_COMMANDS = Sentence(
    "Type f (forward pass), b (backward pass), next (one operation), u (one update), run 50 (50 updates), step 3 (back "
    "to step 3), outcome (of your prediction), {settings}, x {name} (explain a gradient), inspect {name} (its "
    "numbers), check (all gradients), freeze {name}, undo, or reset.",
    "输入 f（前向传播）、b（反向传播）、next（一个运算）、u（更新一步）、run 50（更新 50 步）、step 3（回到第 3 步）、"
    "outcome（预测的结果）、{settings}、x {name}（解释梯度）、inspect {name}（查看数值）、check（检验全部梯度）、"
    "freeze {name}（冻结）、undo（撤销）或 reset（重置）。",
)
FROZEN = Sentence(
    "Frozen, so that training leaves it alone and the run is not judged: {names}.",
    "已冻结（训练不再改变，本次运行不计入任务）：{names}。",
)
EXPLAINED = Sentence(
    "Type x and one of {names}: its gradient is explained, as the numbers stand now.",
    "输入 x 和其中一个名称：{names}，按当前数值解释它的梯度。",
)
LAB_UNREADABLE = Sentence("This could not be read. {how}", "无法识别。{how}")
TOO_MANY_STEPS = Sentence("At most {most} updates at a time.", "一次最多更新 {most} 步。")
MANY_PARAMETERS = Sentence(
    "{count} parameters, too many to list: type x and the name of one.",
    "共有 {count} 个参数，不一一列出：输入 x 和其中一个的名称即可查看。",
)
LOSSES = Sentence("loss by step: {losses}", "损失：{losses}")
SETTLES: Final[Mapping[str, Sentence]] = {
    "forward": Sentence("f does the forward pass, which settles your prediction.", "f 进行前向传播，看预测的结果。"),
    "backward": Sentence(
        "b does the backward pass as well, which settles your prediction.", "b 再进行反向传播，看预测的结果。"
    ),
    "update": Sentence("u updates once, which settles your prediction.", "u 更新一步，看预测的结果。"),
}
"""What settles a prediction about the first step."""
SETTLES_LATER = Sentence(
    "run {steps} leads to where your prediction is settled.", "run {steps} 运行到预测见分晓的那一步。"
)
STEP_LOSS = Sentence("{step}: {loss}", "第 {step} 步 {loss}")
TASK_EDITED: Final[Mapping[str, Sentence]] = {
    **interface.TASK_EDITED,
    "training": Sentence(
        "Something was changed on the way. Type reset and run from the start.",
        "运行途中有改动。请输入 reset 重置，再从头运行。",
    ),
}
TASK_FROZEN = Sentence(
    "A run with something frozen or thawed by hand is not judged. Type reset to go back to the start.",
    "手动冻结或解冻过参数的运行不计入任务。输入 reset 回到起点。",
)
PREDICTED_UNCHANGED = Sentence(
    "Your prediction is about the unchanged run: outcome runs it, undo returns.",
    "预测针对未改动的运行：输入 outcome 从头运行，再输入 undo 返回。",
)
SET_ASIDE = Sentence(
    "This is the unchanged run: what you set is put aside, undo brings it back.",
    "这是未改动的运行：你的设定先放在一边，输入 undo 恢复。",
)
TASK_MISSED = Sentence(
    "Not within {steps|step|steps}. Type reset, change something, run again.",
    "{steps} 步之内没有达到目标。输入 reset 重置，改一改设置，再运行。",
)
TASK_UNTRIED = Sentence(
    "Nothing was changed for the task yet. Type reset, change something, run again.",
    "还没有为这个任务改过设置。输入 reset 重置，改一改设置，再运行。",
)
DIVERGED = Sentence("The loss has diverged. Type reset to start again.", "损失已经发散。输入 reset 重新开始。")
FORWARD_SHOWS = Sentence("f shows whether the task is met.", "输入 f 看是否达到目标。")
PHASES: Final[Mapping[str, Sentence]] = {
    "idle": Sentence("f does the forward pass; run 5 makes five updates.", "f 进行前向传播；run 5 更新五步。"),
    "forward": Sentence("f goes on with the forward pass.", "f 继续前向传播。"),
    "forward-done": Sentence("Forward pass done. b goes back for the gradients.", "前向传播完成。b 反向求梯度。"),
    "backward": Sentence("b goes on with the backward pass.", "b 继续反向传播。"),
    "backward-done": Sentence(
        "The gradients are there. u takes one step against them.", "梯度已算出。u 沿负梯度更新一步。"
    ),
}
