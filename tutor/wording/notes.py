"""What is said about the learner's own notes, bookmarks and reported problems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

UNSAVED_MARK: Final = Sentence("not saved", "未保存")
BOOKMARKED_MARK: Final = Sentence(" · bookmark", " · 书签")
BOOKMARKED: Final = Sentence(
    "Bookmarked. Your bookmarks are listed under Progress, on the course list.",
    "已加书签。书签列在课程列表的“进度”中。",
)
UNMARKED: Final = Sentence("The bookmark is taken away.", "书签已取消。")
TITLES: Final[Mapping[str, Sentence]] = {
    "noted": Sentence("Note", "笔记"),
    "reported": Sentence("Problem with this step", "这一步的问题"),
    "bookmarked": Sentence("Bookmark", "书签"),
}
PURPOSES: Final[Mapping[str, Sentence]] = {
    "noted": Sentence(
        "A note to yourself: what you want to find again. It is listed under Progress and kept on this machine.",
        "写给自己的笔记：以后想再找到的内容。它列在“进度”中，只保存在本机。",
    ),
    "reported": Sentence(
        "What is wrong, unclear or missing here? It is kept on this machine, under Progress; "
        "`python -m tutor progress`, with --course if you gave one, prints it for whoever writes the lesson.",
        "哪里有误、不清楚或缺少内容？它保存在本机的“进度”中；"
        "用 `python -m tutor progress`（启动时用了 --course 的，这里也要加上）可以打印出来，发给这一课的作者。",
    ),
}
PLACEHOLDER: Final = Sentence("type here; Enter saves", "在此输入，按 Enter 保存")
NOTED: Final = Sentence("Noted.", "已记下。")
NOTED_BESIDE: Final = Sentence(
    "Noted. Another terminal has written something here meanwhile; both texts are kept, side by side.",
    "已记下。另一个终端同时也在这里写了内容，两段文字并列保留。",
)
REMOVED: Final = Sentence("Taken away.", "已删除。")
OTHER_STAYS: Final = Sentence(
    "Taken away. What another terminal has written here meanwhile stays.",
    "已删除。另一个终端在此期间写下的内容仍然保留。",
)
NOT_SAVED_YET: Final = Sentence("{done} This is not saved yet.", "{done}此改动尚未保存。")
