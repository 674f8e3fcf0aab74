"""What the screens and the plain front end say: titles, verdicts, notices, labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

GETTING_READY = Sentence("One moment …", "请稍候……")
THEMES = {
    "tutor-dark": Sentence("Dark theme.", "深色主题。"),
    "tutor-light": Sentence("Light theme.", "浅色主题。"),
    "tutor-high-contrast": Sentence("Theme of high contrast.", "高对比度主题。"),
    "tutor-nord": Sentence("Theme Nord, dark.", "Nord 主题（深色）。"),
    "tutor-gruvbox": Sentence("Theme Gruvbox, dark.", "Gruvbox 主题（深色）。"),
    "tutor-catppuccin": Sentence("Theme Catppuccin, dark.", "Catppuccin 主题（深色）。"),
    "tutor-solarized": Sentence("Theme Solarized, light.", "Solarized 主题（浅色）。"),
}
SMALL_WINDOW = Sentence(
    "This window is {width}×{height}; the tutor is made for 80×24 or more.",
    "当前窗口为 {width}×{height}，建议至少 80×24。",
)
INPUT_METHOD = Sentence(
    "Keys outside a field are plain letters: switch your input method to English.", "按 Shift 切换到英文输入。"
)
FIELD_FULL = Sentence(
    "The field holds at most {most} characters; {left|character was|characters were} left out.",
    "输入框最多容纳 {most} 个字符，有 {left} 个字符没有放进去。",
)
PARTNER_MOVED = Sentence(
    "{letter} was taken from {number}, which needs another partner now.",
    "{letter} 原来配给 {number}，现已移走；{number} 需要另配一个。",
)
LEAVING_TITLE = Sentence("Not everything is saved", "尚有未保存的进度")
LEAVE_UNSAVED = Sentence(
    "{held} Press s to try again, q to leave without saving, or Esc to stay.",
    "{held}按 s 重试，按 q 不保存直接离开，按 Esc 留下。",
)
STILL_UNSAVED = Sentence("That did not work.", "仍未能保存。")
LEAVE_HINT = Sentence(
    "Press q on the course list to quit, or Ctrl+Q anywhere.", "在课程列表按 q 退出，或在任何位置按 Ctrl+Q。"
)

# Home
LESSONS_DONE = Sentence("{done}/{total} lessons done", "已完成 {done}/{total} 课")
FINISHED_LESSON = Sentence(
    "Finished: {title}. {done} of {total} steps done.", "学完一课：{title}。已完成 {done}/{total} 步。"
)
FINISHED_WITH_SKIPPED = Sentence(
    "At the end of {title}: {done} of {total} steps done, the others wait for you.",
    "《{title}》已到末尾：完成 {done}/{total} 步，其余步骤随时可以补上。",
)
BROKEN_LESSON = Sentence("This lesson cannot be opened yet. Its first problem:", "这一课打不开。第一个问题：")
BROKEN_MARK = Sentence("broken", "有误")
NO_LESSONS = Sentence("This course has no lessons yet.", "这门课程还没有课。")

# Lesson
FIRST_STEP = Sentence(
    "This is the first step; esc goes back to the list of lessons.", "这是第一步；按 esc 回到课程列表。"
)
CHANGED_SINCE = Sentence(
    "This step was changed since you did it. Your credit stays.", "你做过之后，这一步有改动。原有成绩保留。"
)
RIGHT = Sentence("Right", "正确")
LAST_WAS_RIGHT = Sentence("Your last answer was right", "刚才的回答正确")
"""Said while the next part of a step is open, so that it is not taken for a word on that one."""
WRONG = Sentence("Not yet", "还不对")
EARLIER = Sentence("your earlier answer", "之前的答案")
EARLIER_TEXT = Sentence("your earlier answer: {answer}", "之前的答案：{answer}")
"""Behind a verdict, once something else stands there than what was judged."""
NOT_RIGHT = Sentence("not right", "错选")
MISSING = Sentence("missing", "漏选")
"""Before a statement that was ticked and is wrong, and before one that was left out and is right."""
INCOMPLETE = Sentence("Not complete yet", "还不完整")
TOO_MUCH = Sentence("More than what is missing", "多填了")
UNREADABLE = Sentence("Could not be read", "无法识别")
UNDECIDED = Sentence("Could not be decided", "无法判定")
COSTS_NOTHING = Sentence("This costs nothing; change it and try again.", "不计入错误；修改后再试即可。")
HINT = Sentence("Hint", "提示")
HINT_OF = Sentence("Hint {number} of {count}", "提示 {number}/{count}")
NEARLY_FOLLOWS = Sentence("the next one is close to the answer", "下一条已很接近答案")
ANSWER_FOLLOWS = Sentence("next comes the answer", "再下去就是答案")
"""Behind a hint, what the next one gives away."""
GIVES_ANSWER = Sentence(": answer", "：答案")
"""Behind the label of the key for hints, where the next one is the answer."""
MORE_HINTS = Sentence("Type {key} for a stronger hint.", "再输入 {key} 可得到更明确的提示。")
ANSWER_NEXT = Sentence(
    "The next {key} shows the answer and closes the question.", "再输入 {key} 会直接给出答案，这道题随之结束。"
)
SHOWN_ANSWER = Sentence("The answer: {answer}", "答案：{answer}")
WAS_SHOWN = Sentence("Shown to you", "答案是看来的")
"""In the place of a verdict, where the last hint gave the answer."""
NO_HINT = Sentence("There is no hint here.", "这里没有可给的提示。")
READ_AS = Sentence("read as", "读作")
OTHERWISE = Sentence("else", "其他")
"""Beside the last case of a function given in pieces."""
NAMES = Sentence("names: {names}; type ^2 for a square", "可用符号：{names}。平方写作 ^2")
NAMES_WITH_Z = Sentence(
    "names: {names}; sigma(z) for σ(z), z^2 for z²",
    "符号：{names}。σ(z) 写作 sigma(z)，平方用 ^2",
)
"""Where z is one of them."""
SKIP_WHOLE = Sentence(" the quiz", "整个测验")
"""Behind the label of the key that skips, where it skips more than the question that stands there."""
TYPE_NUMBER = Sentence("a number, or a calculation such as {example}", "输入数值，也可以是算式，如 {example}")
RULE_QUESTION = Sentence(
    "{factor}: which rule for its outermost operation?", "{factor}：最外层的运算用哪一条法则或公式？"
)
FORMULA_QUESTION = Sentence("{factor} =", "{factor} =")
FORMULA_QUESTION_RULE = Sentence("{factor}, by the {rule}:", "{factor}，用{rule}：")
REVEAL_QUESTION = Sentence("Press Enter to see {factor}.", "按 Enter 展开 {factor}。")
REVEAL_ONLY = Sentence("Press Enter to see the factor {factor}.", "按 Enter 展开因子 {factor}。")
REVEAL_CHAIN = Sentence("Press Enter to see the first factor, {factor}.", "按 Enter 展开第一个因子 {factor}。")
PRODUCT = Sentence("product", "乘积")
DOES_NOT_OCCUR = Sentence("{name} does not occur in f.", "f 中没有 {name}。")
YOUR_ANSWER = Sentence("your answer", "你的答案")
RIGHT_ANSWER = Sentence("the answer", "答案")
"""Before what was shown to a learner who did not find it."""
LABELLED = Sentence("{label}: ", "{label}：")
BRACKETED = Sentence(" ({remark})", "（{remark}）")
"""Behind what it is a remark on."""
NO_VALUE = Sentence("no value that can be shown", "没有能显示的值")
BETWEEN_NAMES = Sentence(", ", "、")
BETWEEN_LANGUAGES = Sentence("; ", "；")
BETWEEN_VALUES = Sentence(", ", "，")

MORE_BELOW = Sentence("… PgDn shows the rest", "…… 按 PgDn 看其余")
"""Below as much of what is said as there is room for."""

# Network
STEP_AND_LOSS = Sentence("step {step}", "第 {step} 步")
LEARNING_RATE = Sentence("learning rate", "学习率")
UNIT = Sentence("unit", "单元")
PARAMETER = Sentence("parameter", "参数")
VALUE = Sentence("value", "当前值")
GRADIENT = Sentence("gradient", "梯度")
NEXT_VALUE = Sentence("next", "更新后")
PREDICTED = Sentence("Your prediction: ", "你的预测：")
TASK = Sentence("Task", "任务")
NO_TASK_LEFT = Sentence("No task is left. Play on, or go to the next step.", "没有任务了。可以继续试验，或前往下一步。")
TASK_EDITED: Final[Mapping[str, Sentence]] = {
    "training": Sentence(
        "Something was changed on the way. Press r and run from the start.",
        "运行途中有改动。请按 r 重置，再从头运行。",
    ),
    "hand": Sentence(
        "By hand counts what is set at the start: r goes back, and what you set stays.",
        "手动完成只看在起点的设定：按 r 回到起点，设定会保留。",
    ),
}
"""Why a run is not judged, by how its task is to be reached."""
TASK_FROZEN = Sentence(
    "A run with something frozen or thawed by hand is not judged. r goes back to the start.",
    "手动冻结或解冻过参数的运行不计入任务。按 r 回到起点。",
)
TASK_MISSED = Sentence(
    "Not within {steps|step|steps}. Press r, set something, run again.",
    "{steps} 步之内没有达到目标。按 r 重置，改动设置，再运行。",
)
TASK_UNTRIED = Sentence(
    "Nothing was changed for the task yet. Press r, set something, run again.",
    "还没有为这个任务改过设置。按 r 重置，改动设置，再运行。",
)
PREDICTION_RIGHT = Sentence("You predicted it.", "预测正确。")
PREDICTION_WRONG = Sentence("It turned out differently.", "结果与预测不同。")
FOUND_EARLIER = Sentence("Your prediction came out before: ", "你的预测此前已有结果：")
"""Before what came of a prediction, for whoever comes back to it."""
DIVERGED = Sentence("The loss has diverged. Press r to start again.", "损失已经发散。按 r 重新开始。")
PHASES: Final[Mapping[str, Sentence]] = {
    "idle": Sentence(
        "{key} does the forward pass; space trains on and on.", "按 {key} 进行前向传播；按空格键连续训练。"
    ),
    "forward": Sentence("{key} goes on with the forward pass.", "按 {key} 继续前向传播。"),
    "forward-done": Sentence(
        "Forward pass done. {key} goes back for the gradients.", "前向传播完成。按 {key} 反向求梯度。"
    ),
    "backward": Sentence("{key} goes on with the backward pass.", "按 {key} 继续反向传播。"),
    "backward-done": Sentence(
        "The gradients are there. {key} takes one step against them.", "梯度已算出。按 {key} 沿负梯度更新一步。"
    ),
    "running": Sentence("Training … space pauses.", "训练中……按空格键暂停。"),
}
"""What the next press of a key does, by how far the step is."""

# One gradient explained
EXPLAIN_TITLE = Sentence("One gradient explained", "逐项解释一个梯度")
BACKPROP = Sentence("backpropagation", "反向传播")
PATH_NUMBER = Sentence("path {number} of {total}", "第 {number}/{total} 条路径")
MORE_PATHS = Sentence("and {count|path|paths} more", "另有 {count} 条路径")
TOO_MANY_PATHS = Sentence(
    "{count|path leads|paths lead} from here to the loss: too many to write down. The form that reuses δ needs none of "
    "them.",
    "从这里到损失共有 {count} 条路径，无法一一写出。复用 δ 的形式不需要逐条列出。",
)
LONG_SUM = Sentence(
    "A weighted sum on the way to the loss has {count|product|products}: too long to differentiate term by term.",
    "到损失的路上有一个含 {count} 项乘积的加权和，太长，不逐项求导。",
)
COUPLED = Sentence(
    "Batch normalisation couples the examples of a step, so that no path belongs to one of them alone.",
    "批量归一化使同一步中的各个样本相互牵连，没有哪条路径只属于一个样本。",
)
REUSE_FORM = Sentence("The same with δ = ∂{loss}/∂z reused", "复用 δ = ∂{loss}/∂z 的同一计算")
COUPLED_FORM = Sentence("With δ = {count}·∂L/∂z, as in the diagram", "用 δ = {count}·∂L/∂z 计算，与图中相同")
NORMALISED_SUM = Sentence("the weighted sum, normalised", "归一化后的加权和")
SHARE = Sentence("share of example {number}", "样本 {number} 的份额")
WHOLE_LAYER = Sentence("The whole layer at once", "整层一次算出")
PICTURE = Sentence("the picture x", "图像 x")
GRADIENT_BY_PIXEL = Sentence("∂{loss}/∂x, pixel by pixel", "逐像素的 ∂{loss}/∂x")
PICTURE_LEGEND = Sentence(
    "+ more ink here raises {loss}, − lowers it; the fuller, the more",
    "+ 表示此处加墨使 {loss} 增大，− 表示使 {loss} 减小；越满，作用越大",
)
STRONGEST_PIXEL = Sentence("strongest pixel: ∂{loss}/∂{name}", "作用最大的像素：∂{loss}/∂{name}")
GRADIENT_OF_THE_STEP = Sentence("What the update uses", "更新实际使用的梯度")

# Glossary, help, outline
GLOSSARY_TITLE = Sentence("Glossary", "术语表")
ALSO_CALLED = Sentence("also: {names}", "又称：{names}")
"""Below the title of a term."""
HELP_TITLE = Sentence("Keys", "按键")
OUTLINE_TITLE = Sentence("Outline", "目录")
PLACES: Final[Mapping[str, Sentence]] = {
    "everywhere": Sentence("Everywhere outside a field", "输入框以外的任何位置"),
    "home": Sentence("Course list", "课程列表"),
    "course": Sentence("On the lessons of the course", "在各课之间"),
    "lesson": Sentence("In a lesson", "学习中"),
    "end": Sentence("At the end of a lesson", "一课结束时"),
    "review-end": Sentence("At the end of a review", "复习结束时"),
    "field": Sentence("Always, also inside a field", "任何时候，包括输入框内"),
    "derivation": Sentence("In a derivation", "推导中"),
    "choices": Sentence("On a list of choices", "在选项列表上"),
    "order": Sentence("On items to put in order", "在排序题上"),
    "match": Sentence("On pairs to match", "在配对题上"),
    "figure": Sentence("On a living figure", "在活动图上"),
    "code": Sentence("On code with a network", "在配有网络的代码上"),
    "lab": Sentence("In the lab", "在实验台上"),
    "number": Sentence("In the lab, while typing a number", "在实验台上输入数值时"),
    "bughunt": Sentence("In a bug hunt", "找错时"),
    "explain": Sentence("Beside an explanation", "在梯度解释页上"),
    "terms": Sentence("On the terms of a text", "在正文的术语上"),
    "review": Sentence("In a review", "复习中"),
    "note": Sentence("While writing a note", "写笔记时"),
    "search": Sentence("In the search", "搜索时"),
    "help": Sentence("In this help", "在本帮助页上"),
    "list": Sentence("On a list", "在列表上"),
    "page": Sentence("On a page to read", "在阅读页上"),
    "leaving": Sentence("Leaving with something not saved", "离开时尚有未保存的进度"),
}
STATE_WORDS: Final[Mapping[str, Sentence]] = {
    "new": Sentence("new", "未开始"),
    "open": Sentence("begun", "进行中"),
    "skipped": Sentence("skipped", "已跳过"),
    "done": Sentence("done", "已完成"),
    "changed": Sentence("done, changed since", "已完成，后有改动"),
}
MARKED = Sentence("marked", "选中")
"""Of the lesson or step that a list points at."""
KNOWN = Sentence("known", "已会")
"""Of a lesson that the learner has shown to know, without going through it."""
STEP_KINDS: Final[Mapping[str, Sentence]] = {
    "prose": Sentence("text", "阅读"),
    "derivation": Sentence("derivation", "推导"),
    "network": Sentence("lab", "实验台"),
    "trace": Sentence("by hand", "手算"),
    "experiment": Sentence("experiment", "对比实验"),
    "bughunt": Sentence("bug hunt", "找错"),
    "code": Sentence("code", "读代码"),
    "quiz": Sentence("question", "问题"),
}
