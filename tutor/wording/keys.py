"""What each key is called in the footer and what the help says about it."""

from __future__ import annotations

from tutor.wording.sentence import Sentence

CONTINUE = Sentence("Go on", "继续")
CONTINUE_HELP = Sentence(
    "Open the lesson where you left it; past its end, at what is still open, or at its start.",
    "从上次停下处打开这一课；走到末尾的课从还没做完的一步打开，全部做完的从头打开。",
)
LESSONS = Sentence("Lessons", "选课")
LESSONS_HELP = Sentence(
    "Mark another lesson; Home and End mark the first and the last one.", "选中另一课；Home、End 选中第一课和最后一课。"
)
LESSON_NUMBER = Sentence("Number", "课号")
LESSON_NUMBER_HELP = Sentence(
    "Mark the lesson of this number; two digits one right after the other are one number.",
    "选中这个课号的课；连续输入两位数字即为一个课号。",
)
GLOSSARY = Sentence("Glossary", "术语表")
GLOSSARY_HELP = Sentence("Look up a term.", "查一个术语。")
QUIT = Sentence("Quit", "退出")
QUIT_HELP = Sentence("Leave the tutor.", "离开教程。")
NEXT = Sentence("Next", "下一步")
NEXT_HELP = Sentence(
    "Go to the next step; a question without an answer stays open.", "前往下一步；没有作答的题仍可回来做。"
)
GO_ON_HELP = Sentence(
    "Do what comes next: show the next part, go to the answer, read on, or go to the next step; the footer says which.",
    "做接下来该做的事：显示下一部分、前往答题处、接着往下读，或进入下一步；底部写明是哪一件。",
)
READ_ON = Sentence("More", "读下文")
FINISH = Sentence("Finish", "学完")
NEXT_STEP_HELP = Sentence(
    "Scroll down, from a field too; at the end of the step, go to the next one.",
    "向下滚动，在输入框内也可以；到了这一步的末尾，则前往下一步。",
)
PREVIOUS = Sentence("Back", "上一步")
PREVIOUS_HELP = Sentence("Go back to the step before.", "回到上一步。")
PREVIOUS_STEP_HELP = Sentence(
    "Scroll up, from a field too; at the top of the step, go back to the one before.",
    "向上滚动，在输入框内也可以；到了这一步的开头，则回到上一步。",
)
SCROLL = Sentence("Scroll", "向下滚动")
SCROLL_HELP = Sentence("Scroll down, where a step is longer than the window.", "内容超出窗口时，向下滚动。")
SCROLL_PAGE_HELP = Sentence("Scroll down, or move down the list by a window.", "向下滚动，或在列表中向下移动一屏。")
SCROLL_UP = Sentence("Scroll up", "向上滚动")
SCROLL_UP_HELP = Sentence("Scroll up again.", "向上滚动。")
SCROLL_LIST_HELP = Sentence("Scroll down while the arrows move in a list.", "方向键用于列表时，向下滚动。")
SCROLL_LIST_UP_HELP = Sentence("Scroll up while the arrows move in a list.", "方向键用于列表时，向上滚动。")
HINT = Sentence("Hint", "提示")
HINT_HELP = Sentence("Show a hint; press again for a stronger one.", "显示提示；再按一次给出更明确的提示。")
SKIP = Sentence("Skip", "跳过")
SKIP_HELP = Sentence(
    "Go on and mark the step as skipped; you can come back to it at any time.",
    "把这一步标记为跳过，继续往下；随时可以回来做。",
)
AGAIN = Sentence("Again", "重做")
AGAIN_HELP = Sentence(
    "Do this step again; numbers that are drawn at random are drawn anew.", "重做这一步；随机抽取的数字会重新抽取。"
)
TURN = Sentence("Turn", "转动")
TURN_HELP = Sentence("Turn the knob of the figure.", "转动图上的旋钮。")
NEXT_KNOB = Sentence("Next knob", "换旋钮")
NEXT_KNOB_HELP = Sentence("Let the arrows turn the next knob of the figure.", "让方向键改为转动图上的下一个旋钮。")
TO_FIGURE = Sentence("Figure", "图")
TO_FIGURE_HELP = Sentence("Go from the answer to the figure, and back.", "在答题处与图之间切换。")
EVERY_RULE = Sentence("Every rule", "逐条法则")
EVERY_RULE_HELP = Sentence(
    "Unfold the rules behind the factors, or fold them again.", "展开或收起各因子背后的求导法则。"
)
OUTLINE = Sentence("Outline", "目录")
OUTLINE_HELP = Sentence("See all steps of the lesson and jump to one.", "查看本课的所有步骤并跳转。")
ANSWER = Sentence("Answer", "作答")
ANSWER_HELP = Sentence("Put the cursor into the answer.", "把光标移到答题处。")
REVEAL = Sentence("Go on", "继续")
RUN_NETWORK = Sentence("Run it", "运行")
RUN_NETWORK_HELP = Sentence(
    "Open the network that this code describes in the lab.", "在实验台上打开这段代码所写的网络。"
)
NEXT_LESSON = Sentence("Next lesson", "下一课")
NEXT_LESSON_HELP = Sentence("Begin the lesson that comes next.", "开始下一课。")
TO_DO = Sentence("Still to do", "补做")
TO_DO_HELP = Sentence("Go to the first step that is still to be done.", "前往第一个还没有完成的步骤。")
ONCE_MORE = Sentence("Once more", "再来一遍")
ONCE_MORE_HELP = Sentence("Go through the lesson again, from its first step.", "从第一步起，把这一课再过一遍。")
LEAVE = Sentence("Course", "课程")
LEAVE_HELP = Sentence("Go back to the list of lessons.", "回到课程列表。")
CHECK = Sentence("Check", "检查")
CHECK_HELP = Sentence("Check the answer in the field.", "检查输入框中的答案。")
CHECK_CHOICE_HELP = Sentence("Check the choice.", "检查所选的答案。")
SET_NUMBER = Sentence("Set", "确定")
SET_NUMBER_HELP = Sentence("Set what is typed in the field.", "按输入框中的内容设置。")
LEAVE_FIELD = Sentence("Leave the field", "离开输入框")
LEAVE_FIELD_HELP = Sentence("Leave the field; what you typed stays there.", "离开输入框；已输入的内容会保留。")
MOVE = Sentence("Move", "移动")
MOVE_HELP = Sentence("Go up and down the choices.", "在各个选项间上下移动。")
CHOICE_NUMBER = Sentence("Number", "编号")
CHOICE_NUMBER_HELP = Sentence(
    "Go to the choice with this number; two digits one right after the other are one number.",
    "前往这个编号的选项；连续输入两位数字即为一个编号。",
)
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
PARTNER = Sentence("Partner", "配对项")
PARTNER_HELP = Sentence(
    "Give the partner with this letter to the thing at the cursor; digits take a thing.",
    "把这个字母所指的一项配给光标处的一项；数字键选取左边的一项。",
)
CHECK_PAIRS_HELP = Sentence("Check the pairs.", "检查所有配对。")
OPERATE = Sentence("Next operation", "下一个运算")
"""What Enter is called in the help; the footer names the operation."""
OPERATE_HELP = Sentence(
    "Do what comes next: the next operation forward, then backward, then the update; the footer says which.",
    "做接下来的一步：先是前向的下一个运算，再是反向，最后更新；底部写明是哪一种。",
)
FORWARD = Sentence("Forward", "前向")
FORWARD_HELP = Sentence("Do the next operation of the forward pass.", "做前向传播的下一个运算。")
BACKWARD = Sentence("Backward", "反向")
BACKWARD_HELP = Sentence("Do the next operation of the backward pass.", "做反向传播的下一个运算。")
FORWARD_PASS = Sentence("Forward pass", "整个前向")
FORWARD_PASS_HELP = Sentence("Do the rest of the forward pass at once.", "一次做完前向传播。")
BACKWARD_PASS = Sentence("Backward pass", "整个反向")
BACKWARD_PASS_HELP = Sentence("Do the rest of the backward pass at once.", "一次做完反向传播。")
UPDATE = Sentence("Update", "更新")
UPDATE_HELP = Sentence("Update the weights with the gradients.", "用梯度更新权重。")
RUN = Sentence("Run", "运行")
RUN_HELP = Sentence("Train on and on; press again to pause.", "连续训练；再按一次暂停。")
PAUSE = Sentence("Pause", "暂停")
"""The label of `RUN` while it trains."""
RUN_ON = Sentence("Outcome", "看结果")
RUN_ON_HELP = Sentence("Run on to the step at which the prediction is settled.", "一直运行到预测见分晓的那一步。")
PACE = Sentence("Pace", "速度")
PACE_HELP = Sentence("Train at another pace.", "改变训练的速度。")
SCRUB_BACK = Sentence("Earlier", "前一步")
SCRUB_BACK_HELP = Sentence("Go back to the numbers of the step before.", "回到前一步的数值。")
SCRUB_ON = Sentence("Later", "后一步")
SCRUB_ON_HELP = Sentence(
    "Go on to the numbers of the step after, as far as was trained.", "前往后一步的数值（已训练的范围内）。"
)
SCRUB_START = Sentence("First step", "最初一步")
SCRUB_START_HELP = Sentence("Go back to the numbers of step 0.", "回到第 0 步的数值。")
SCRUB_END = Sentence("Newest step", "最新一步")
SCRUB_END_HELP = Sentence("Go to the numbers of the newest step.", "前往最新一步的数值。")
SELECT = Sentence("Select", "选取")
SELECT_HELP = Sentence("Select a unit, or a weight beside the selected one.", "选取单元；选中权重时，移到相邻的权重。")
NEXT_PART = Sentence("Weights", "权重")
NEXT_PART_HELP = Sentence("Select the next unit, weight or bias.", "选取下一个单元、权重或偏置。")
PREVIOUS_PART = Sentence("Previous", "上一个")
PREVIOUS_PART_HELP = Sentence("Select the unit, weight or bias before.", "选取上一个单元、权重或偏置。")
EXAMPLE = Sentence("Example", "样本")
EXAMPLE_HELP = Sentence("Show the units' numbers for the next example.", "让各单元显示下一个样本的数值。")
SET = Sentence("Edit", "修改")
SET_HELP = Sentence(
    "Type a new number for what is selected, or name = number for anything else that this step lets you change.",
    "为选中的量输入新的数值；这一步允许修改的其他量，写“名称 = 数值”。",
)
FASTER = Sentence("Rate up", "加大学习率")
FASTER_HELP = Sentence("Raise the learning rate.", "提高学习率。")
SLOWER = Sentence("Rate down", "减小学习率")
SLOWER_HELP = Sentence("Lower the learning rate.", "降低学习率。")
RATE = Sentence("Rate", "学习率")
"""The label of both in one."""
FREEZE = Sentence("Freeze", "冻结")
FREEZE_HELP = Sentence(
    "Keep training from moving the selected weight or bias, or let it move again. Bars stand around what is frozen.",
    "让训练不再改变选中的权重或偏置；再按解冻。冻结的数两侧有竖线。",
)
EXPLAIN = Sentence("Explain", "解释")
EXPLAIN_HELP = Sentence(
    "See any gradient as symbol, number and check: its paths, its factors, the central difference.",
    "把任一梯度展开成符号、数值与检验：各条路径、各个因子、中心差分。",
)
EDGES = Sentence("Edges", "连线")
EDGES_HELP = Sentence(
    "Write weights, gradients, both or nothing on the edges; a broken line stands for a negative number.",
    "连线上显示权重、梯度、两者或不显示；虚线表示负数。",
)
PANEL_HELP = Sentence("Open this panel; press again to make it larger.", "打开这个面板；再按一次放大。")
PANEL_INSPECT = Sentence("Inspect", "查看")
PANEL_LOSS = Sentence("Loss", "损失")
PANEL_BOUNDARY = Sentence("Boundary", "边界")
PANEL_NUMBERS = Sentence("Numbers", "数值")
PANEL_LAYERS = Sentence("Layers", "各层")
PANEL_MAP = Sentence("Map", "等高线")
LOG_SCALE = Sentence("Log scale", "对数刻度")
LOG_SCALE_HELP = Sentence("Draw the loss on a log scale, or on an even one.", "损失曲线改用对数刻度，或改回均匀刻度。")
UNDO = Sentence("Undo", "撤销")
UNDO_HELP = Sentence("Take back the last edit, freezing or reset.", "撤销上一次修改、冻结或重置。")
RESET = Sentence("Reset", "重置")
RESET_HELP = Sentence("Go back to the weights at the start.", "回到最初的权重。")
TEXT = Sentence("Text", "全文")
TEXT_HELP = Sentence(
    "Read the step's whole text, its tasks and the hints so far.", "阅读本步的全部文字、任务和已给的提示。"
)
BACK_TO_LAB = Sentence("Close", "关闭")
BACK_TO_LAB_HELP = Sentence("Close the text, the field or the large panel.", "关闭全文、输入框或放大的面板。")
NEXT_PATH = Sentence("Next path", "下一条路径")
NEXT_PATH_HELP = Sentence(
    "Light the next path in the diagram; after the last one all of them.",
    "在图中点亮下一条路径；最后一条之后点亮全部。",
)
PREVIOUS_PATH = Sentence("Path before", "上一条路径")
PREVIOUS_PATH_HELP = Sentence("Light the path before in the diagram.", "在图中点亮上一条路径。")
CHECK_ALL = Sentence("Check", "检验")
GRADIENT_CHECK = Sentence("Check gradients", "检验梯度")
GRADIENT_CHECK_HELP = Sentence(
    "Compare every gradient with a central difference of the loss.", "用损失的中心差分检验每个梯度。"
)
TERMS = Sentence("Terms", "术语")
TERMS_HELP = Sentence("Go from term to term in the text.", "在正文的术语之间移动。")
OPEN = Sentence("Open", "打开")
OPEN_TERM_HELP = Sentence("Open the glossary at the marked term.", "在术语表中打开当前术语。")
CHOOSE_HELP = Sentence("Open what is marked.", "打开当前选中的一项。")
CLOSE = Sentence("Close", "关闭")
CLOSE_HELP = Sentence("Close this page and go back to where you were.", "关闭本页，回到原来的位置。")
LANGUAGE = Sentence("中文", "English")
LANGUAGE_HELP = Sentence("Switch to Chinese, in place; in a field by Ctrl+L.", "就地切换为英文；在输入框中按 Ctrl+L。")
THEME = Sentence("Theme", "主题")
THEME_HELP = Sentence(
    "Go through the themes: dark, light, high contrast, and some well-known ones; the choice is kept.",
    "依次切换主题：深色、浅色、高对比度，以及几种常见配色；选择会保留。",
)
STOP = Sentence("Stop", "挂起")
STOP_HELP = Sentence(
    "Go to the shell for a while, from a field too; there fg comes back. Not on Windows.",
    "暂时回到 shell，在输入框中也可以；在 shell 中输入 fg 即可回来。Windows 上不可用。",
)
HELP = Sentence("Help", "帮助")
HELP_HELP = Sentence("See all keys.", "查看全部按键。")
REVIEW = Sentence("Review", "复习")
REVIEW_HELP = Sentence("Go through today's cards: those that are due, and new ones.", "做今天的卡片：到期的和新的。")
SEARCH = Sentence("Search", "搜索")
SEARCH_HELP = Sentence(
    "Find lessons, steps, terms and notes of yours by a few letters.", "输入几个字，查找课、步骤、术语和自己的笔记。"
)
PROGRESS = Sentence("Progress", "进度")
PROGRESS_HELP = Sentence(
    "See what you have done, what to do next, and your notes.", "查看学习情况、下一步建议和自己的笔记。"
)
BOOKMARK = Sentence("Bookmark", "书签")
BOOKMARK_HELP = Sentence("Bookmark this step, or take the bookmark away.", "给这一步加上或取消书签。")
NOTE = Sentence("Note", "笔记")
NOTE_HELP = Sentence(
    "Write yourself a note on this step; the progress page lists all of them.",
    "为这一步写一条笔记；进度页列出全部笔记。",
)
REPORT = Sentence("Problem", "报告问题")
REPORT_HELP = Sentence(
    "Note down a problem with this step, for whoever writes the lesson.", "记下这一步的问题，供这一课的作者参考。"
)
SAVE = Sentence("Save", "保存")
SAVE_HELP = Sentence(
    "Keep what stands in the field; an empty field takes the note away.", "保存输入框中的内容；留空则删除这条笔记。"
)
UNSURE = Sentence("Sure?", "有把握？")
KNOW = Sentence("I know this", "已经会了")
KNOW_HELP = Sentence(
    "Show at a lesson's start that you know it: three questions, all right at once.",
    "在一课开头表明已经会了：三道题，全部一次答对。",
)
AFTER_REVIEW_HELP = Sentence(
    "Go on: with more cards for today, or with the lesson that comes next.",
    "继续：做今天剩下的卡片，或学接下来的一课。",
)
UNSURE_HELP = Sentence(
    "Say whether you are sure of your answer: an unsure one comes back sooner.",
    "说明对答案有没有把握：没把握的题会更早再出现。",
)
FIND_DOWN = Sentence("Down", "向下")
FIND_DOWN_HELP = Sentence("Go down the results.", "在搜索结果中向下移动。")
FIND_UP = Sentence("Up", "向上")
FIND_UP_HELP = Sentence("Go up the results.", "在搜索结果中向上移动。")
FIND_OPEN_HELP = Sentence("Open what is marked.", "打开当前选中的一项。")
TRY_AGAIN = Sentence("Try again", "重试")
TRY_AGAIN_HELP = Sentence("Try once more to save what is not saved, then leave.", "再试一次：保存成功后离开。")
LEAVE_UNSAVED = Sentence("Leave", "离开")
LEAVE_UNSAVED_HELP = Sentence("Leave without saving.", "不保存，直接离开。")
STAY = Sentence("Stay", "留下")
STAY_HELP = Sentence("Go back to where you were.", "回到原来的位置。")
PRESS_KEY = Sentence("Press it", "按下")
PRESS_KEY_HELP = Sentence("Do what the marked key does.", "执行当前选中的按键。")
