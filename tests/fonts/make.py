"""Makes the small fonts of the tests from two of the Noto project, whole:

    python3 make.py NotoSansCJK-Regular.ttc NotoSansCJK-Bold.ttc NotoSansSymbols[wght].ttf

Needs fonttools and brotli. All are under the SIL Open Font License 1.1: see OFL.txt.
"""

import pathlib
import sys

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

HERE = pathlib.Path(__file__).parent
KANA = "".join(chr(code) for code in range(0x3041, 0x30FF))
MARKS = "、。，．・：；？！ー「」『』（）［］〈〉《》【】〔〕　“”‘’…—〜々"
LETTERS = "".join(chr(code) for code in range(0x20, 0x7F))
IDEOGRAPHS = (
    "日本語本文漢字仮名第一章二三四五六図表目次注出典頁地付録要約題名著者発行引用識別表紙権利助成"
    "版管理始使方法話書読見出来人大小中国学校年月東京春夏秋冬山川空海一行末頭禁則処理強調"
    "图表目录资料来源注释这是第页书名作者出版日期格式标识符封面版权中文段落标点符号挤压汉字与西文之间的距离"
    "圖目錄資料來源註釋這是頁書名識別碼版權"
)
# What the program itself says in these languages.
WORDS = "".join(
    (HERE.parent.parent / "src" / "words" / f"{name}.rs").read_text()
    for name in ("chinese", "japanese", "korean")
)
HANGUL = "그림표차례출처주석쪽한국어글자사이의간격을시험한다제목지은이발행인용표기식별자는문단이다"


def cut(font, characters):
    options = subset.Options()
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.drop_tables += ["DSIG", "vhea", "vmtx", "VORG", "BASE", "STAT", "meta"]
    options.desubroutinize = True
    options.hinting = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    return font


def face(path, index):
    return TTFont(path, fontNumber=index, recalcTimestamp=False)


def colored():
    """A font whose one sign is in colour alone: its own outline is empty."""
    order = [".notdef", "sign", "layer"]
    pen = TTGlyphPen(None)
    for place, draw in [((100, 0), pen.moveTo), ((900, 0), pen.lineTo), ((500, 800), pen.lineTo)]:
        draw(place)
    pen.closePath()
    empty = TTGlyphPen(None).glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(order)
    font.setupCharacterMap({0x1F600: "sign"})
    font.setupGlyf({".notdef": empty, "sign": empty, "layer": pen.glyph()})
    font.setupHorizontalMetrics({name: (1000, 0) for name in order})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Coloured", "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    font.setupCOLR({"sign": [("layer", 0)]})
    font.setupCPAL([[(1, 0, 0, 1)]])
    font.save(HERE / "colored.ttf")


def main(regular, bold, variable):
    colored()
    everything = KANA + MARKS + LETTERS + IDEOGRAPHS + HANGUL + WORDS
    cut(face(regular, 0), everything).save(HERE / "squares.otf")
    cut(face(bold, 0), KANA + "強調太字").save(HERE / "squares-bold.otf")
    # The quotation marks of Chinese have squares, those of the Japanese font have not.
    words = "中文引用的漢字第一二三，。“”—…"
    cut(face(regular, 2), words).save(HERE / "squares-chinese.otf")
    # A collection: Japanese, simplified Chinese.
    collection = TTCollection()
    collection.fonts = [cut(face(regular, index), "漢字这是。「」") for index in (0, 2)]
    collection.save(HERE / "squares.ttc")
    packed = cut(face(regular, 0), "漢字。「」")
    packed.flavor = "woff2"
    packed.save(HERE / "squares.woff2")
    packed.flavor = "woff"
    packed.save(HERE / "squares.woff")
    weights = TTFont(variable, recalcTimestamp=False)
    weights.flavor = None
    cut(weights, "ABC").save(HERE / "weights.ttf")


main(*sys.argv[1:])
