"""Why the system could not do something, as parts of sentences, by the name of its errno or of SQLite's error code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.wording.sentence import Sentence

_FULL: Final = Sentence("the disk is full", "磁盘已满")
_NO_RIGHT: Final = Sentence("there is no permission for it", "没有权限")
_READ_ONLY: Final = Sentence("it is read-only", "该文件为只读")
_BUSY: Final = Sentence("another program holds it", "正被另一个程序占用")
_DISK: Final = Sentence("the disk reports an error", "磁盘读写出错")
_MEMORY: Final = Sentence("there is not enough memory", "内存不足")
_TOO_MANY: Final = Sentence("too many files are open", "打开的文件过多")
_NOT_POSSIBLE: Final = Sentence("the system cannot do that there", "系统不支持此操作")
_TOO_LARGE: Final = Sentence("it would become too large", "文件会过大")

CAUSES: Final[Mapping[str, Sentence]] = {
    "EACCES": _NO_RIGHT,
    "EPERM": _NO_RIGHT,
    "EROFS": Sentence("the disk is read-only", "磁盘为只读"),
    "ENOSPC": _FULL,
    "EDQUOT": Sentence("your share of the disk is used up", "磁盘配额已用完"),
    "EFBIG": _TOO_LARGE,
    "ENOENT": Sentence("there is no such file or folder", "没有这个文件或文件夹"),
    "EEXIST": Sentence("there is something of that name already", "同名的文件或文件夹已经存在"),
    "EISDIR": Sentence("it is a folder", "它是文件夹"),
    "ENOTDIR": Sentence("it lies in what is no folder", "它的上级不是文件夹"),
    "ENODEV": Sentence("it is a device or a pipe", "它是设备或管道"),
    "ENXIO": Sentence("it is a device or a pipe", "它是设备或管道"),
    "EXDEV": Sentence("it leads out of its folder", "它指向所在文件夹之外"),
    "ELOOP": Sentence("its links lead in a circle", "链接循环指向自身"),
    "ENAMETOOLONG": Sentence("its name is too long", "名称过长"),
    "EIO": _DISK,
    "EBUSY": _BUSY,
    "ETXTBSY": _BUSY,
    "EAGAIN": _BUSY,
    "EBADF": Sentence("it is closed", "它已关闭"),
    "EPIPE": Sentence("nobody reads it any more", "读取的一方已经关闭"),
    "EMFILE": _TOO_MANY,
    "ENFILE": _TOO_MANY,
    "ENOMEM": _MEMORY,
    "EINVAL": _NOT_POSSIBLE,
    "ENOSYS": _NOT_POSSIBLE,
    "ENOTSUP": _NOT_POSSIBLE,
    "EOPNOTSUPP": _NOT_POSSIBLE,
    "ESTALE": Sentence("the network folder is gone", "网络文件夹已失效"),
    "ETIMEDOUT": Sentence("the disk does not answer", "磁盘没有响应"),
    "SQLITE_PERM": _NO_RIGHT,
    "SQLITE_READONLY": _READ_ONLY,
    "SQLITE_CANTOPEN": Sentence("it cannot be opened", "无法打开"),
    "SQLITE_FULL": _FULL,
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_PROTOCOL": _BUSY,
    "SQLITE_IOERR": _DISK,
    "SQLITE_NOMEM": _MEMORY,
    "SQLITE_TOOBIG": _TOO_LARGE,
    "SQLITE_NOLFS": _TOO_LARGE,
    "SQLITE_CORRUPT": Sentence("it is damaged", "内容已损坏"),
    "SQLITE_NOTADB": Sentence("it is no progress file", "不是进度文件"),
    "SQLITE_INTERRUPT": Sentence("it was interrupted", "操作被中断"),
}
UNSAID: Final = Sentence("the system does not say why", "系统未说明原因")
