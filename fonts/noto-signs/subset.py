"""Makes the fonts of signs in this folder from those of the Noto project.

    python3 subset.py FOLDER

FOLDER holds NotoSansMath-Regular.ttf, NotoSansSymbols-Regular.ttf, NotoSansSymbols2-Regular.ttf and
NotoEmoji-Regular.ttf, whole and static. Needs fonttools. The result depends on nothing but these
files and this script.

Each sign is in one of the fonts only, the first below that has it, but for the signs that are
emoji when U+FE0F follows: those are in the font of emoji too. Hints are left out, and what the
text fonts have (ASCII but for the digits of keys) as well.
"""

import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont


def span(first, last):
    return set(range(first, last + 1))


LETTERS = span(0x2100, 0x214F)
ARROWS = span(0x2190, 0x21FF)
MATHEMATICS = span(0x2200, 0x22FF) | span(0x27C0, 0x27FF)
# Of the supplements to mathematics those that papers use.
MORE_MATHEMATICS = {
    ord(sign) for sign in "⤴⤵⤶⤷⤺⤻⤼⤽⤾⤿⦿⧈⧉⧖⧗⧫⨁⨂⨀⨄⨅⨆⨉⨯⩽⩾⪅⪆⪇⪈⪕⪖⪡⪢⪯⪰⫅⫆⫋⫌⨿⩵⩴⧺⧻⦵⦸"
}
TECHNICAL = span(0x2300, 0x23FF) | span(0x2400, 0x2426)
NUMBERS = span(0x2150, 0x218F)
ENCLOSED = span(0x2460, 0x24FF)
SHAPES = span(0x25A0, 0x25FF) | span(0x2B00, 0x2B5A)
MISCELLANEOUS = span(0x2600, 0x26FF)
DINGBATS = span(0x2700, 0x27BF)
ENCLOSED_LETTERS = span(0x1F100, 0x1F189)
# Check marks, crosses, arrows, geometric shapes, pointing hands.
PICTOGRAPHS = (
    span(0x1F5F4, 0x1F5F9)
    | span(0x1F448, 0x1F44D)
    | span(0x1F597, 0x1F597)
    | span(0x1F800, 0x1F807)
    | span(0x1F850, 0x1F857)
    | span(0x1F7D4, 0x1F7D8)
)

