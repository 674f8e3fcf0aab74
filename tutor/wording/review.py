"""What is said around a review: what is due, how sure the learner is, how it went."""

from __future__ import annotations

from typing import Final

from tutor.wording.sentence import Sentence

DUE: Final = Sentence("{count} due", "{count} 张到期")
NEW: Final = Sentence("{count} new", "{count} 张新卡片")
CARD_NEW: Final = Sentence("new: not answered yet", "新卡片，还没有答过")
TITLE: Final = Sentence("Review", "复习")
SURE_QUESTION: Final = Sentence("Sure of it?", "有把握吗？")
SURE: Final = Sentence("sure", "有把握")
UNSURE: Final = Sentence("not sure", "没把握")
SWITCH_SURE: Final = Sentence("{key} switches", "按 {key} 切换")
NOTHING_DUE: Final = Sentence("No card is due today.", "今天没有待复习的卡片。")
NO_CARDS: Final = Sentence(
    "Nothing to review yet: what you answer or skip comes back here as a card.",
    "还没有可复习的内容：答过或跳过的题会作为卡片回到这里。",
)
NEXT_TOMORROW: Final = Sentence("The next ones come tomorrow.", "下一批明天到期。")
NEXT_LATER: Final = Sentence("The next ones come in {days} days.", "下一批在 {days} 天后到期。")
DONE: Final = Sentence(
    "Reviewed today: {count|card|cards}, {known} right on the first try.",
    "今天复习了 {count} 张卡片，{known} 张一次答对。",
)
LEFT: Final = Sentence(
    "{left|more card|more cards} for today: press {key} to go on.", "今天还有 {left} 张，按 {key} 继续。"
)
FROM_BANK: Final = Sentence("question bank", "题库")
NONE_ANSWERED: Final = Sentence("No card was answered.", "一张卡片也没有作答。")
BACK_TODAY: Final = Sentence("still today", "今天还会出现")
BACK_TOMORROW: Final = Sentence("back tomorrow", "明天再来")
BACK_LATER: Final = Sentence("back in {days} days", "{days} 天后再来")

# Whether a lesson is known
KNOWING: Final = Sentence("Known already?", "已经会了？")
KNOWN_NOW: Final = Sentence(
    "All right at once: {title} counts as known. Its questions come back in the review.",
    "全部一次答对：《{title}》算作已会。其中的题目会在复习中回来。",
)
NOT_KNOWN_YET: Final = Sentence("Not all were right at once. Here is the lesson.", "没有全部一次答对。下面开始这一课。")
NOT_KNOWN: Final = Sentence(
    "{right} of {asked} right at once, without a hint: the lesson is worth going through.",
    "{asked} 题中不看提示一次答对 {right} 题：这一课还值得学一遍。",
)
KNOWING_LEFT: Final = Sentence(
    "The questions were left before their end: nothing has changed.", "题目没有答完就离开了：一切照旧。"
)
NO_QUESTIONS: Final = Sentence(
    "This lesson has too few questions to show that you know it.", "这一课的题目太少，看不出是否已经学会。"
)
