"""Documents of every TOML shape, and the records of the two stores, for tests that edit text."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

HERE = Path(__file__).resolve().parents[2]

SHAPES = {
    "record": """\
#:schema none
schema = 1                        # int, req
id = "ip-asn"

# how it is measured
definition = \"\"\"
Lines "quoted"
# no comment
\"\"\"

[realisation]                     # absent = not filled in yet
value = 61.30
state = "final"

# the parts
[component.kualifikasi]
value = 13.79   # leaves only

name = "Kualifikasi"

[component.kompetensi]
value = 20.00
name = 'Kompe#tensi'
# value = 3

# history
[history.2021]
target = 60
""",
    "scalars": """\
i = 1_000
h = 0xDEAD_beef
o = 0o755
b = 0b1010
f = -0.0
g = 6.02_2e23
n = nan
p = +inf
t = true
d = 1979-05-27
dt = 1979-05-27 07:32:00.5-08:00
du = 1979-05-27T07:32:00Z
tm = 07:32:00
e = ""
l = ''
""",
    "strings": r'''
a = "x\"y\\" # "c"
b = 'C:\dir' # 'c'
c = """a"b""c\"""" # after four quotes
d = """""" # nothing
e = """""x""""" # two before, two after
f = \'\'\'
it''s # not a comment
\'\'\'
g = \'\'\'''x'\'\'\' # literal
h = """
line \
   joined # still text
"""
i = "é漢😀" # wide
'''.replace("\\'", "'"),
    "keys": """\
bare-key_1 = 1
1234 = 2
"quoted key" = 3
'literal "key"' = 4
"" = 5
"a.b" . 'c' .d = 6
"esc\\u00e9\\t\\"" = 7
[ "t.1" . x ]
y = 8
[t."é"]
é_ = {}
""".replace("é_", '"é"'),
    "arrays": """\
a = [1, 2, 3,]
b = [ # first
  "x, y", # one
  "z]", # two
  # three
]
c = [[1, [2]], [], [[]]]
d = [{x = 1}, {y = [2, {z = "3"}]}]
e = []
""",
    "inline": """\
a = {}
b = { x = 1, y.z = 2, "q r" = {s = [1, 2]} } # c
[t]
c = {u = { v = {w = ' } ' }}}
""",
    "dotted": """\
a.b.c = 1
a.b.d = 2
a.e = 3
[t]
x.y = 1
z = 2
x.w = 3
[t.sub.deep]
k = 1
[t.sub]
j = 2
""",
    "tables": """\
[[p]]
name = "one"
[p.q]
r = 1
[[p.s]]
u = 1
[[p.s]]
u = 2

[[p]] # two
name = "two"
  [[p.s]]
  u = 3
[other]
""",
    "blank": "\n\n  # only a comment\n\t\n",
    "nothing": "",
    "spaces": "  a=1\n\tb   =\t2\t# c\n [ t ]\t# d\n  c . d=3  \n",
    "cr in comment": "a = 1 # c\n# d\nb = 2",
}

VALID = ("record", *(name for name in SHAPES if name != "record"))


def records() -> list[Path]:
    """Every record of the sample and of the fictional store."""
    folders = (HERE / "records", HERE / "tests" / "stores")
    return sorted(path for folder in folders for path in folder.rglob("*.toml"))


def variants(text: str) -> dict[str, str]:
    """`text` with each of the line ends, marks and last lines that files have."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    lines = text.split("\n")
    mixed = "".join(line + ("\r\n" if place % 2 else "\n") for place, line in enumerate(lines[:-1]))
    return {
        "LF": text,
        "CRLF": text.replace("\n", "\r\n"),
        "mixed": mixed + lines[-1],
        "BOM": "\ufeff" + text,
        "BOM, CRLF": "\ufeff" + text.replace("\n", "\r\n"),
        "no last line end": text.rstrip("\n"),
        "CRLF, no last line end": text.rstrip("\n").replace("\n", "\r\n"),
    }


_WORDS = st.sampled_from(["a", "b", "value", "state", "x-1", "2022", '"q r"', "'l.m'", '"é"'])
_BLANKS = st.sampled_from(["", " ", "  ", "\t"])
_COMMENTS = st.sampled_from(["", "", "# c", " # \"x\" 'y' [z]", "\t# a = 1"])
_SCALARS = st.sampled_from(
    [
        "1",
        "1_000",
        "60.00",
        "-0.5",
        "true",
        '"t"',
        '"a # b"',
        "'l'",
        '"""m\n# n\n"""',
        "'''o\n\"p\n'''",
        '"\\"\\\\"',
        "2022-01-03",
        "2022-01-03 07:32:00",
        "inf",
    ]
)
TOKENS = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.lists(inner, max_size=3).map(
            lambda items: "[" + "".join(f"\n  {item}, # i" for item in items) + "\n]"
        ),
        st.lists(inner.filter(lambda item: "\n" not in item), max_size=2).map(
            lambda items: "{" + ", ".join(f"k{n} = {item}" for n, item in enumerate(items)) + "}"
        ),
    ),
    max_leaves=5,
)


@st.composite
def _statement(draw: st.DrawFn, number: int) -> str:
    name = draw(_WORDS)
    dotted = draw(st.booleans())
    key = f"k{number}.{name}" if dotted else f"n{number}"
    token = draw(TOKENS)
    return f"{draw(_BLANKS)}{key}{draw(_BLANKS)}={draw(_BLANKS)}{token}{draw(_COMMENTS)}"


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A valid document, in one of the variants."""
    lines: list[str] = []
    number = 0
    for section in range(draw(st.integers(0, 4))):
        if section:
            kind = draw(st.sampled_from(["[t{}]", "[g.t{}]", "[[u]]", '[ "h i" . t{} ]']))
            lines.append(kind.format(section) + draw(_COMMENTS))
        for _ in range(draw(st.integers(0, 3))):
            number += 1
            lines.append(draw(_statement(number)))
        lines.extend(draw(st.lists(st.sampled_from(["", "# between", "  "]), max_size=2)))
    made = variants("\n".join(lines) + "\n")
    return made[draw(st.sampled_from(sorted(made)))]