# The emoji that are written most, by what they are for.
EMOJI = {
    ord(sign)
    for sign in (
        # Status, marks, signals.
        "✅❌❎❓❔❕❗➕➖➗➰➿⭐🌟💫✨⚡🔥💥💯🔴🟠🟡🟢🔵🟣🟤⚫⚪🟥🟧🟨🟩🟦🟪🟫⬛⬜🔶🔷🔸🔹🔺🔻🔘🔳🔲"
        "🚫⛔🚨🚧🛑🚦🆕🆗🆙🆒🆓🆖🆘🆚🅰🅱🅾🅿🔝🔜🔛🔙🔚🔄🔃🔁🔂🔀🔼🔽⏩⏪⏫⏬⏰⏳🔟🔢🔤🔠🔡"
        # Text that becomes emoji with U+FE0F.
        "☎✉⚠☑✔✖❤☀☁☂☃☔☕☝✌✍☺☹♻⚙⚖⚓⚒⚔⚕⚗⚛⚰⚽⚾⛄⛅⛈⛏⛑⛓⛪⛰⛱⛲⛳⛴⛵⛷⛸⛹⛺⛽"
        "✂✈✏✒✡✝☢☣☮☯☪☠♠♣♥♦♨♿⚜⛩❄❣❇✳✴ℹ™©®↔↕↖↗↘↙↩↪⌚⌛⌨⏏⏭⏮⏯⏱⏲⏸⏹⏺▪▫▶◀◻◼◽◾"
        "➡⬅⬆⬇⤴⤵〰‼⁉#*0123456789"
        # Hands and people.
        "👍👎👌👏🙌🙏👋🤝💪👉👈👆👇✊✋🤞🤟🤘🤙👊🤏🖐🖖🫡🫶👀👁🧠👤👥🗣👨👩👦👧👶🧑👴👵👮👷💂"
        "🕵🚶🏃🤷🤦🙋👪"
        # Faces.
        "😀😃😄😁😆😅🤣😂🙂🙃😉😊😇🥰😍🤩😘😗😚😋😛😜🤪😝🤑🤗🤭🤫🤔🤐🤨😐😑😶😏😒🙄😬🤥😌😔😪🤤"
        "😴😷🤒🤕🤢🤮😵🤯🥳😎🤓🧐😕😟🙁😮😲😳🥺😨😰😥😢😭😱😣😞😓😩😤😡😠"
        "🤬😈👿💀💩🤡👻👽🤖🎃😺"
        # Hearts.
        "💔💖💗💙💚💛🧡💜🖤🤍🤎💕💬💭🗨🗯💤💢💦💨"
        # Work: files, tools, charts.
        "📌📍📎🖇📏📐📝✏🖊🖋🖍📄📃📑📊📈📉📅📆🗓📇🗃🗄🗑📁📂🗂📋📒📓📔📕📖📗📘📙📚🔖🏷🗞📰"
        "📢📣🔔🔕📧📨📩📤📥📦📫📬📭📮📞📟📠📱📲💻🖥🖨⌨🖱💾💿📀🎥🎬📷📸📹📺📻🎙🎧🎤🎵🎶🔇🔈🔉🔊"
        "🔒🔓🔏🔐🔑🗝🔨🛠🔧🔩🧰🧲🔗🔍🔎💡🔦🔋🔌🧪🧫🧬🔬🔭📡💉💊🩺🧹🛒🎁🎉🎊🎈🏆🥇🥈🥉🎖🏅🎯🎲🧩🎨🎭"
        "🎓💼👔🎒👑💎💰💵💶💷💳🧾💲💱🏦🏢🏭🏠🏥🏫🏛🏗🌐🗺🌍🌎🌏🧭⏱⏲🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛🚪🪑"
        # Travel, weather, plants, animals, food.
        "🚀✈🛫🛬🚁🚂🚆🚌🚑🚗🚚🚜🚲🚢🚩🏁🏳🏴🌈🌞🌙🌡🌧🌩🌪🌊🌱🌲🌳🌴🌵🌷🌸🌹🌻🍀🍁🍂🌾"
        "🐛🐞🐜🐝🐍🐢🐧🐦🦀🐙🐳🐟🐘🐱🐶🐭🐰🦊🐻🐼🦁🐷🙈🦄🦉🦋🐌🐾"
        "🍎🍌🍅🌽🍞🍕🎂🍪🍺🍻🍷🍵🍽"
    )
} | span(0x1F1E6, 0x1F1FF) | span(0x1F3FB, 0x1F3FF)
# What emoji are joined and chosen by.
JOINERS = {0x200D, 0x20E3, 0xFE0F}
# What stands for a line's end.
SPACES = {0x20, 0xA0}

# Units of the em of the emoji: each is then as wide as a line of text is high.
EMOJI_UNITS = 2560

FONTS = [
    ("NotoSansMath-Regular.ttf", LETTERS | ARROWS | MATHEMATICS | MORE_MATHEMATICS),
    (
        "NotoSansSymbols-Regular.ttf",
        ARROWS | TECHNICAL | NUMBERS | ENCLOSED | MISCELLANEOUS | DINGBATS | ENCLOSED_LETTERS,
    ),
    (
        "NotoSansSymbols2-Regular.ttf",
        ARROWS | TECHNICAL | SHAPES | MISCELLANEOUS | DINGBATS | PICTOGRAPHS,
    ),
]


def cut(font, characters):
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["*"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "MATH", "STAT", "meta", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def main(folder):
    here = pathlib.Path(__file__).parent
    emoji = TTFont(folder / "NotoEmoji-Regular.ttf", recalcTimestamp=False)
    # What is always an emoji is of that font alone.
    always = {sign for sign in EMOJI & set(emoji.getBestCmap()) if sign >= 0x1F000} | {
        ord(sign) for sign in "✅❌❎❓❔❕❗➕➖➗➰➿⭐⚡⚫⚪⬛⬜⛔⏩⏪⏫⏬⏰⏳"
    }
    taken = set(always)
    for name, wanted in FONTS:
        font = TTFont(folder / name, recalcTimestamp=False)
        own = (wanted & set(font.getBestCmap())) - taken
        taken |= own
        cut(font, own | SPACES)
        font.save(here / name)
    emoji["head"].unitsPerEm = EMOJI_UNITS
    cut(emoji, EMOJI | JOINERS | SPACES)
    emoji.save(here / "NotoEmoji-Regular.ttf")


main(pathlib.Path(sys.argv[1]))
