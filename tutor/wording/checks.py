"""What is wrong with the meaning of a well-shaped lesson, and what to do about it, for instructors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

WARNING: Final = Sentence(en="warning: ", zh="警告：")
WATCHING: Final = Sentence(en="Watching the files; Ctrl+C ends.", zh="正在监视文件；按 Ctrl+C 结束。")
LOOKING_AT: Final = Sentence(en="Checking {title} …", zh="正在检查 {title}……")
LOOKING_AT_LESSON: Final = Sentence(
    en="Checking lesson {number} of {total}: {title} …", zh="正在检查第 {number} 课（共 {total} 课）：{title}……"
)
NO_PROBLEMS: Final = Sentence(en="No problems.", zh="没有问题。")
PROBLEM_COUNT: Final = Sentence(
    en="{errors|error|errors}, {warnings|warning|warnings}.", zh="{errors} 个错误，{warnings} 个警告。"
)
CHECKED: Final = Sentence(en="Checked: {name}", zh="已检查：{name}")
NOT_CHECKED: Final = Sentence(
    en="Not looked into before these errors are mended: {name}", zh="改好以上错误后才能检查：{name}"
)
COURSE: Final = Sentence(en="“{title}” in {folder}", zh="“{title}”（{folder}）")
THINGS: Final[Mapping[str, Sentence]] = {
    "lesson": Sentence(en="{count|lesson|lessons}", zh="{count} 课"),
    "step": Sentence(en="{count|step|steps}", zh="{count} 个步骤"),
    "question": Sentence(en="{count|question|questions} of the bank", zh="题库 {count} 题"),
    "term": Sentence(en="{count|term|terms} of the glossary", zh="{count} 个术语"),
}
"""What was looked at, by `check.Thing`."""
IN_SOME_FILES: Final = Sentence(en="{tag} (in {files} of {all|file|files})", zh="{tag}（{all} 个文件中的 {files} 个）")
UNTRANSLATED: Final = Sentence(en="{count|text|texts} of {tag} not translated", zh="{tag} 有 {count} 处未翻译")
STALE: Final = Sentence(en="{count|text|texts} of {tag} stale", zh="{tag} 有 {count} 处过期")
WALKED: Final = Sentence(en="Walked on the screen at 80x24: {languages}.", zh="已做 80x24 的界面检查：{languages}。")
NOT_WALKED: Final = Sentence(
    en="Not walked on the screen; --screens does that.", zh="未做界面检查；如需检查，请加 --screens。"
)

CHECKS: Final[Mapping[str, Sentence]] = {
    "not-in-course": Sentence(
        en="the lesson '{id}' is not listed in course.yaml, so nobody can open it",
        zh="课 '{id}' 没有列在 course.yaml 里，学习者打不开它",
    ),
    "too-wide-for-its-place": Sentence(
        en="this takes {width} columns, and there is room for {most}; shorten it",
        zh="这里占 {width} 列，最多 {most} 列；请缩短",
    ),
    "no-variant": Sentence(
        en="no numbers meet these conditions; loosen one", zh="没有数能满足这些条件；请放宽其中一个"
    ),
    "condition-shape": Sentence(
        en="'{text}' should compare two sides with <, <=, >, >=, == or !=",
        zh="'{text}' 应当用 <、<=、>、>=、== 或 != 比较两边",
    ),
    "unknown-quantity": Sentence(
        en="there is no quantity {name}; there are {known}", zh="没有名为 {name} 的量；可用的是 {known}"
    ),
    "value-missing": Sentence(
        en="the variable {name} has no value; add it here", zh="变量 {name} 没有值；请在这里补上"
    ),
    "unknown-factor": Sentence(
        en="there is no factor {factor}; the path has {known}", zh="没有因子 {factor}；路径上有 {known}"
    ),
    "derivation-at-kink": Sentence(
        en="{target} is at a kink at these numbers; choose others",
        zh="取这组数时，{target} 位于折点；请换一组数",
    ),
    "derivation-undefined": Sentence(
        en="the derivative of {target} with respect to {wrt} has no value at these numbers; choose others",
        zh="取这组数时，{target} 对 {wrt} 的导数没有值；请换一组数",
    ),
    "derivation-unmeasured": Sentence(
        en="{target} has no slope that can be measured with respect to {wrt} at these numbers; choose others",
        zh="取这组数时，测不出 {target} 对 {wrt} 的斜率；请换一组数",
    ),
    "derivation-overflows": Sentence(
        en="{target} is too large for a float at these numbers; choose others",
        zh="取这组数时，{target} 过大，超出浮点数范围；请换一组数",
    ),
    "derivation-disagrees": Sentence(
        en="the derivative of {target} with respect to {wrt} disagrees with its central difference; choose others",
        zh="{target} 对 {wrt} 的导数与中心差分不符；请换一组数",
    ),
    "answer-key-fails": Sentence(
        en="'{answer}' should be the right answer of {part} but is not accepted; simplify it, or give a domain",
        zh="'{answer}' 应当是 {part} 的正确答案，却没有被接受；请化简，或给出 domain",
    ),
    "step-not-finished": Sentence(
        en="the step cannot be finished: its own answer '{answer}' does not get past {part}",
        zh="这一步无法完成：它自己的答案 '{answer}' 过不了 {part}",
    ),
    "own-answer-too-long": Sentence(
        en="the right answer of {part}, written out as '{answer}', has more than {limit} characters, the most that is "
        "read of a learner's; ask for a shorter formula, or for a part of it",
        zh="{part} 的正确答案写出来是 '{answer}'，超过 {limit} 个字符，即学习者答案的长度上限；"
        "请改问较短的公式，或只问其中一部分",
    ),
    "own-answer-too-complex": Sentence(
        en="the right answer of {part}, '{answer}', has more than {limit} parts, the most that is read of a learner's; "
        "ask for a simpler formula, or for a part of it",
        zh="{part} 的正确答案 '{answer}' 的组成部分超过 {limit} 个，即学习者答案的上限；"
        "请改问较简单的公式，或只问其中一部分",
    ),
    "answer-undefined": Sentence(
        en="in variant {variant} the answer '{answer}' has no value; add a 'where:' condition",
        zh="在 {variant} 时，答案 '{answer}' 没有值；请加上 'where:' 条件",
    ),
    "wrong-answer-is-right": Sentence(
        en="'{answer}' is listed as wrong but equals the answer {right}",
        zh="'{answer}' 列为错误答案，却等于正确答案 {right}",
    ),
    "wrong-answer-is-right-in": Sentence(
        en="in variant {variant} the wrong answer '{answer}' equals the right one; add a 'where:' condition",
        zh="在 {variant} 时，错误答案 '{answer}' 等于正确答案；请加上 'where:' 条件",
    ),
    "wrong-answers-equal": Sentence(
        en="'{answer}' is the same mistake as '{other}' above, whose feedback it would get; keep one of them",
        zh="'{answer}' 与上面的 '{other}' 是同一个错误，会得到后者的反馈；请只留一个",
    ),
    "wrong-answer-undecided": Sentence(
        en="'{answer}' cannot be told from the right answer; give a domain where both have values",
        zh="无法判断 '{answer}' 与正确答案是否不同；请给出两者都有值的 domain",
    ),
    "tolerance-reaches-wrong": Sentence(
        en="in variant {variant} the wrong answer {wrong} lies within the tolerance of {right}; make it {most}",
        zh="在 {variant} 时，错误答案 {wrong} 落在 {right} 的容差之内；请把容差改为 {most}",
    ),
    "tolerance-reaches-mistake": Sentence(
        en="for '{name}', {right}, the mistake '{mistake}' gives {wrong}, within the tolerance; make it {most}",
        zh="求 '{name}'（{right}）时，错误 '{mistake}' 得到的 {wrong} 在容差之内；请把容差改为 {most}",
    ),
    "test-fails": Sentence(
        en="'{answer}' should be {expected} but is graded {got}", zh="'{answer}' 应当判为 {expected}，却判为 {got}"
    ),
    "goal-beyond-run": Sentence(
        en="the goal looks at step {least}, but the run has only {within}",
        zh="任务的目标要看第 {least} 步，但只运行 {within} 步",
    ),
    "task-too-long": Sentence(
        en="{within} steps of this network take too long; lower 'within', or use fewer examples",
        zh="这个网络运行 {within} 步太久；请减小 'within'，或减少样本",
    ),
    "task-already-met": Sentence(
        en="task '{task}' is met without changing anything; ask for more in 'goal', or start further off",
        zh="任务 '{task}' 什么都不改就会达成；请提高 'goal' 的要求，或换一组起始值",
    ),
    "witness-not-changeable": Sentence(
        en="the learner may not change {name}; 'may_change' has {known}",
        zh="学习者不能改 {name}；'may_change' 里有 {known}",
    ),
    "witness-fails": Sentence(
        en="the witness {settings} does not reach '{goal}' within {within|step|steps} (loss {first} -> {last})",
        zh="按 'witness' 设置 {settings}，{within} 步内达不到 '{goal}'（损失 {first} -> {last}）",
    ),
    "witness-fails-by-hand": Sentence(
        en="with the witness {settings} '{goal}' does not hold: the loss is {last}",
        zh="按 'witness' 设置 {settings} 时 '{goal}' 不成立：损失为 {last}",
    ),
    "prediction-never-settles": Sentence(
        en="the run diverges after {last|step|steps} and never comes to step {steps}, which the choices look at; name"
        " an earlier one",
        zh="运行在 {last} 步后发散，到不了选项要看的第 {steps} 步；请改用更早的步数",
    ),
    "prediction-moves": Sentence(
        en="'{word}' names no step; a prediction needs one by its number, as in loss[10]",
        zh="'{word}' 没有指明第几步；预测要写明步数，例如 loss[10]",
    ),
    "prediction-ambiguous": Sentence(
        en="{count} of the choices come true ({choices}); exactly one must",
        zh="有 {count} 个选项成立（{choices}）；必须恰好有一个",
    ),
    "prediction-too-long": Sentence(
        en="{steps} steps of this network take too long to see how the prediction comes out; look at earlier ones",
        zh="这个网络运行 {steps} 步太久，无法得知预测的结果；请改用更早的步数",
    ),
    "prediction-answer-wrong": Sentence(en="the run shows that '{right}' is right", zh="运行结果表明 '{right}' 才对"),
    "unknown-mistake": Sentence(en="there is no known mistake '{name}'", zh="没有叫 '{name}' 的已知错误"),
    "unknown-mistake-misspelt": Sentence(
        en="there is no known mistake '{name}'; did you mean '{suggestion}'?",
        zh="没有叫 '{name}' 的已知错误；是不是 '{suggestion}'？",
    ),
    "mistake-does-not-fit": Sentence(
        en="the mistake '{name}' cannot be made in this network; choose another, or another network",
        zh="这个网络里不会出现错误 '{name}'；请换一个错误，或换一个网络",
    ),
    "mistake-not-told-apart": Sentence(
        en="the mistake '{name}' changes none of the asked numbers; ask one that it changes",
        zh="犯错误 '{name}' 时，所问的数都不变；请再问一个会因此改变的数",
    ),
    "trace-needs-one-example": Sentence(
        en="this network has {count} examples; a pass by hand follows one, so give it a single row",
        zh="这个网络有 {count} 个样本；手算只跟随一个，请只给一行数据",
    ),
    "too-many-to-show": Sentence(
        en="the network has {count} parameters; this kind of step shows them all, and at most {most}",
        zh="网络有 {count} 个参数；这类步骤要全部显示出来，最多 {most} 个",
    ),
    "setting-without-effect": Sentence(
        en="'{name}' changes nothing in this network; vary something else, or take another network",
        zh="'{name}' 对这个网络没有作用；请改变别的设置，或换一个网络",
    ),
    "optimizer-ignores-key": Sentence(
        en="'{key}' changes nothing with the optimizer '{kind}'; take it out, or choose an optimizer that uses it",
        zh="优化器 '{kind}' 用不到 '{key}'；请删去，或换一个用到它的优化器",
    ),
    "experiment-too-long": Sentence(
        en="{runs|run|runs} of {steps} steps take too long; lower 'run', or use fewer examples",
        zh="{runs} 次运行、每次 {steps} 步太久；请减小 'run'，或减少样本",
    ),
    "accuracy-without-classes": Sentence(
        en="the targets are not classes, so there is no accuracy; plot the loss",
        zh="目标值不是类别，没有准确率可言；请改画损失",
    ),
    "boundary-without-plane": Sentence(
        en="a boundary is drawn on a plane between two classes: use a network with two inputs and two classes",
        zh="决策边界画在平面上，位于两个类别之间：网络要有两个输入，目标值要有两个类别",
    ),
    "choices-are-not-runs": Sentence(
        en="{choices|choice|choices} for {runs|run|runs}: give one for each run, or a 'when' in every choice",
        zh="{choices} 个选项，{runs} 次运行：请让每次运行对应一个选项，或给每个选项写上 'when'",
    ),
    "conditions-in-some-choices": Sentence(
        en="only some choices have a 'when'; give it to all or to none",
        zh="只有部分选项有 'when'；要么都写，要么都不写",
    ),
    "bug-not-shown": Sentence(
        en="the gradient check does not tell '{name}' from a correct pass here; choose another mistake or network",
        zh="在这里，梯度检验分不出 '{name}' 和正确的反向传播；请换一个错误或网络",
    ),
    "bug-does-not-learn": Sentence(
        en="with '{name}' the loss does not fall, so it gives itself away without a check",
        zh="犯错误 '{name}' 时损失不下降，不用检验就看得出来",
    ),
    "mistake-looks-alike": Sentence(
        en="'{name}' gives the same gradients here as '{bug}', so nobody could choose; take it out",
        zh="'{name}' 在这里给出的梯度与 '{bug}' 相同，无从选择；请删去",
    ),
    "bug-without-others": Sentence(
        en="there is nothing to choose from but the right mistake; add others, or leave 'choices' out",
        zh="除了要找的那个错误，没有别的可选；请再加几个，或不写 'choices'",
    ),
    "trace-with-dropout": Sentence(
        en="dropout draws a mask that nobody can work out by hand; use a network without it",
        zh="随机失活的掩码是抽出来的，无法手算；请用没有随机失活的网络",
    ),
    "asked-number-given": Sentence(
        en="'{name}' is given, so there is nothing to work out; ask a number that is computed",
        zh="'{name}' 是已知的，不用算；请问一个要算的数",
    ),
    "asked-number-undefined": Sentence(
        en="'{name}' has no finite value here; ask another number", zh="'{name}' 在这里没有有限的值；请问别的数"
    ),
    "choices-equal": Sentence(
        en="choice '{choice}' says the same as '{other}'", zh="选项 '{choice}' 与 '{other}' 内容相同"
    ),
    "texts-equal": Sentence(
        en="'{item}' says the same as '{other}', so nobody could tell them apart",
        zh="'{item}' 与 '{other}' 内容相同，谁也分不清",
    ),
    "right-choice-always-first": Sentence(
        en="in all {count|question|questions} with one right choice it is the first; mix the order",
        zh="{count} 道单选题的正确选项都排在第一个；请打乱顺序",
    ),
    "right-choice-always-longest": Sentence(
        en="in all {count|question|questions} with one right choice it is the longest; even the lengths out",
        zh="{count} 道单选题的正确选项都最长；请让长短相近",
    ),
    "first-hint-tells-answer": Sentence(
        en="the first hint contains the answer; begin with a nudge", zh="第一条提示就给出了答案；请先只作引导"
    ),
    "longer-than-a-screen": Sentence(
        en="{rows} rows at 80x24, and a screen has {most}; divide the step",
        zh="在 80x24 下占 {rows} 行，一屏只有 {most} 行；请拆成几步",
    ),
    "stars-left": Sentence(
        en="the ** in this text mark nothing; put them directly before and behind the words",
        zh="这段文字里的 ** 没有起作用；请紧贴在要强调的文字前后",
    ),
    "dollar-left": Sentence(
        en="a $ in this text belongs to no formula; close the formula on its line, or write \\$",
        zh="这段文字里有一个 $ 不属于任何公式；请在同一行内结束公式，或写成 \\$",
    ),
    "cut-off-on-screen": Sentence(
        en="on the screen ({version}) the line '{text}' needs {width} columns and has {room}; shorten it",
        zh="在界面上（{version}），这一行 '{text}' 需要 {width} 列，只有 {room} 列；请缩短",
    ),
    "question-scrolls": Sentence(
        en="on the screen ({version}) this question is {count|row|rows} longer than the window; shorten it",
        zh="在界面上（{version}），这道题比窗口长 {count} 行；请缩短",
    ),
    "verdict-scrolls": Sentence(
        en="on the screen ({version}) {count|row|rows} of what is said to an answer are out of sight; shorten it",
        zh="在界面上（{version}），对答案的评语有 {count} 行看不到；请缩短",
    ),
    "hint-scrolls": Sentence(
        en="on the screen ({version}) {count|row|rows} of a hint are out of sight; shorten it",
        zh="在界面上（{version}），有一条提示有 {count} 行看不到；请缩短",
    ),
    "explanation-scrolls": Sentence(
        en="on the screen ({version}) what is said at the end is {count|row|rows} longer than the window, so that "
        "Enter reads on; shorten it",
        zh="在界面上（{version}），结尾的讲解比窗口长 {count} 行，要再按回车才能读完；请缩短",
    ),
    "answer-is-no-derivative": Sentence(
        en="the answer {answer} is not the derivative of {original} with respect to {wrt}",
        zh="答案 {answer} 不是 {original} 对 {wrt} 的导数",
    ),
    "code-without-passages": Sentence(
        en="nothing is said about this code and nothing asked; add 'notes' or 'blanks'",
        zh="这段代码既没有讲解也没有要填的空；请加上 'notes' 或 'blanks'",
    ),
    "no-such-line": Sentence(
        en="there is no line {line}; the source has {count|line|lines}", zh="没有第 {line} 行；代码只有 {count} 行"
    ),
    "lines-backwards": Sentence(
        en="'{lines}' runs backwards; the first line comes first", zh="'{lines}' 顺序颠倒；请把靠前的行号写在前面"
    ),
    "blank-not-in-line": Sentence(
        en="'{answer}' does not stand in line {line} of the source", zh="代码第 {line} 行里没有 '{answer}'"
    ),
    "blank-several-times": Sentence(
        en="'{answer}' stands {count} times in line {line}; make the answer longer, so that it stands there once",
        zh="'{answer}' 在第 {line} 行出现 {count} 次；请把答案写长一些，使它只出现一次",
    ),
    "blanks-overlap": Sentence(
        en="'{id}' covers a part of the line that '{other}' covers too", zh="'{id}' 与 '{other}' 在同一行里重叠"
    ),
    "not-a-parameter": Sentence(
        en="'{text}' is no parameter; write @{{name}} with a name of 'params', without spaces or calculations",
        zh="'{text}' 不是参数；请写 @{{name}}，name 是 'params' 里的名称，不能有空格或算式",
    ),
    "parameter-unused": Sentence(
        en="the parameter '{name}' is drawn but used nowhere; use it, or take it out",
        zh="抽取了参数 '{name}'，却没有用到；请用上它，或删去",
    ),
    "parameter-not-shown": Sentence(
        en="'{name}' decides the answer but is not shown; write @{{{name}}} into the prompt",
        zh="'{name}' 决定答案，却没有显示出来；请在 prompt 中写上 @{{{name}}}",
    ),
    "plain-words": Sentence(
        en="titles and summaries are plain words, and '{text}' is shown as it stands; say it in words",
        zh="标题和简介只能是普通文字，'{text}' 会原样显示；请改用文字",
    ),
    "no-such-markup": Sentence(
        en="'{text}' is shown as it stands; use **strong**, *stress* or plain words, or put it into `…` if it is meant",
        zh="'{text}' 会原样显示；请改用**着重**、*强调*或普通文字；如果要显示它，请放进 `…`",
    ),
    "formula-in-brackets": Sentence(
        en="'{text}' begins no formula in lessons; write formulas as $…$, or as $$…$$ on lines of their own",
        zh="课程里 '{text}' 不表示公式；公式请写成 $…$，单独成行的写成 $$…$$",
    ),
    "no-images": Sentence(
        en="there are no images, and '{text}' is shown as it stands; say it in words or a table",
        zh="这里不能放图片，'{text}' 会原样显示；请改用文字或表格",
    ),
    "no-links": Sentence(
        en="there are no links, and '{text}' is shown as it stands; write the address as plain text",
        zh="这里没有链接，'{text}' 会原样显示；请把地址写成普通文字",
    ),
    "no-html": Sentence(
        en="there is no HTML, and '{text}' is shown as it stands; use Markdown, or put it into `…` if it is meant",
        zh="这里没有 HTML，'{text}' 会原样显示；请改用 Markdown；如果要显示它，请放进 `…`",
    ),
    "fence-open": Sentence(
        en="this block of code never ends; write the same sign on a line of its own below it",
        zh="这段代码没有结束；请在它下面单独写一行同样的符号",
    ),
    "code-too-wide": Sentence(
        en="a line of code takes {width} columns, {most} fit; break it",
        zh="一行代码占 {width} 列，只放得下 {most} 列；请换行",
    ),
}
