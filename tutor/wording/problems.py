"""What is wrong with a file of the course, and what to do about it, for instructors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.answers import ANSWERS
from tutor.wording.checks import CHECKS
from tutor.wording.derivations import PROBLEMS as DERIVATION_PROBLEMS
from tutor.wording.latex import LATEX
from tutor.wording.network import PROBLEMS as NETWORK_PROBLEMS
from tutor.wording.network import SPEC_PROBLEMS
from tutor.wording.sentence import Sentence

_FILES: Final[Mapping[str, Sentence]] = {
    "no-such-file": Sentence(
        en="there is no such file or folder; compare its name with what is there",
        zh="没有这个文件或文件夹；请核对名称",
    ),
    "no-course": Sentence(
        en="no course.yaml lies in this folder, so it is no course; name the folder of one, or begin one in an empty "
        "folder with `python -m tutor new ID --course DIR`",
        zh="这个文件夹里没有 course.yaml，不是课程；请指定一门课程的文件夹，"
        "或用 `python -m tutor new ID --course DIR` 在空文件夹里新建一门课程",
    ),
    "no-such-file-misspelt": Sentence(
        en="there is no such file or folder; did you mean {suggestion}?",
        zh="没有这个文件或文件夹；是不是 {suggestion}？",
    ),
    "no-lesson-file": Sentence(
        en="there is no {file} beside course.yaml; write the lesson, or take it out of 'lessons'",
        zh="course.yaml 旁边没有 {file}；请写出这一课，或从 'lessons' 中删去",
    ),
    "not-a-file": Sentence(en="this is not an ordinary file", zh="这不是普通文件"),
    "unreadable-file": Sentence(
        en="the file cannot be read; check that you may open it", zh="无法读取这个文件；请检查是否有读取权限"
    ),
    "outside-folder": Sentence(
        en="the file leads out of the course's folder; put a copy into the folder",
        zh="这个文件指向课程文件夹之外；请把它复制到文件夹里",
    ),
    "file-too-large": Sentence(
        en="the file is larger than {most} KiB; shorten or divide it", zh="文件超过 {most} KiB；请缩短或拆分"
    ),
    "not-utf8": Sentence(
        en="this is not UTF-8 text; save the file as UTF-8", zh="这里不是 UTF-8 文本；请把文件存为 UTF-8"
    ),
    "empty-file": Sentence(
        en="the file is empty; begin it with the line 'format: 1', a translation with 'language: ' and its language",
        zh="文件是空的；请从 'format: 1' 这一行写起，译文则从 'language: ' 加语言写起",
    ),
    "control-character": Sentence(
        en="the character {character} stands here, which is invisible or has no shape of its own; delete it",
        zh="这里有一个看不见或没有确定字形的字符 {character}；请删掉它",
    ),
    "stacked-marks": Sentence(
        en="too many marks such as {character} stand on one character here; delete them",
        zh="这里有一个字符叠加了太多像 {character} 这样的符号；请删掉它们",
    ),
    "file-name": Sentence(
        en="the name of the file has {character} in it, which is invisible, has no shape of its own or is one mark too "
        "many; rename the file",
        zh="文件名里有字符 {character}，它看不见、没有确定字形，或是叠加过多的符号；请重命名文件",
    ),
    "device-name": Sentence(
        en="'{value}' names a device on Windows, where no file can be called so; choose another name",
        zh="'{value}' 在 Windows 上是设备名，不能用作文件名；请另取一个名称",
    ),
}

_YAML: Final[Mapping[str, Sentence]] = {
    "yaml-syntax": Sentence(
        en="this is not valid YAML; compare indentation, quotes and brackets with the lines above",
        zh="这里不是合法的 YAML；请对照上面几行检查缩进、引号和括号",
    ),
    "nested-too-deeply": Sentence(
        en="nested more than {most} levels deep; no lesson needs that", zh="嵌套超过 {most} 层；课程用不着这么深"
    ),
    "too-many-translations": Sentence(
        en="more than {most} translations of one file; only the first {most} are read, so remove some",
        zh="一个文件有超过 {most} 个译文；只读取前 {most} 个，请删去一些",
    ),
    "too-many-values": Sentence(
        en="more than {most} values in one file; divide it", zh="一个文件里超过 {most} 个值；请把它拆开"
    ),
    "several-documents": Sentence(
        en="'---' and '%' lines have no place in a lesson; delete them",
        zh="课程文件里不能有 '---' 和 '%' 开头的行；请删掉",
    ),
    "duplicate-key": Sentence(
        en="'{key}' is given twice; first at line {line}", zh="'{key}' 写了两次；第一次在第 {line} 行"
    ),
    "duplicate-key-in-item": Sentence(
        en="'{key}' is given twice, first at line {line}; if a new entry of the list begins here, write '- ' before it",
        zh="'{key}' 写了两次，第一次在第 {line} 行；如果从这里开始是列表的新一项，请在前面写 '- '",
    ),
    "key-not-a-word": Sentence(
        en="a key must be a single plain word followed by ':'", zh="键必须是一个普通的词，后面跟 ':'"
    ),
    "value-begins-with-sign": Sentence(
        en="a value that begins with '{sign}' means something else in YAML; put the value in single quotes, "
        "or use a | block",
        zh="以 '{sign}' 开头的值在 YAML 里另有含义；请把值放进单引号，或改用 | 块",
    ),
    "quote-this-text": Sentence(
        en="'{text}' became a key without a value: in {{ }} stands 'key: value, key: value'; a text with a comma goes "
        "into single quotes, several numbers into [ ], and decimals have a point",
        zh="'{text}' 被当成了没有值的键：{{ }} 里要像 'w: 1, b: 2' 那样写；含逗号的文字请放进单引号，"
        "几个数请放进 [ ]，小数请用点",
    ),
    "colon-in-plain-value": Sentence(
        en="': ' inside a plain value; put the value in single quotes, or use a | block",
        zh="不加引号的值里有 ': '；请把值放进单引号，或改用 | 块",
    ),
    "dash-in-plain-value": Sentence(
        en="a list cannot begin on the line of its key; begin each '- ' on a line of its own",
        zh="列表不能与键写在同一行；请让每个 '- ' 单独占一行",
    ),
    "latex-in-double-quotes": Sentence(
        en="double quotes turned a LaTeX backslash into a control character; use single quotes or a | block",
        zh="双引号把 LaTeX 的反斜杠变成了控制字符；请改用单引号或 | 块",
    ),
    "quote-not-closed": Sentence(
        en="the quote that opens here is not closed where its text ends; close it there",
        zh="从这里开始的引号没有在文字末尾闭合；请在那里补上",
    ),
    "bracket-not-closed": Sentence(
        en="the bracket that opens here is not closed, or a comma is missing inside",
        zh="从这里开始的括号没有闭合，或者里面缺了逗号",
    ),
    "braces-in-list": Sentence(
        en="braces inside [ ] mean something else in YAML; put each entry in single quotes, or on a '- ' line",
        zh="[ ] 里的花括号在 YAML 里另有含义；请把每一项放进单引号，或每项单独写成以 '- ' 开头的一行",
    ),
    "dash-joined": Sentence(en="a space is missing after this '-'", zh="这个 '-' 后面缺少空格"),
    "colon-joined": Sentence(en="a space is missing after the ':' of this key", zh="这个键的 ':' 后面缺少空格"),
    "text-after-quote": Sentence(
        en="text goes on after the closing {quote}; write an apostrophe inside single quotes as '', or use a | block",
        zh="结尾的引号 {quote} 之后还有文字；单引号里的撇号要写成 ''，或改用 | 块",
    ),
    "text-beside-block-sign": Sentence(
        en="text after | or > must begin on the next line", zh="| 或 > 之后的文字要从下一行开始"
    ),
    "colon-missing": Sentence(
        en="this line is neither 'key: value' nor part of the text above; add ': ', or indent it as the text",
        zh="这一行既不是“键: 值”，也不属于上面的文字；请补上 ': '，或按上文缩进",
    ),
    "look-alike": Sentence(
        en="'{sign}' ({number}) only looks like the sign that YAML needs here; write {meant} in its place",
        zh="'{sign}'（{number}）只是看起来像 YAML 在这里要的符号；请改成 {meant}",
    ),
    "look-alike-space": Sentence(
        en="this is not an ordinary space ({number}); write one with the space bar in its place",
        zh="这里不是普通空格（{number}）；请改成用空格键输入的空格",
    ),
    "key-too-deep": Sentence(
        en="the key '{key}' stands further in than the key above it; begin it in the same column",
        zh="键 '{key}' 比上面的键多缩进了；请与它左对齐",
    ),
    "wrong-indentation": Sentence(
        en="this line does not stand under the ones above; align it with its neighbours",
        zh="这一行与上面的行没有对齐；请与相邻的行对齐",
    ),
    "tab-as-indentation": Sentence(
        en="YAML is indented with spaces, not with tabs", zh="YAML 用空格缩进，不能用制表符"
    ),
    "lost-text": Sentence(
        en="YAML drops '{text}' as a comment; put the value in single quotes, or begin a comment with '# '",
        zh="YAML 把 '{text}' 当作注释丢掉了；请把值放进单引号；如果本来就是注释，请写 '# '",
    ),
}

_SHAPE: Final[Mapping[str, Sentence]] = {
    "missing-key": Sentence(en="'{key}' is missing in {owner}", zh="{owner} 缺少 '{key}'"),
    "missing-key-at-top": Sentence(en="'{key}' is missing at the top of the file", zh="文件开头缺少 '{key}'"),
    "missing-feedback": Sentence(
        en="'feedback' is missing in choice '{choice}': every choice explains why it is right or wrong",
        zh="选项 '{choice}' 缺少 'feedback'：每个选项都要说明为什么对或错",
    ),
    "unknown-key": Sentence(en="unknown key '{key}'; here belong {known}", zh="未知的键 '{key}'；这里可以有 {known}"),
    "misspelt-key": Sentence(
        en="unknown key '{key}'; did you mean '{suggestion}'?", zh="未知的键 '{key}'；是不是 '{suggestion}'？"
    ),
    "not-one-of": Sentence(
        en="'{key}' cannot be '{value}'; it is one of {known}", zh="'{key}' 不能是 '{value}'；可以是 {known}"
    ),
    "misspelt-value": Sentence(
        en="'{value}' is unknown here; did you mean '{suggestion}'?", zh="这里不认识 '{value}'；是不是 '{suggestion}'？"
    ),
    "no-value": Sentence(
        en="the value is missing; write it, or take the whole entry out", zh="缺少值；请补上，或删去整项"
    ),
    "not-a-list": Sentence(
        en="'{value}' should be a list: lines that begin with '- ', or [ … ]",
        zh="'{value}' 应当是列表：每行以 '- ' 开头，或写成 [ … ]",
    ),
    "not-a-mapping": Sentence(
        en="'{value}' should be a set of 'key: value' lines", zh="'{value}' 应当是若干行“键: 值”"
    ),
    "item-without-key": Sentence(
        en="'{value}' has no key; write a key and ': ' before it, such as '- id: {value}'",
        zh="'{value}' 没有键；请在前面写上键和 ': '，例如 '- id: {value}'",
    ),
    "not-a-number": Sentence(
        en="'{value}' is not a number; write digits such as 0.5 or 1e-3",
        zh="'{value}' 不是数；请写 0.5 或 1e-3 这样的数",
    ),
    "not-an-integer": Sentence(
        en="'{value}' is not a whole number; write digits only, without leading zeros",
        zh="'{value}' 不是整数；请只写数字，开头不加 0",
    ),
    "not-units": Sentence(
        en="'{value}' is neither a number of units nor a list of their names; write 2, or [x1, x2]",
        zh="'{value}' 既不是单元的个数，也不是名称的列表；请写 2，或 [x1, x2]",
    ),
    "not-a-flag": Sentence(
        en="'{value}' is neither true nor false; write one of them in small letters",
        zh="'{value}' 既不是 true 也不是 false；请写其中一个，用小写字母",
    ),
    "in-quotes": Sentence(
        en="'{value}' is text here, for it stands in quotes or below a | or >; take these away",
        zh="'{value}' 写在引号里，或在 |、> 下面，因此成了文字；请去掉这些符号",
    ),
    "not-a-text": Sentence(
        en="'{value}' should be text; put it in single quotes, or use a | block",
        zh="'{value}' 应当是文字；请放进单引号，或改用 | 块",
    ),
    "not-one-line": Sentence(en="'{value}' should be one line", zh="'{value}' 应当只有一行"),
    "text-too-long": Sentence(
        en="the text is longer than {most} characters; shorten it", zh="文字超过 {most} 个字符；请缩短"
    ),
    "text-nested-too-deeply": Sentence(
        en="lists and quotes stand too deep in each other to be shown (lists: 9 levels at most); make them flatter",
        zh="列表和引用嵌套过深，无法显示（列表最多 9 层）；请减少层数",
    ),
    "not-a-formula": Sentence(
        en="'{value}' should be a formula; put it in single quotes", zh="'{value}' 应当是公式；请放进单引号"
    ),
    "formula-too-long": Sentence(
        en="a formula is one line of at most {most} characters", zh="公式只能有一行，最多 {most} 个字符"
    ),
    "not-an-identifier": Sentence(
        en="'{value}' is not an id: letters, digits, '-' and '_', a letter first, at most 64",
        zh="'{value}' 不能作 id：只能用英文字母、数字、'-' 和 '_'，以字母开头，最多 64 个字符",
    ),
    "not-a-name": Sentence(
        en="'{value}' is not a name: letters, digits and '_', a letter first",
        zh="'{value}' 不能作名称：只能用英文字母、数字和 '_'，以字母开头",
    ),
    "name-too-long": Sentence(
        en="the name '{value}' is too long: at most {most} characters",
        zh="名称 '{value}' 太长：最多 {most} 个字符",
    ),
    "not-a-factor": Sentence(
        en="'{value}' is not a factor; write a/z for the derivative of a with respect to z",
        zh="'{value}' 不是因子；a 对 z 的导数写作 a/z",
    ),
    "not-a-quantity": Sentence(
        en="'{value}' is not the name of a number; write h1.z, o1.a, loss, o1.delta, w5.gradient or w5.next",
        zh="'{value}' 不是量的名称；请写 h1.z、o1.a、loss、o1.delta、w5.gradient 或 w5.next",
    ),
    "not-factors": Sentence(
        en="'{value}' should be a list of factors such as [a/z, z/w], or all, or none",
        zh="'{value}' 应当是 [a/z, z/w] 这样的因子列表，或 all，或 none",
    ),
    "not-a-language": Sentence(
        en="'{value}' is not a language; write a code such as en or zh",
        zh="'{value}' 不是语言；请写 en 或 zh 这样的代码",
    ),
    "not-a-tolerance": Sentence(
        en="'{value}' is not a tolerance; write 1% (relative) or 0.001 (absolute)",
        zh="'{value}' 不是容差；请写 1%（相对）或 0.001（绝对）",
    ),
    "tolerance-too-wide": Sentence(
        en="a tolerance of {value} accepts nearly any number; give less than {most}% of the right one",
        zh="容差为 {value} 时，几乎任何数都算对；请改为小于正确值的 {most}%",
    ),
    "unknown-format": Sentence(
        en="format {value} is unknown; this program reads format {known}",
        zh="不认识格式 {value}；本程序能读的格式是 {known}",
    ),
    "not-in-range": Sentence(en="{value} is not between {least} and {most}", zh="{value} 不在 {least} 到 {most} 之间"),
    "too-small": Sentence(en="the number must be at least {limit}", zh="这个数不能小于 {limit}"),
    "too-large": Sentence(en="the number must be at most {limit}", zh="这个数不能大于 {limit}"),
    "not-above": Sentence(en="the number must be greater than {limit}", zh="这个数必须大于 {limit}"),
    "not-below": Sentence(en="the number must be less than {limit}", zh="这个数必须小于 {limit}"),
    "too-few": Sentence(en="{limit|entry is|entries are} needed here at least", zh="这里至少要有 {limit} 项"),
    "too-many": Sentence(en="{limit|entry is|entries are} allowed here at most", zh="这里最多有 {limit} 项"),
}

_REFERENCES: Final[Mapping[str, Sentence]] = {
    "id-not-file-name": Sentence(
        en="the id '{id}' differs from the file name {file}; everything is found by the id, so make them equal",
        zh="id '{id}' 与文件名 {file} 不同；进度和课程列表都按 id 查找，请改成一致",
    ),
    "step-id-used-twice": Sentence(
        en="step id '{id}' is used again (first at line {line}); progress is stored by id",
        zh="步骤 id '{id}' 重复（第一次在第 {line} 行）；进度按 id 保存",
    ),
    "former-id-used": Sentence(
        en="'{id}' in 'was' is the id of another step (line {line}); a former id belongs to one step",
        zh="'was' 里的 '{id}' 是另一个步骤的 id（第 {line} 行）；旧 id 只能属于一个步骤",
    ),
    "part-id-used-twice": Sentence(
        en="id '{id}' is used again in this step (first at line {line}); answers are stored by id",
        zh="id '{id}' 在这一步里重复（第一次在第 {line} 行）；答案按 id 保存",
    ),
    "skill-not-practised": Sentence(
        en="no step practises the skill '{skill}'; give it to a step as 'skill: {skill}', or take it out",
        zh="没有哪一步练习技能 '{skill}'；请给某一步加上 'skill: {skill}'，或从这里删去",
    ),
    "unknown-skill": Sentence(en="skill '{name}' is not in 'teaches'", zh="技能 '{name}' 不在 'teaches' 里"),
    "unknown-skill-misspelt": Sentence(
        en="skill '{name}' is not in 'teaches'; did you mean '{suggestion}'?",
        zh="技能 '{name}' 不在 'teaches' 里；是不是 '{suggestion}'？",
    ),
    "half-a-derivative": Sentence(
        en="'differentiate' and 'wrt' belong together: what is differentiated, and with respect to which name",
        zh="'differentiate' 与 'wrt' 要一起写：对哪个式子求导，关于哪个变量",
    ),
    "unknown-symbol": Sentence(en="'{name}' is not among 'symbols'", zh="'symbols' 里没有 '{name}'"),
    "unknown-symbol-misspelt": Sentence(
        en="'{name}' is not among 'symbols'; did you mean '{suggestion}'?",
        zh="'symbols' 里没有 '{name}'；是不是 '{suggestion}'？",
    ),
    "no-bank": Sentence(
        en="there is no bank.yaml beside this lesson to take questions from", zh="这一课旁边没有 bank.yaml，无从取题"
    ),
    "bank-unreadable": Sentence(
        en="bank.yaml cannot be read, so this step is left out until it can", zh="bank.yaml 无法读取，这一步暂时略去"
    ),
    "nothing-left": Sentence(
        en="every step takes a question from bank.yaml, and none of them can be used; mend the bank first",
        zh="每一步都取自 bank.yaml，而题目全都不能用；请先改好题库",
    ),
    "bank-question-broken": Sentence(
        en="the question '{id}' of bank.yaml has an error, so this step is left out until it is mended",
        zh="bank.yaml 里的题目 '{id}' 有误，改好之前暂时略去这一步",
    ),
    "unknown-bank-question": Sentence(
        en="there is no question '{name}' in bank.yaml", zh="bank.yaml 里没有题目 '{name}'"
    ),
    "unknown-bank-question-misspelt": Sentence(
        en="there is no question '{name}' in bank.yaml; did you mean '{suggestion}'?",
        zh="bank.yaml 里没有题目 '{name}'；是不是 '{suggestion}'？",
    ),
    "question-id-used-twice": Sentence(
        en="question id '{id}' is used again (first at line {line}); progress is stored by id",
        zh="题目 id '{id}' 重复（第一次在第 {line} 行）；进度按 id 保存",
    ),
    "unknown-topic": Sentence(en="the bank has no topic '{name}'", zh="题库里没有主题 '{name}'"),
    "unknown-topic-misspelt": Sentence(
        en="the bank has no topic '{name}'; did you mean '{suggestion}'?",
        zh="题库里没有主题 '{name}'；是不是 '{suggestion}'？",
    ),
    "skill-not-taught": Sentence(en="no lesson teaches the skill '{name}'", zh="没有哪一课教技能 '{name}'"),
    "skill-not-taught-misspelt": Sentence(
        en="no lesson teaches the skill '{name}'; did you mean '{suggestion}'?",
        zh="没有哪一课教技能 '{name}'；是不是 '{suggestion}'？",
    ),
    "topic-id-used-twice": Sentence(
        en="topic id '{id}' is used again (first at line {line})", zh="主题 id '{id}' 重复（第一次在第 {line} 行）"
    ),
    "topic-named-twice": Sentence(
        en="topic '{id}' is named again (first at line {line})", zh="主题 '{id}' 重复列出（第一次在第 {line} 行）"
    ),
    "too-few-in-bank": Sentence(
        en="{wanted|question is|questions are} to be drawn, but the bank has only {there} on these topics",
        zh="要抽 {wanted} 题，但题库里这些主题只有 {there} 题",
    ),
    "not-code": Sentence(en="'{value}' is not a piece of code", zh="'{value}' 不是一段代码"),
    "code-piece-too-long": Sentence(
        en="a piece of code to fill in is one line of at most {most} characters",
        zh="要填的代码只能有一行，最多 {most} 个字符",
    ),
    "not-lines": Sentence(
        en="'{value}' names no lines; write 3 for one line or 1-2 for several",
        zh="'{value}' 不是行号；一行写 3，几行写 1-2",
    ),
    "unknown-network": Sentence(
        en="there is no network '{name}' under 'networks'", zh="'networks' 里没有网络 '{name}'"
    ),
    "unknown-network-misspelt": Sentence(
        en="there is no network '{name}' under 'networks'; did you mean '{suggestion}'?",
        zh="'networks' 里没有网络 '{name}'；是不是 '{suggestion}'？",
    ),
    "unknown-figure": Sentence(en="there is no figure '{name}' under 'figures'", zh="'figures' 里没有图 '{name}'"),
    "unknown-figure-misspelt": Sentence(
        en="there is no figure '{name}' under 'figures'; did you mean '{suggestion}'?",
        zh="'figures' 里没有图 '{name}'；是不是 '{suggestion}'？",
    ),
    "figure-in-bank": Sentence(
        en="the bank has no figures; write 'figure' where a lesson takes the question",
        zh="题库里没有图；请在课程取用这道题的那一步写 'figure'",
    ),
    "unknown-knob": Sentence(en="the figure has no knob '{name}' under 'knobs'", zh="这幅图的 'knobs' 里没有 '{name}'"),
    "unknown-knob-misspelt": Sentence(
        en="the figure has no knob '{name}' under 'knobs'; did you mean '{suggestion}'?",
        zh="这幅图的 'knobs' 里没有 '{name}'；是不是 '{suggestion}'？",
    ),
    "range-upside-down": Sentence(
        en="a range goes from the smaller number to the larger one; {low} is not below {high}",
        zh="范围要从小写到大；{low} 并不小于 {high}",
    ),
    "knob-outside": Sentence(
        en="the knob '{name}' stands at {value}, outside its range from {low} to {high}",
        zh="旋钮 '{name}' 的位置 {value} 超出它的范围 {low} 到 {high}",
    ),
    "knob-hardly-turns": Sentence(
        en="one press of an arrow takes '{name}' over its whole range; make 'step' smaller",
        zh="按一次方向键就走完了 '{name}' 的整个范围；请把 'step' 改小",
    ),
    "curve-without-values": Sentence(
        en="'{name}' has no value anywhere from {low} to {high}", zh="'{name}' 在 {low} 到 {high} 之间处处没有值"
    ),
    "figure-not-shown": Sentence(en="no step shows the figure '{name}'", zh="没有任何一步用到图 '{name}'"),
    "answer-without-figure": Sentence(
        en="the answer is given in the figure, but the step has no 'figure'",
        zh="答案要在图上给出，但这一步没有 'figure'",
    ),
    "answer-in-locked-figure": Sentence(
        en="the answer is given in the figure, so its knobs must turn at once; take 'reveal: after' out",
        zh="答案要在图上给出，旋钮必须一开始就能转动；请去掉 'reveal: after'",
    ),
    "answer-not-on-knob": Sentence(
        en="the knob '{name}' has no place close enough to the answer {answer}; widen 'tolerance', or lessen 'step'",
        zh="旋钮 '{name}' 的任何位置都不够接近答案 {answer}；请放宽 'tolerance'，或把 'step' 改小",
    ),
    "answer-stands-there": Sentence(
        en="the knob '{name}' stands at the answer {answer} from the beginning",
        zh="旋钮 '{name}' 一开始就停在答案 {answer} 上",
    ),
    "shows-without-nudge": Sentence(
        en="a secant needs 'nudge', how far it reaches", zh="割线需要 'nudge'，即它跨过的距离"
    ),
    "unknown-target": Sentence(en="the target '{name}' is not in the graph", zh="'graph' 里没有 target '{name}'"),
    "unknown-target-misspelt": Sentence(
        en="the target '{name}' is not in the graph; did you mean '{suggestion}'?",
        zh="'graph' 里没有 target '{name}'；是不是 '{suggestion}'？",
    ),
    "unknown-choice": Sentence(en="there is no choice '{name}' above", zh="上面没有选项 '{name}'"),
    "unknown-choice-misspelt": Sentence(
        en="there is no choice '{name}' above; did you mean '{suggestion}'?",
        zh="上面没有选项 '{name}'；是不是 '{suggestion}'？",
    ),
    "unknown-item": Sentence(en="there is no item '{name}' in 'items'", zh="'items' 里没有 '{name}'"),
    "unknown-item-misspelt": Sentence(
        en="there is no item '{name}' in 'items'; did you mean '{suggestion}'?",
        zh="'items' 里没有 '{name}'；是不是 '{suggestion}'？",
    ),
    "wrong-order-incomplete": Sentence(
        en="an order names every item once: {items}", zh="一种顺序要包含每一项，各写一次：{items}"
    ),
    "unknown-term": Sentence(
        en="the term '{name}' is not in glossary.yaml; add it there", zh="glossary.yaml 里没有术语 '{name}'；请加进去"
    ),
    "unknown-term-misspelt": Sentence(
        en="the term '{name}' is not in glossary.yaml; did you mean '{suggestion}'?",
        zh="glossary.yaml 里没有术语 '{name}'；是不是 '{suggestion}'？",
    ),
    "alias-as-term": Sentence(
        en="'{alias}' is another word for the term '{id}'; write `[[{id}|{alias}]]`",
        zh="'{alias}' 是术语 '{id}' 的别名；请写 `[[{id}|{alias}]]`",
    ),
    "unknown-lesson": Sentence(en="there is no lesson '{name}' in this course", zh="这门课里没有 '{name}' 这一课"),
    "unknown-lesson-misspelt": Sentence(
        en="there is no lesson '{name}' in this course; did you mean '{suggestion}'?",
        zh="这门课里没有 '{name}' 这一课；是不是 '{suggestion}'？",
    ),
    "lesson-listed-twice": Sentence(
        en="lesson '{id}' is listed again (first at line {line})", zh="课 '{id}' 重复列出（第一次在第 {line} 行）"
    ),
    "part-listed-twice": Sentence(
        en="part '{id}' is listed again (first at line {line}); put its lessons into the first one",
        zh="部分 '{id}' 重复列出（第一次在第 {line} 行）；请把其中的课并入第一次列出的部分",
    ),
    "lesson-in-two-parts": Sentence(
        en="lesson '{id}' stands in a part already (first at line {line}); take it out here or there",
        zh="课 '{id}' 已经归入一个部分（第一次在第 {line} 行）；请只保留一处",
    ),
    "lesson-in-no-part": Sentence(
        en="lesson '{id}' stands in no part; add it to 'lessons' of one of the 'parts'",
        zh="课 '{id}' 不属于任何部分；请把它加进 'parts' 中某一部分的 'lessons'",
    ),
    "term-used-twice": Sentence(
        en="the term '{id}' is explained again (first at line {line})", zh="术语 '{id}' 重复（第一次在第 {line} 行）"
    ),
    "prerequisite-comes-later": Sentence(
        en="'{id}' builds on '{prerequisite}', which does not come before it",
        zh="'{id}' 以 '{prerequisite}' 为基础，后者却没有排在它前面",
    ),
    "unknown-parameter": Sentence(
        en="'{key}' uses @{{{name}}} but 'params' has only {known}",
        zh="'{key}' 用了 @{{{name}}}，但 'params' 里只有 {known}",
    ),
    "no-parameters": Sentence(
        en="'{key}' uses @{{{name}}} but the step has no 'params'", zh="'{key}' 用了 @{{{name}}}，但这一步没有 'params'"
    ),
    "parameter-kind": Sentence(
        en="parameter '{name}' needs either 'choice: [ … ]' or 'int: [lowest, highest]'",
        zh="参数 '{name}' 要么写 'choice: [ … ]'，要么写 'int: [最小, 最大]'",
    ),
    "empty-range": Sentence(
        en="the range of '{name}' is empty; write the lower number first",
        zh="'{name}' 的范围是空的；请把较小的数写在前面",
    ),
    "no-correct-choice": Sentence(
        en="no choice is right; mark one with 'correct: true'", zh="没有正确的选项；请用 'correct: true' 标出"
    ),
    "several-correct-choices": Sentence(
        en="a second right choice beside '{first}'; use 'kind: multiple', or keep one",
        zh="除了 '{first}' 还有正确的选项；请改用 'kind: multiple'，或只留一个",
    ),
    "task-without-run": Sentence(
        en="task '{task}' needs 'within', the steps of its run, or 'by: hand'",
        zh="任务 '{task}' 需要 'within'（运行的步数），或写 'by: hand'",
    ),
    "run-by-hand": Sentence(
        en="what is done by hand needs no run; leave 'within' out", zh="手动完成的任务不用运行；请去掉 'within'"
    ),
    "batches-by-hand": Sentence(
        en="a step sees {batch} of the {examples} examples, so no pass shows the loss of all; leave 'batch_size' out",
        zh="每一步只用 {examples} 个样本中的 {batch} 个，一次前向传播得不到全部样本的损失；请去掉 'batch_size'",
    ),
    "prediction-without-answer": Sentence(
        en="the prediction needs an 'answer', or a 'when' in every choice",
        zh="预测需要 'answer'，或每个选项都有 'when'",
    ),
    "value-of-computed": Sentence(
        en="'{name}' is computed by the graph; 'at' gives values to variables only",
        zh="'{name}' 由 'graph' 算出；'at' 只给变量赋值",
    ),
    "factor-asked-twice": Sentence(en="the factor {id} is asked again", zh="因子 {id} 问了两次"),
    "quantity-asked-twice": Sentence(en="'{id}' is asked again", zh="'{id}' 问了两次"),
    "nothing-varied": Sentence(
        en="every run would be the same; vary a setting, such as learning_rate: [0.1, 1]",
        zh="每次运行都一样；请改变某个设置，例如 learning_rate: [0.1, 1]",
    ),
    "too-many-runs": Sentence(
        en="{runs|run is|runs are} too many to compare; at most {most}, so give fewer values",
        zh="{runs} 次运行太多，无法比较；最多 {most} 次，请减少取值",
    ),
    "factor-not-asked": Sentence(
        en="the factor {factor} is not asked, so nobody can get it wrong; add it to 'ask'",
        zh="没有问因子 {factor}，所以没有人会答错；请把它加进 'ask'",
    ),
}

_NETWORKS: Final[Mapping[str, Sentence]] = {
    "matrix-size": Sentence(
        en="'{key}' is {given} but must be {rows}x{columns}: a row for each unit before, a column for each unit here",
        zh="'{key}' 是 {given}，应当是 {rows}x{columns}：前一层每个单元一行，本层每个单元一列",
    ),
    "vector-size": Sentence(
        en="'{key}' has {given|entry|entries} for {expected|unit|units}",
        zh="'{key}' 有 {given} 项，而单元有 {expected} 个",
    ),
    "row-size": Sentence(
        en="the row has {given|number|numbers} but needs {inputs|input|inputs} and then {targets|target|targets}",
        zh="这一行有 {given} 个数，应当是 {inputs} 个输入，再加 {targets} 个目标值",
    ),
    "rows-or-data": Sentence(en="the network needs either 'rows' or 'data'", zh="网络要么写 'rows'，要么写 'data'"),
    "name-used-twice": Sentence(
        en="the name '{name}' stands for two things in this network", zh="名称 '{name}' 在这个网络里指两样东西"
    ),
    "name-is-a-fixed-word": Sentence(
        en="'{name}' has a fixed meaning in networks; choose another name for this unit or weight",
        zh="'{name}' 在网络里另有固定含义，单元和权重不能用这个名称；请换一个",
    ),
    "unknown-parameter-to-freeze": Sentence(
        en="there is nothing called '{name}' to freeze; did you mean '{suggestion}'?",
        zh="没有可以冻结的 '{name}'；是不是 '{suggestion}'？",
    ),
    "network-too-slow": Sentence(
        "one pass of {examples|example|examples} through {parameters|parameter|parameters} takes too long to watch; "
        "use fewer units or fewer examples",
        "{examples} 个样本、{parameters} 个参数，计算一遍就太久，不便观看；请减少单元或样本",
    ),
    "network-too-large": Sentence(
        en="the network has {given} parameters; at most {most} can be shown learning",
        zh="网络有 {given} 个参数；能演示学习过程的最多 {most} 个",
    ),
}

_TRANSLATIONS: Final[Mapping[str, Sentence]] = {
    "translation-language": Sentence(
        en="'language: {expected}' belongs at the top of this file, as in its name",
        zh="文件开头应当写 'language: {expected}'，与文件名一致",
    ),
    "translation-to-no-language": Sentence(
        en="'{tag}' in the name of this file is not a language; write a code such as zh, or name the file otherwise",
        zh="文件名里的 '{tag}' 不是语言；请写 zh 这样的代码，或换一个文件名",
    ),
    "translation-unknown": Sentence(en="{name} is not in the source", zh="源文件里没有 {name}"),
    "translation-misspelt": Sentence(
        en="{name} is not in the source; did you mean '{suggestion}'?",
        zh="源文件里没有 {name}；是不是 '{suggestion}'？",
    ),
    "not-a-translatable-key": Sentence(
        en="'{key}' is not text; a translation has words only, so take it out",
        zh="'{key}' 不是文字；译文里只能有文字，请删去",
    ),
    "translation-without-source": Sentence(
        en="the source has no such text; take it out here, or write it there first",
        zh="源文件没有这段文字；请删去，或先在源文件里写上",
    ),
    "translation-filler": Sentence(
        en="'{text}' translates nothing; write a translation, or take it out and the source's words are shown",
        zh="'{text}' 不是译文；请写上译文，或删去，改用原文",
    ),
    "translation-count": Sentence(
        en="the source has {expected} texts here, the translation {given}",
        zh="源文件这里有 {expected} 段文字，译文有 {given} 段",
    ),
    "translation-formulas": Sentence(
        en="formulas differ from the source: {missing} there, {added} here",
        zh="公式与源文件不同：源文件是 {missing}，这里是 {added}",
    ),
    "translation-parameters": Sentence(
        en="parameters differ from the source: {missing} there, {added} here",
        zh="参数与源文件不同：源文件是 {missing}，这里是 {added}",
    ),
    "translation-terms": Sentence(
        en="terms differ from the source: {missing} there, {added} here",
        zh="术语与源文件不同：源文件是 {missing}，这里是 {added}",
    ),
    "translation-code": Sentence(
        en="code differs from the source: {missing} there, {added} here",
        zh="代码与源文件不同：源文件是 {missing}，这里是 {added}",
    ),
}

_ENGINES: Final[Mapping[str, Sentence]] = {
    **{f"formula.{code}": sentence for code, sentence in ANSWERS.items()},
    **LATEX,
    **DERIVATION_PROBLEMS,
    **NETWORK_PROBLEMS,
    **SPEC_PROBLEMS,
}
"""What the engines refuse, under their own codes."""

PROBLEMS: Final[Mapping[str, Sentence]] = {
    **_FILES,
    **_YAML,
    **_SHAPE,
    **_REFERENCES,
    **_NETWORKS,
    **_TRANSLATIONS,
    **CHECKS,
    **_ENGINES,
}
"""By the code of a `Problem`."""
