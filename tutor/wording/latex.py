"""What is said about LaTeX that cannot be drawn, with the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

LATEX: Final[Mapping[str, Sentence]] = {
    "latex.unknown-command": Sentence(
        en="{command} is not a command that formulas know; `python -m tutor schema latex` lists those",
        zh="公式不支持命令 {command}；运行 `python -m tutor schema latex` 可列出支持的命令",
    ),
    "latex.misspelt-command": Sentence(
        en="{command} is not a command that formulas know; did you mean {suggestion}?",
        zh="公式不支持命令 {command}；是否想写 {suggestion}？",
    ),
    "latex.unknown-environment": Sentence(
        en="there is no environment '{environment}'; use cases, aligned, matrix, pmatrix, bmatrix or array",
        zh="没有名为 '{environment}' 的环境；可以使用 cases、aligned、matrix、pmatrix、bmatrix 或 array",
    ),
    "latex.misspelt-environment": Sentence(
        en="there is no environment '{environment}'; did you mean '{suggestion}'?",
        zh="没有名为 '{environment}' 的环境；是否想写 '{suggestion}'？",
    ),
    "latex.missing-brace": Sentence(
        en="this {{ is never closed; add the }} that belongs to it",
        zh="这个 {{ 没有闭合；请补上对应的 }}",
    ),
    "latex.extra-brace": Sentence(
        en="this }} closes nothing; remove it or add the {{ that belongs to it",
        zh="这个 }} 没有对应的 {{；请删除它，或补上 {{",
    ),
    "latex.missing-bracket": Sentence(
        en="the [ after \\sqrt is never closed; add the ] that belongs to it",
        zh="\\sqrt 后面的 [ 没有闭合；请补上对应的 ]",
    ),
    "latex.missing-argument": Sentence(
        en="{command} needs something after it, usually in braces: {command}{{…}}",
        zh="{command} 后面缺少内容，通常写在花括号中：{command}{{…}}",
    ),
    "latex.double-script": Sentence(
        en="two {sign} in a row on one symbol; put the whole script in braces",
        zh="同一个符号后连续出现两个 {sign}；请把整个上标或下标放进花括号",
    ),
    "latex.missing-right": Sentence(
        en="\\left has no \\right; add it, with a bracket or with . for none: \\right.",
        zh="\\left 缺少对应的 \\right；请补上并写明括号，不需要括号时写 \\right.",
    ),
    "latex.extra-right": Sentence(
        en="{command} has no \\left before it; remove it or add \\left",
        zh="{command} 前面没有对应的 \\left；请删除它，或补上 \\left",
    ),
    "latex.wrong-delimiter": Sentence(
        en="'{delimiter}' after {command} is not a bracket; use one of ( ) [ ] \\{{ \\}} | or . for none",
        zh="{command} 后面的 '{delimiter}' 不是括号；可以使用 ( ) [ ] \\{{ \\}} |，不需要括号时写 .",
    ),
    "latex.missing-end": Sentence(
        en="\\begin{{{environment}}} is never ended; add \\end{{{environment}}}",
        zh="\\begin{{{environment}}} 没有结束；请补上 \\end{{{environment}}}",
    ),
    "latex.extra-end": Sentence(
        en="\\end{{{environment}}} ends nothing; remove it or add \\begin{{{environment}}}",
        zh="\\end{{{environment}}} 没有对应的开头；请删除它，或补上 \\begin{{{environment}}}",
    ),
    "latex.wrong-end": Sentence(
        en="\\begin{{{environment}}} is ended by \\end{{{ended}}}; make both names the same",
        zh="\\begin{{{environment}}} 却以 \\end{{{ended}}} 结束；请让两处名称一致",
    ),
    "latex.outside-environment": Sentence(
        en="{sign} has a meaning only inside aligned, cases or a matrix; put the lines between \\begin{{aligned}} and "
        "\\end{{aligned}}",
        zh="{sign} 只能用在 aligned、cases 或矩阵中；请把这几行放进 \\begin{{aligned}} 与 \\end{{aligned}} 之间",
    ),
    "latex.command-in-text": Sentence(
        en="{command} does not work inside \\text; end the text before it and go on after it",
        zh="{command} 不能用在 \\text 中；请在它之前结束文字，之后再继续",
    ),
    "latex.unexpected-character": Sentence(
        en="'{character}' has no place in a formula; leave it out, or write \\{character} for the sign",
        zh="公式中不能直接写 '{character}'；请去掉，要显示这个符号请写 \\{character}",
    ),
    "latex.control-character": Sentence(
        en="the formula holds the control character {character}; in YAML use single quotes or a | block, so that "
        "backslashes stay backslashes",
        zh="公式中含有控制字符 {character}；在 YAML 中请使用单引号或 | 块，反斜杠才会保持原样",
    ),
    "latex.lone-backslash": Sentence(
        en="the formula ends in a backslash; remove it or write the command it was to begin",
        zh="公式以反斜杠结尾；请删除它，或写完要用的命令",
    ),
    "latex.too-long": Sentence(
        en="a formula may have at most {limit} characters; split it into several",
        zh="一个公式最多 {limit} 个字符；请拆成几个公式",
    ),
    "latex.too-deep": Sentence(
        en="braces and brackets stand more than {limit} deep in each other; give a part its own name",
        zh="括号嵌套超过 {limit} 层；请为其中一部分另取名称",
    ),
}
"""Sentences by the code of a LatexError."""
