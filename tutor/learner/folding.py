"""Text as a search compares it: whatever its width, case, accents and characters, formulas in any notation, pinyin."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from functools import lru_cache
from typing import Final

from tutor.spelling import GREEK, in_ascii
from tutor.text import Cells
from tutor.typesetting.latex import LatexError, parse_latex
from tutor.typesetting.line import plain_line

_TRADITIONAL: Final = str.maketrans(
    "萬與東絲丟兩嚴個箇臨為爲舉麼麽義習書亂於親僅從們價優會傳體餘側脩償關內寫沖衝決況凍凈淨準減幾憑齣擊劃則剛"
    "刪別彆製辦務動勵勢勻區醫韆昇陞單佔卽卻壓釐參蔘雙發髮變疊隻檯臺颱號閤衕後嚮曏嗎聽啓啟週響譟迴睏圍圖圓場壞"
    "塊聲處備復複夠頭夾奧學實傢寬對尋導將爾儘盡侷層屬豈嶺鉅幣佈帶幀蓆幫冪乾幹榦並併廣庫應開異棄張彌瀰絃彎彈強"
    "歸噹當彔錄録綵徑憶誌懷態總驚懲慣願纔釦執掃擾摺拋護報枴柺擬攏攔撥擇捱損換搗擣據擲蒐擺襬攤敵敎斂數斷鏇無旣"
    "舊時顯暫麯麴朮術機雜權槓條來鬆闆極構査標樣覈夢檢檻橫歡畢氣匯彙滙漢沒洩註淺測漸溫遊滾滿點煩熱愛牽狀猶獨狹"
    "貓獻環現電畫畵監蓋盤眞榘碼礎確礙離種祕積稱穩窮竪豎筆簽籤簡類餬係繫緊纍糾約級純紙紋綫線練組細終經結繞繪給"
    "絡絕絶統繼績續綻緩編縫縮網罰罷羣聯膽腳脫臉臘騰緻捨範薦葯藥慮雖補錶裝見觀規視覽覺觸計認讓訓議記講許論設証"
    "證評識訴詞譯試話該語誤說説請讀課誰調談謂諦謎謹譜穀負貢責敗賬貼費資賦賴賽讚贊贏趨躍蹤車轉輪軟輕較輯輸邊達"
    "遷過邁運還這進遠連適選遞邏遺遙郵鄰釋裏裡鈡鍾鐘鈕錢鏈銷鎖錯鍵長門閉問間閱閲隊陣階際隨隱難霧黴靜麪麫麵頁頂"
    "項順須鬚預領顆題顏顔顛風飄餡饋馬驗騙驟齊齒",
    "万与东丝丢两严个个临为为举么么义习书乱于亲仅从们价优会传体余侧修偿关内写冲冲决况冻净净准减几凭出击划则刚"
    "删别别制办务动励势匀区医千升升单占即却压厘参参双发发变叠只台台台号合同后向向吗听启启周响噪回困围图圆场坏"
    "块声处备复复够头夹奥学实家宽对寻导将尔尽尽局层属岂岭巨币布带帧席帮幂干干干并并广库应开异弃张弥弥弦弯弹强"
    "归当当录录录彩径忆志怀态总惊惩惯愿才扣执扫扰折抛护报拐拐拟拢拦拨择挨损换捣捣据掷搜摆摆摊敌教敛数断旋无既"
    "旧时显暂曲曲术术机杂权杠条来松板极构查标样核梦检槛横欢毕气汇汇汇汉没泄注浅测渐温游滚满点烦热爱牵状犹独狭"
    "猫献环现电画画监盖盘真矩码础确碍离种秘积称稳穷竖竖笔签签简类糊系系紧累纠约级纯纸纹线线练组细终经结绕绘给"
    "络绝绝统继绩续绽缓编缝缩网罚罢群联胆脚脱脸腊腾致舍范荐药药虑虽补表装见观规视览觉触计认让训议记讲许论设证"
    "证评识诉词译试话该语误说说请读课谁调谈谓谛谜谨谱谷负贡责败账贴费资赋赖赛赞赞赢趋跃踪车转轮软轻较辑输边达"
    "迁过迈运还这进远连适选递逻遗遥邮邻释里里钟钟钟钮钱链销锁错键长门闭问间阅阅队阵阶际随隐难雾霉静面面面页顶"
    "项顺须须预领颗题颜颜颠风飘馅馈马验骗骤齐齿",
)
"""Traditional characters, and the simplified ones that Chinese texts of courses are likely to have for them."""

_ACCENTS: Final = re.compile("[\u0300-\u036f]+")
_SET: Final = re.compile(r"\$\$(.+?)\$\$|\$([^$]+)\$", re.DOTALL)
_LEFT_OUT: Final = re.compile(r"[\s(){}\[\]$*^_]+")
_LIMITS: Final = re.compile(r"(?<=[Σ∑])[\u1d2c-\u1d6a\u2070-\u209f¹²³ⱼ]+|(?<=\bsum)_\w+")
"""Those of a sum, which stand above and below its sign where it is shown at full height."""
_CELLS: Final = Cells()
_SIGNS: Final = str.maketrans({"Σ": "sum", "×": "*"})
_SPELLED: Final = re.compile(rf"(?<![a-z])(d?)({'|'.join(name for name in GREEK if name.islower())})(?![a-z])")
"""A Greek letter by its name, also in a differential; the letters of `must` are no μ."""
_GREEK: Final = frozenset(GREEK.values())
_FORMULA: Final = re.compile(r"[^\w\s]|[\u0370-\u03ff\u2070-\u209f¹²³½_]|[A-Za-z]\d")

_LETTERS: Final = "abcdefghjklmnopqrstwxyz"
_FIRST: Final = [character.encode("gb2312") for character in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"]
"""GB 2312 has its common characters in the order of their pinyin: the first of each of `_LETTERS`."""
_END: Final = b"\xd7\xfa"
_RARE: Final = {"熵": "s", "谛": "d", "耦": "o"}
"""Characters of titles that stand behind those."""


def folded(text: str) -> str:
    """Return `text` as words are compared: no matter in what width, case, accents, simplified or traditional."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold().translate(_TRADITIONAL)


def is_formula(text: str) -> bool:
    """Return whether `text` has a sign or a letter of formulas in it."""
    return bool(_FORMULA.search(text))


def as_formula(text: str) -> str:
    """Return `text` as formulas are compared, typed as `dL/dw`, shown as ∂L/∂w or in LaTeX: without brackets too."""
    if "$" not in text and "\\" in text:
        text = f"${text}$"
    shown = _SET.sub(lambda found: _shown(found[1] or found[2]), text)
    spelled = folded(_LIMITS.sub("", shown).translate(_SIGNS))
    return _LEFT_OUT.sub("", in_ascii(_SPELLED.sub(_letter, spelled), _GREEK.__contains__))


def _letter(name: re.Match[str]) -> str:
    return name[1] + folded(GREEK[name[2]])


@lru_cache(4096)
def _shown(latex: str) -> str:
    """What `latex` looks like in a line; where it cannot be drawn it stays as it is."""
    try:
        return plain_line(parse_latex(latex), _CELLS)
    except LatexError:
        return latex


def initials(text: str) -> str:
    """Return folded `text` with the first letter of its pinyin for each Chinese character whose pinyin is known."""
    return "".join(map(_initial, text))


def _initial(character: str) -> str:
    code = character.encode("gb2312", "ignore")
    return _LETTERS[bisect(_FIRST, code) - 1] if _FIRST[0] <= code < _END else _RARE.get(character, character)
