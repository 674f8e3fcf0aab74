"""What each key is called in the footer and what the help says about it."""

from __future__ import annotations

from tutor.wording.sentence import Sentence

CONTINUE = Sentence("Continue", "继续")
CONTINUE_HELP = Sentence("Open the lesson where you left it.", "从上次停下的地方打开这一课。")
GLOSSARY = Sentence("Glossary", "术语表")
GLOSSARY_HELP = Sentence("Look up a term.", "查一个术语。")
QUIT = Sentence("Quit", "退出")
QUIT_HELP = Sentence("Leave the tutor. Everything is already saved.", "离开教程。所有进度都已保存。")
NEXT = Sentence("Next", "下一步")
NEXT_HELP = Sentence("Go to the next step.", "前往下一步。")
NEXT_STEP_HELP = Sentence(
    "Go to the next step, from anywhere, also out of a field.", "在任何位置（包括输入框内）前往下一步。"
)
PREVIOUS = Sentence("Back", "上一步")
PREVIOUS_HELP = Sentence("Go back to the step before.", "回到上一步。")
PREVIOUS_STEP_HELP = Sentence(
    "Go back to the step before, from anywhere, also out of a field.", "在任何位置（包括输入框内）回到上一步。"
)
SCROLL = Sentence("Scroll", "向下滚动")
SCROLL_HELP = Sentence("Scroll down, where a step is longer than the window.", "内容超出窗口时，向下滚动。")
SCROLL_UP = Sentence("Scroll up", "向上滚动")
SCROLL_UP_HELP = Sentence("Scroll up again.", "向上滚动。")
HINT = Sentence("Hint", "提示")
HINT_HELP = Sentence("Show a hint; press again for a stronger one.", "显示提示；再按一次给出更明确的提示。")
SKIP = Sentence("Skip", "跳过")
SKIP_HELP = Sentence(
    "Go on without answering; the step is marked and stays open.", "先不回答，继续往下；这一步会被标记，随时可以回来。"
)
AGAIN = Sentence("Again", "重做")
AGAIN_HELP = Sentence("Do this step again, with fresh numbers where it has any.", "重做这一步，题中的数字会换新。")
EVERY_RULE = Sentence("Every rule", "逐条法则")
EVERY_RULE_HELP = Sentence(
    "Unfold the rules behind the factors, or fold them again.", "展开或收起各因子背后的求导法则。"
)
OUTLINE = Sentence("Outline", "目录")
OUTLINE_HELP = Sentence("See all steps of the lesson and jump to one.", "查看本课的所有步骤并跳转。")
ANSWER = Sentence("Answer", "作答")
ANSWER_HELP = Sentence("Put the cursor into the answer.", "把光标移到答题处。")
REVEAL = Sentence("Go on", "继续")
REVEAL_HELP = Sentence(
    "Go on to the next part: a worked factor, a note on the code, the next question of a quiz.",
    "继续下一部分：已推导好的因子、代码的讲解，或测验的下一题。",
)
LEAVE = Sentence("Course", "课程")
LEAVE_HELP = Sentence("Go back to the list of lessons.", "回到课程列表。")
CHECK = Sentence("Check", "检查")
CHECK_HELP = Sentence("Check the answer in the field.", "检查输入框中的答案。")
CHECK_CHOICE_HELP = Sentence("Check the choice.", "检查所选的答案。")
LEAVE_FIELD = Sentence("Leave the field", "离开输入框")
LEAVE_FIELD_HELP = Sentence("Leave the field; what you typed stays there.", "离开输入框；已输入的内容会保留。")
MOVE = Sentence("Move", "移动")
MOVE_HELP = Sentence("Go up and down the choices.", "在各个选项间上下移动。")
TICK = Sentence("Tick", "勾选")
TICK_HELP = Sentence("Tick a choice, or take the tick away.", "勾选或取消勾选一个选项。")
CARRY_HELP = Sentence(
    "Go up and down the items; carry the one that is lifted.", "在各项间上下移动；已拿起的一项会跟着移动。"
)
LIFT = Sentence("Lift, drop", "拿起/放下")
LIFT_HELP = Sentence("Lift an item, or drop it where it is.", "拿起一项，或在当前位置放下。")
CHECK_ORDER_HELP = Sentence("Check the order.", "检查当前的顺序。")
MOVE_SIDES_HELP = Sentence("Go up and down the column.", "在当前一列中上下移动。")
PAIR = Sentence("Take, give", "选取/配对")
PAIR_HELP = Sentence(
    "Take a thing on the left, then give it the partner on the right.", "先在左边选一项，再在右边为它配对。"
)
PARTNER = Sentence("Partner", "搭档")
PARTNER_HELP = Sentence(
    "Give the partner with this letter to the thing at the cursor; digits take a thing.",
    "把这个字母的搭档配给光标处的一项；数字键选取左边的一项。",
)
CHECK_PAIRS_HELP = Sentence("Check the pairs.", "检查所有配对。")
FORWARD = Sentence("Forward", "前向")
FORWARD_HELP = Sentence("Do the forward pass.", "进行前向传播。")
BACKWARD = Sentence("Backward", "反向")
BACKWARD_HELP = Sentence("Do the backward pass.", "进行反向传播。")
UPDATE = Sentence("Update", "更新")
UPDATE_HELP = Sentence("Update the weights with the gradients.", "用梯度更新权重。")
RUN = Sentence("Run", "运行")
RUN_HELP = Sentence("Train on and on; press again to pause.", "连续训练；再按一次暂停。")
FASTER = Sentence("Rate up", "加大学习率")
FASTER_HELP = Sentence("Raise the learning rate.", "提高学习率。")
SLOWER = Sentence("Rate down", "减小学习率")
SLOWER_HELP = Sentence("Lower the learning rate.", "降低学习率。")
EXPLAIN = Sentence("Explain", "解释")
EXPLAIN_HELP = Sentence(
    "See any gradient as symbol, number and proof: its paths, its factors, the central difference.",
    "把任一梯度展开成符号、数值与验证：各条路径、各个因子、中心差分。",
)
SET = Sentence("Set", "设定")
SET_HELP = Sentence("Type new numbers, such as w = −4 or the learning rate.", "输入新的数值，例如 w = −4 或学习率。")
RESET = Sentence("Reset", "重置")
RESET_HELP = Sentence("Go back to the weights at the start.", "回到最初的权重。")
GRADIENT_CHECK = Sentence("Check gradients", "检验梯度")
GRADIENT_CHECK_HELP = Sentence(
    "Hold every gradient against a central difference of the loss.", "用损失的中心差分检验每个梯度。"
)
TERMS = Sentence("Terms", "术语")
TERMS_HELP = Sentence("Go from term to term in the text.", "在正文的术语之间移动。")
OPEN = Sentence("Open", "打开")
OPEN_TERM_HELP = Sentence("Open the glossary at the marked term.", "在术语表中打开当前术语。")
CHOOSE_HELP = Sentence("Open what is marked.", "打开当前选中的一项。")
CLOSE = Sentence("Close", "关闭")
CLOSE_HELP = Sentence("Close this page and go back to where you were.", "关闭本页，回到原来的位置。")
LANGUAGE = Sentence("中文", "English")
LANGUAGE_HELP = Sentence("Switch to Chinese, in place.", "原地切换为英文。")
THEME = Sentence("Theme", "主题")
THEME_HELP = Sentence("Switch between dark and light.", "在深色与浅色之间切换。")
HELP = Sentence("Help", "帮助")
HELP_HELP = Sentence("See all keys.", "查看全部按键。")
