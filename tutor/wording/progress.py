"""What is said about the learner's progress and the folders it lives in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

PROBLEMS: Final[Mapping[str, Sentence]] = {
    "paths.no-course": Sentence(
        en="The course that comes with the program is missing beside {folder}. Install the program again, or name a "
        "course with `--course DIR`.",
        zh="{folder} 旁找不到随程序附带的课程。请重新安装本程序，或用 `--course DIR` 指定课程。",
    ),
    "paths.address": Sentence(
        en="{address} is an address. This takes a file or folder on this machine; download what lies elsewhere first.",
        zh="{address} 是一个网址。这里需要本机上的文件或文件夹；别处的内容请先下载。",
    ),
    "paths.device": Sentence(
        en="“{name}” names a device on Windows, where no file or folder can be called so. Choose another name.",
        zh="“{name}”在 Windows 上是设备名，不能用作文件或文件夹的名称。请另取一个名称。",
    ),
    "progress.newer": Sentence(
        en="Your progress in {file} was written by a newer version of this program (its format is {found}, this "
        "version reads up to {supported}). It was left untouched. Update the program to go on.",
        zh="{file} 中的学习进度由本程序的较新版本写入（格式为 {found}，当前版本最多支持 {supported}）。"
        "文件未作任何改动，请升级程序后继续。",
    ),
    "progress.set-aside": Sentence(
        en="Your progress in {file} was damaged and could not be read. It was kept as {aside}, and a new file was "
        "begun.",
        zh="{file} 中的学习进度已损坏，无法读取。原文件保留为 {aside}，并已建立新的进度文件。",
    ),
    "progress.recovered": Sentence(
        en="Your progress in {file} was damaged. {count|record|records} could be read and came back, the last of "
        "{latest}; none before it is missing, and whether there were later ones can't be known. The damaged file was "
        "kept as {aside}.",
        zh="{file} 中的学习进度曾损坏。已找回 {count} 条记录，最后一条的时间是 {latest}，此前没有缺失，"
        "此后是否还有无从得知。损坏的文件保留为 {aside}。",
    ),
    "progress.recovered-in-part": Sentence(
        en="Your progress in {file} was damaged. {count|record|records} could be read and came back, the last of "
        "{latest}; {lost} could not. The time of what is missing: {time}. The damaged file was kept as {aside}.",
        zh="{file} 中的学习进度曾损坏。已找回 {count} 条记录，最后一条的时间是 {latest}；另有 {lost} 条无法读取，"
        "时间为 {time}。损坏的文件保留为 {aside}。",
    ),
    "progress.recovered-cut-off": Sentence(
        en="Your progress in {file} was damaged: the file was cut off. {count|record|records} could be read and came "
        "back, the last of {latest}; how many are missing can't be known. The damaged file was kept as {aside}.",
        zh="{file} 中的学习进度曾损坏：文件被截断。已找回 {count} 条记录，最后一条的时间是 {latest}；"
        "缺失多少条无从得知。损坏的文件保留为 {aside}。",
    ),
    "progress.recovered-cut-off-in-part": Sentence(
        en="Your progress in {file} was damaged: the file was cut off. {count|record|records} could be read and came "
        "back, the last of {latest}. At least {lost|other is|others are} missing; how many more can't be known. The "
        "damaged file was kept as {aside}.",
        zh="{file} 中的学习进度曾损坏：文件被截断。已找回 {count} 条记录，最后一条的时间是 {latest}；"
        "至少缺失 {lost} 条，此外还缺多少无从得知。损坏的文件保留为 {aside}。",
    ),
    "progress.unreadable": Sentence(
        en="Your progress in {file} can't be read ({detail}). Start the program again: it then looks at the whole "
        "file.",
        zh="无法读取 {file} 中的学习进度（{detail}）。请重新启动程序，启动时会检查整个文件。",
    ),
    "progress.not-saved.not-permitted": Sentence(
        en="What you do is not saved for now: {file} can't be written ({detail}). Make {place} writable before you "
        "leave, and it will be.",
        zh="现在的学习进度暂未保存：无法写入 {file}（{detail}）。请在退出前让 {place} 可读写，之后会自动补存。",
    ),
    "progress.not-saved.read-only": Sentence(
        en="What you do is not saved for now: the disk that holds {file} is read-only. Start again with TUTOR_HOME set "
        "to a folder on another disk.",
        zh="现在的学习进度暂未保存：{file} 所在的磁盘为只读。请将 TUTOR_HOME 设为另一个磁盘上的文件夹，再重新启动。",
    ),
    "progress.not-saved.no-folder": Sentence(
        en="What you do is not saved for now: {detail} is a file, not a folder. Move it away before you leave, and it "
        "will be.",
        zh="现在的学习进度暂未保存：{detail} 是文件，不是文件夹。请在退出前将它移走，之后会自动补存。",
    ),
    "progress.not-saved.full": Sentence(
        en="What you do is not saved for now: the disk that holds {file} is full. Make room before you leave, and it "
        "will be.",
        zh="现在的学习进度暂未保存：{file} 所在的磁盘已满。请在退出前腾出空间，之后会自动补存。",
    ),
    "progress.not-saved.busy": Sentence(
        en="What you do is not saved for now: another program holds {file}. Close that before you leave, and it will "
        "be.",
        zh="现在的学习进度暂未保存：{file} 正被另一个程序占用。请在退出前关闭那个程序，之后会自动补存。",
    ),
    "progress.not-saved.damaged": Sentence(
        en="Your progress in {file} is damaged, and no whole file can be put in its place ({detail}). It was left as "
        "it is; {count|record|records} could be read and are here. What you do is not saved for now: remove that "
        "obstacle before you leave, and it will be.",
        zh="{file} 中的学习进度已损坏，又无法用完好的文件替换（{detail}）。原文件未动，其中可读的 {count} 条记录"
        "在此可用。现在的学习进度暂未保存：请在退出前排除这一障碍，之后会自动补存。",
    ),
    "progress.not-saved.failed": Sentence(
        en="What you do is not saved for now: {file} could not be written ({detail}). It is tried again with each "
        "thing that you do, and when you leave.",
        zh="现在的学习进度暂未保存：{file} 写入失败（{detail}）。之后每次操作以及退出时都会重试。",
    ),
    "progress.not-read.busy": Sentence(
        en="Another program holds {file}, so the course looks as if nothing had been done, and nothing can be "
        "saved. Close that program: then all is there again. What you do until then is saved as well, unless you leave "
        "before.",
        zh="{file} 正被另一个程序占用，因此课程看上去像从未学过，现在也无法保存学习进度。"
        "请关闭那个程序：原有进度会重新出现。在此之前学的内容，只要没有退出程序，也会自动补存。",
    ),
    "progress.not-read.not-permitted": Sentence(
        en="{file} can't be read for now ({detail}), so the course looks as if nothing had been done, and nothing can "
        "be saved. Make {place} readable and writable: then all is there again. What you do until then is saved as "
        "well, unless you leave before.",
        zh="暂时无法读取 {file}（{detail}），因此课程看上去像从未学过，现在也无法保存学习进度。"
        "请让 {place} 可读写：原有进度会重新出现。在此之前学的内容，只要没有退出程序，也会自动补存。",
    ),
    "progress.not-read.failed": Sentence(
        en="{file} can't be read for now ({detail}), so the course looks as if nothing had been done, and nothing can "
        "be saved. Once that is mended, all is there again. What you do until then is saved as well, unless you leave "
        "before.",
        zh="暂时无法读取 {file}（{detail}），因此课程看上去像从未学过，现在也无法保存学习进度。"
        "问题排除后，原有进度会重新出现。在此之前学的内容，只要没有退出程序，也会自动补存。",
    ),
    "progress.not-looked-at.busy": Sentence(
        en="Another program holds {file}, so nothing can be said about your progress, and nothing was done. Close that "
        "program.",
        zh="{file} 正被另一个程序占用，因此无从得知学习进度，也未作任何操作。请关闭那个程序。",
    ),
    "progress.not-looked-at.not-permitted": Sentence(
        en="{file} can't be read for now ({detail}), so nothing can be said about your progress, and nothing was "
        "done. Make {place} readable and writable.",
        zh="暂时无法读取 {file}（{detail}），因此无从得知学习进度，也未作任何操作。请让 {place} 可读写。",
    ),
    "progress.not-looked-at.failed": Sentence(
        en="{file} can't be read for now ({detail}), so nothing can be said about your progress, and nothing was "
        "done. Try again once that is mended.",
        zh="暂时无法读取 {file}（{detail}），因此无从得知学习进度，也未作任何操作。请在问题排除后重试。",
    ),
    "progress.recalled": Sentence(
        en="{file} can't be read for now ({detail}): what you see is what was read of it before. All is there again, "
        "and what you do is saved, as soon as it can be read, unless you leave before.",
        zh="暂时无法读取 {file}（{detail}），现在显示的是此前读到的内容。一旦可以读取，全部进度会重新出现，"
        "这期间学的内容，只要没有退出程序，也会自动补存。",
    ),
    "progress.waiting": Sentence(
        en="Another program is writing to your progress; this waits for up to {seconds} seconds.",
        zh="另一个程序正在写入学习进度，最多等待 {seconds} 秒。",
    ),
    "progress.saved-now": Sentence(
        en="All that was not saved is saved now.",
        zh="之前未保存的学习进度，现已全部保存。",
    ),
    "progress.read-again": Sentence(
        en="Your progress can be read again, and all that was not saved is saved now.",
        zh="学习进度又可以读取了，之前未保存的也已全部保存。",
    ),
    "progress.begun-again": Sentence(
        en="{file} was removed or emptied while the program was running. It is begun again, with "
        "{count|record|records} that the program still knew.",
        zh="{file} 在程序运行时被删除或清空，现已重新建立，程序还记得的 {count} 条记录会写回。",
    ),
    "progress.put-back": Sentence(
        en="Besides, {count|record|records} that the program still knew came into the new file.",
        zh="此外，程序还记得的 {count} 条记录也已写入新文件。",
    ),
    "progress.in-backup": Sentence(
        en="The backup of {day} has {count|record|records} that {file} lacks. To bring them back: "
        "`python -m tutor progress --restore`.",
        zh="{day} 的备份中有 {count} 条记录是 {file} 所没有的。运行 `python -m tutor progress --restore`，即可找回。",
    ),
    "progress.was-folder": Sentence(
        en="Where your progress belongs there was a folder, {file}. It was kept as {aside}, and a file was begun.",
        zh="存放学习进度的位置上是一个文件夹 {file}。该文件夹已改名为 {aside}，并已建立新的进度文件。",
    ),
    "progress.no-backup": Sentence(
        en="Your progress could not be backed up ({detail}). That is tried again at the next start, and on the next "
        "day. The progress itself is not affected.",
        zh="这次未能备份学习进度（{detail}），下次启动时或第二天会再试；进度文件本身不受影响。",
    ),
    "progress.not-kept.not-permitted": Sentence(
        en="Nothing can be saved now: {file} can't be written ({detail}). Make {place} writable.",
        zh="现在无法保存学习进度：{file} 不可写（{detail}）。请让 {place} 可读写。",
    ),
    "progress.not-kept.read-only": Sentence(
        en="Nothing can be saved now: the disk that holds {file} is read-only. Set TUTOR_HOME to a folder on another "
        "disk.",
        zh="现在无法保存学习进度：{file} 所在的磁盘为只读。请将 TUTOR_HOME 设为另一个磁盘上的文件夹。",
    ),
    "progress.not-kept.no-folder": Sentence(
        en="Nothing can be saved now: {detail} is a file, not a folder. Move it away.",
        zh="现在无法保存学习进度：{detail} 是文件，不是文件夹。请将它移走。",
    ),
    "progress.not-kept.full": Sentence(
        en="Nothing can be saved now: the disk that holds {file} is full. Make room on it.",
        zh="现在无法保存学习进度：{file} 所在的磁盘已满。请腾出空间。",
    ),
    "progress.not-kept.busy": Sentence(
        en="Nothing can be saved now: another program holds {file}. Close that program.",
        zh="现在无法保存学习进度：{file} 正被另一个程序占用。请关闭那个程序。",
    ),
    "progress.not-kept.damaged": Sentence(
        en="Nothing can be saved now: {file} is damaged, and no whole file can be put in its place ({detail}). What "
        "can be read of it counts. Remove that obstacle.",
        zh="现在无法保存学习进度：{file} 已损坏，又无法用完好的文件替换（{detail}）。其中可读的记录仍然有效。"
        "请排除这一障碍。",
    ),
    "progress.not-kept.failed": Sentence(
        en="Nothing can be saved now: {file} could not be written ({detail}).",
        zh="现在无法保存学习进度：{file} 写入失败（{detail}）。",
    ),
    "progress.lost.not-permitted": Sentence(
        en="{count|record of what you did is|records of what you did are} lost: {file} could not be written "
        "({detail}). Before you start again, make {place} writable.",
        zh="{count} 条学习记录未能保存，已经丢失：无法写入 {file}（{detail}）。下次启动前，请先让 {place} 可读写。",
    ),
    "progress.lost.read-only": Sentence(
        en="{count|record of what you did is|records of what you did are} lost: the disk that holds {file} was "
        "read-only to the end. Before you start again, set TUTOR_HOME to a folder on another disk.",
        zh="{count} 条学习记录未能保存，已经丢失：直到退出时，{file} 所在的磁盘仍为只读。"
        "下次启动前，请先将 TUTOR_HOME 设为另一个磁盘上的文件夹。",
    ),
    "progress.lost.no-folder": Sentence(
        en="{count|record of what you did is|records of what you did are} lost: {detail} is a file, not a folder. "
        "Before you start again, move it away.",
        zh="{count} 条学习记录未能保存，已经丢失：{detail} 是文件，不是文件夹。下次启动前，请先将它移走。",
    ),
    "progress.lost.full": Sentence(
        en="{count|record of what you did is|records of what you did are} lost: the disk that holds {file} was full "
        "to the end. Before you start again, make room on it.",
        zh="{count} 条学习记录未能保存，已经丢失：直到退出时，{file} 所在的磁盘仍是满的。下次启动前，请先腾出空间。",
    ),
    "progress.lost.busy": Sentence(
        en="{count|record of what you did is|records of what you did are} lost: another program held {file} to the "
        "end. Before you start again, close that program.",
        zh="{count} 条学习记录未能保存，已经丢失：直到退出时，{file} 仍被另一个程序占用。"
        "下次启动前，请先关闭那个程序。",
    ),
    "progress.lost.damaged": Sentence(
        en="{count|record of what you did is|records of what you did are} lost: {file} is damaged, and no whole file "
        "could be put in its place ({detail}). Before you start again, remove that obstacle.",
        zh="{count} 条学习记录未能保存，已经丢失：{file} 已损坏，又无法用完好的文件替换（{detail}）。"
        "下次启动前，请先排除这一障碍。",
    ),
    "progress.lost.failed": Sentence(
        en="{count|record of what you did is|records of what you did are} lost: {file} could not be written "
        "({detail}).",
        zh="{count} 条学习记录未能保存，已经丢失：{file} 写入失败（{detail}）。",
    ),
    "progress.export-failed": Sentence(
        en="The progress could not be written to {file}: {detail}.",
        zh="无法将学习进度写入 {file}：{detail}。",
    ),
    "progress.export-special": Sentence(
        en="{file} is a folder, a device or a pipe, not a file to write to. Name a file, or - for standard output.",
        zh="{file} 是文件夹、设备或管道，不能作为文件写入。请给出文件名，或用 - 写到标准输出。",
    ),
    "progress.export-own": Sentence(
        en="{file} is one of the files in which the program keeps your progress. Nothing was exported. Name "
        "another file.",
        zh="{file} 是本程序保存学习进度所用的文件，不能用作导出的目标。未导出任何内容，请另取文件名。",
    ),
    "progress.export-other": Sentence(
        en="{file} is there already and is no export of this program. Nothing was exported. Remove it first, or name "
        "another file.",
        zh="{file} 已经存在，而且不是本程序导出的文件。未导出任何内容，请先删除它，或另取文件名。",
    ),
    "progress.export-over": Sentence(
        en="{file} is an export with {count|record that is|records that are} not in your progress. Nothing was "
        "exported. Import that file first, or name another one.",
        zh="{file} 是已有的导出文件，其中 {count} 条记录不在当前的学习进度里。未导出任何内容。"
        "请先导入该文件，或另取文件名。",
    ),
    "progress.export-newer": Sentence(
        en="{file} was exported by a newer version of this program (its format is {found}, this version reads up to "
        "{supported}). Nothing was exported. Name another file.",
        zh="{file} 由本程序的较新版本导出（格式为 {found}，当前版本最多支持 {supported}）。"
        "未导出任何内容，请另取文件名。",
    ),
    "progress.import-failed": Sentence(
        en="{file} can't be read: {detail}.",
        zh="无法读取 {file}：{detail}。",
    ),
    "progress.import-special": Sentence(
        en="{file} is a folder, a device or a pipe. Name the file that `progress --export` wrote.",
        zh="{file} 是文件夹、设备或管道。请给出 `progress --export` 写出的文件。",
    ),
    "progress.import-large": Sentence(
        en="{file} has more than {most} megabytes, which no export of this program reaches. Nothing was imported.",
        zh="{file} 超过 {most} MB，不会是本程序导出的学习进度。未导入任何内容。",
    ),
    "progress.import-newer": Sentence(
        en="{file} was exported by a newer version of this program (its format is {found}, this version reads up to "
        "{supported}). Nothing was imported. Update the program first.",
        zh="{file} 由本程序的较新版本导出（格式为 {found}，当前版本最多支持 {supported}）。"
        "未导入任何内容，请先升级程序。",
    ),
    "progress.import-line": Sentence(
        en="{file}, line {line}: this is not a line of exported progress. Nothing was imported.",
        zh="{file} 第 {line} 行不是导出的学习进度。未导入任何内容。",
    ),
    "progress.import-cut-off": Sentence(
        en="{file} was cut off: it ends in the midst of line {line}. Nothing was imported. Remove that line, and the "
        "lines before it can be imported.",
        zh="{file} 被截断，末尾的第 {line} 行不完整。未导入任何内容。删去这一行后，前面各行即可导入。",
    ),
    "progress.import-unpacked": Sentence(
        en="{file} is damaged: it can be unpacked as far as line {line} only. Nothing was imported. Of the backups "
        "beside your progress, `progress --restore` takes what can be read.",
        zh="{file} 已损坏，解压到第 {line} 行便无法继续。未导入任何内容。"
        "学习进度旁的备份可用 `progress --restore` 找回，能读多少就找回多少。",
    ),
    "progress.no-backups": Sentence(
        en="There is no backup of your progress to bring anything back from. One is made by itself after a day of "
        "work, in {folder}.",
        zh="还没有学习进度的备份，无从找回。学习一天之后，备份会自动建在 {folder}。",
    ),
    "progress.nothing-readable": Sentence(
        en="{file} is damaged so badly that nothing of it can be read. It stays where it is.",
        zh="{file} 损坏严重，其中没有任何可读取的记录。文件保留在原处。",
    ),
    "progress.backup-damaged": Sentence(
        en="{file} is damaged; {count|record|records} of it could be read.",
        zh="{file} 已损坏，其中 {count} 条记录仍可读取。",
    ),
}

HELD: Final = Sentence(
    en="{count|record of what you did is|records of what you did are} not saved yet. {why}",
    zh="{count} 条学习记录尚未保存。{why}",
)
EXPORTED: Final = Sentence(
    en="{count|record was|records were} exported to {file}.",
    zh="已将 {count} 条学习记录导出到 {file}。",
)
IMPORTED: Final = Sentence(
    en="{added|new record was|new records were} imported from {file}; {known} had been here before.",
    zh="已从 {file} 导入 {added} 条新的学习记录，另有 {known} 条原已存在。",
)
RESTORED: Final = Sentence(
    en="{added|record|records} came back; {known} had been here. Looked at {files|backup|backups}:",
    zh="已找回 {added} 条记录，另有 {known} 条原已存在。查看了 {files} 个备份：",
)
REPAIRED: Final = Sentence(
    en="{added|record|records} came back; {known} had been here. Looked at {files|damaged file|damaged files}:",
    zh="已找回 {added} 条记录，另有 {known} 条原已存在。查看了 {files} 个损坏的文件：",
)
NOTHING_DAMAGED: Final = Sentence(
    en="No damaged file was found: there was nothing to repair. {count|record is|records are} whole.",
    zh="没有发现损坏的文件，无需修复。现有 {count} 条记录，均完好。",
)
RESET: Final = Sentence(
    en="The lesson {lesson} begins afresh. What you did before stays on record and no longer counts; your notes, "
    "bookmarks and reported problems stay as they are.",
    zh="{lesson} 这一课将重新开始。此前的学习记录仍予保留，但不再计入；你的笔记、书签和报告的问题保持不变。",
)
NOT_RESET: Final = Sentence(
    en="The lesson {lesson} could not be begun afresh.",
    zh="{lesson} 这一课未能重新开始。",
)
ORPHANS_COUNTED: Final = Sentence(
    en="The record of {count|step|steps} that the course no longer has is kept: `python -m tutor progress`, with "
    "--course if you gave one, lists it.",
    zh="有 {count} 个步骤已不在课程中，学习记录仍予保留："
    "用 `python -m tutor progress`（启动时用了 --course 的，这里也要加上）可以列出。",
)
ORPHANS: Final = Sentence(
    en="On record and kept, although the course no longer has these steps:",
    zh="以下步骤已不在课程中，其学习记录仍予保留：",
)
