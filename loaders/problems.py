"""Problems: what is wrong in a dataset, where, and the form that is wanted, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

# code: (Chinese, English). {text} is the offending text, {wanted} the form that is wanted.
CODES: dict[str, tuple[str, str]] = {
    "F01": ("缺少文件 {wanted}", "file {wanted} is missing"),
    "F02": (
        "不是 UTF-8 编码，请另存为“CSV UTF-8”或 UTF-8 文本",
        "not UTF-8: save it as 'CSV UTF-8' or UTF-8 text",
    ),
    "F03": ("空行，请删除", "blank line: remove it"),
    "F04": ("列名“{text}”不对，应为 {wanted}", "column '{text}' is wrong; wanted {wanted}"),
    "F05": ("列数不对：{text}，应为 {wanted} 列", "wrong number of fields: {text}; wanted {wanted}"),
    "F06": (
        "单元格内有换行：“{text}”，请写成一行",
        "line break inside a field: '{text}'; write it on one line",
    ),
    "F07": ("引号不成对：{text}", "quotes that do not match: {text}"),
    "F08": (
        "文件名“{text}”不是已知编号，应为 {wanted}",
        "file name '{text}' is not a known id; wanted {wanted}",
    ),
    "F09": ("不认识的文件“{text}”，这里只放 {wanted}", "unknown file '{text}'; only {wanted} belong here"),
    "F10": (
        "此行的换行符与首行不同，请用同一程序打开并另存整个文件",
        "this line does not end as the first does: open the whole file and save it again",
    ),
    "Y01": ("YAML 无法读取：{text}", "not readable as YAML: {text}"),
    "Y02": ("键“{text}”重复，首次出现在第 {wanted} 行", "key '{text}' given twice, first on line {wanted}"),
    "Y03": ("未知的键“{text}”，可用：{wanted}", "unknown key '{text}'; wanted {wanted}"),
    "Y04": ("缺少必填项 {wanted}", "{wanted} is required"),
    "Y05": ("结构不对：“{text}”，应为 {wanted}", "wrong shape: '{text}'; wanted {wanted}"),
    "Y06": ("使用了全角冒号：“{text}”，应为 {wanted}", "full-width colon in '{text}'; wanted {wanted}"),
    "Y07": (
        "不支持 YAML 锚点、别名或标签：“{text}”",
        "anchors, aliases and tags are not supported: '{text}'",
    ),
    "N01": ("全角字符“{text}”，是否应为 {wanted}", "full-width digits '{text}'; did you mean {wanted}"),
    "N02": (
        "含千分位分隔符“{text}”，是否应为 {wanted}",
        "thousands separator in '{text}'; did you mean {wanted}",
    ),
    "N03": ("中文数字“{text}”，是否应为 {wanted}", "Chinese numerals '{text}'; did you mean {wanted}"),
    "N04": ("“{text}”不是数字，应如 {wanted}", "'{text}' is not a number; wanted a form like {wanted}"),
    "N05": ("“{text}”超出该指标的取值范围 {wanted}", "'{text}' is outside the indicator's range {wanted}"),
    "N06": ("既无数值也无缺失原因，应填 {wanted}", "neither a number nor a reason why not; wanted {wanted}"),
    "N07": (
        "标为缺失却填了数值“{text}”，二者只能有其一",
        "marked missing but has the value '{text}'; give one of the two",
    ),
    "N08": (
        "最佳水平“{text}”与指标方向不合，应为 {wanted}",
        "the best level '{text}' does not agree with the indicator's direction; wanted {wanted}",
    ),
    "D01": ("“{text}”不是日期，应如 {wanted}", "'{text}' is not a date; wanted a form like {wanted}"),
    "D02": (
        "期间颠倒：“{text}”早于开始日期 {wanted}",
        "period ends on '{text}', before it starts on {wanted}",
    ),
    "D03": (
        "有开始日期“{text}”而无结束日期，只有 rule 或 target 可以如此（自该日起施行）",
        "a period starts on '{text}' but has no end; only a rule or a target may (in force since that day)",
    ),
    "D04": (
        "对比水平的日期“{text}”晚于期末 {wanted}",
        "the earlier level is dated '{text}', after the period's end {wanted}",
    ),
    "R01": ("未知编号“{text}”，是否应为 {wanted}", "unknown id '{text}'; did you mean {wanted}"),
    "R02": ("编号“{text}”重复，首次出现在 {wanted}", "id '{text}' given twice, first at {wanted}"),
    "R03": ("此行属于“{text}”，应放在 {wanted}", "this row is about '{text}'; it belongs in {wanted}"),
    "R04": (
        "“{text}”不在事项 {wanted} 的指标之内，只能比较同一事项的指标",
        "'{text}' is no indicator of the matter {wanted}: only indicators of one matter are compared",
    ),
    "R05": ("归属成环：“{text}”", "a circle of part_of: '{text}'"),
    "R06": (
        "编号“{text}”的写法不对，应如 {wanted}",
        "id '{text}' is not well formed; wanted a form like {wanted}",
    ),
    "U01": (
        "单位“{text}”与指标单位 {wanted} 量纲不同，不能换算",
        "unit '{text}' is of another dimension than the indicator's {wanted}",
    ),
    "U02": (
        "“{text}”的单位不是 {wanted}，同一项进度各阶段的单位须相同",
        "the unit of '{text}' is not {wanted}; the stages of a funnel have one unit",
    ),
    "E01": ("“{text}”不在允许的取值内：{wanted}", "'{text}' is not one of {wanted}"),
    "B01": ("有数值而无界限词，应为 {wanted}", "a value without a bound; wanted one of {wanted}"),
    "B02": (
        "对比水平不完整：缺 {wanted}",
        "the level compared with is incomplete: {wanted} is missing",
    ),
    "T01": (
        "原文片段为空或多于24字：“{text}”",
        "as_printed is empty or longer than 24 characters: '{text}'",
    ),
    "T02": ("说明只有一种语言，缺 {wanted}", "the note is in one language only; {wanted} is missing"),
    "T03": ("前后有空格或含控制字符：“{text}”", "spaces around or control characters in '{text}'"),
    "T04": ("必填项为空", "required, but empty"),
    "C01": ("勾稽关系 {text} 需要 {wanted}", "a check of kind {text} needs {wanted}"),
    "V01": ("在 {wanted} 中找不到原文“{text}”", "'{text}' is not found in {wanted}"),
    "V02": ("原文“{text}”中没有数值 {wanted}", "'{text}' does not hold the value {wanted}"),
    "V03": (
        "原文“{text}”中没有该单位的写法：{wanted}",
        "'{text}' does not hold the unit as printed: {wanted}",
    ),
    "V04": (
        "原文“{text}”附近没有对比水平 {wanted}",
        "the level {wanted} is not found near '{text}'",
    ),
    "V05": ("原文“{text}”的界限词是 {wanted}", "the bound word in '{text}' says {wanted}"),
    "V07": (
        "数字“{text}”既未录入也未列入 omitted.csv：…{wanted}…",
        "the number '{text}' is neither entered nor in omitted.csv: …{wanted}…",
    ),
    "L01": (
        "登记时为“{text}”，现为“{wanted}”，CHANGELOG.yaml 未写明原因",
        "recorded as '{text}', now '{wanted}', and CHANGELOG.yaml gives no reason",
    ),
    "L02": (
        "已登记的数字“{text}”（{wanted}）已撤下，CHANGELOG.yaml 未写明原因",
        "figure '{text}' ({wanted}) was recorded and is withdrawn, and CHANGELOG.yaml gives no reason",
    ),
    "L03": (
        "数字“{text}”登记后没有变化，此条无须列出",
        "figure '{text}' has not changed since it was recorded: this entry need not name it",
    ),
    "L04": (
        "有 {text} 个数字尚未按现状登记：{wanted}；请运行 python -m loaders record",
        "figures not recorded as they are now: {text}: {wanted}; run python -m loaders record",
    ),
    "L05": (
        "随数字 {wanted} 登记过的原因“{text}”已不在 CHANGELOG.yaml 中",
        "entry '{text}' was recorded with figure {wanted} and is no longer in CHANGELOG.yaml",
    ),
    "L06": (
        "登记表与 record 所写的不符：{text}",
        "not as record wrote it: {text}",
    ),
    "V06": ("文件 {text} 与登记的 sha256 不符", "{text} is not the file whose sha256 is on record"),
}


@dataclass(frozen=True, order=True)
class Problem:
    """One problem; `line` and `column` count from 1, in characters; 0 means the file as a whole."""

    file: str
    line: int
    column: int
    code: str
    field: str = ""
    text: str = ""
    wanted: str = ""

    def words(self, language: str) -> str:
        """The problem in one language (`zh` or `en`)."""
        form = CODES[self.code][0 if language == "zh" else 1]
        return form.format(text=short(self.text), wanted=self.wanted)

    def __str__(self) -> str:
        field = f" [{self.field}]" if self.field else ""
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}  {self.code}{field} {self.words('zh')} · {self.words('en')}"


class Refused(Exception):
    """A dataset with problems: nothing was built. `remedy` is what a curator may paste to mend them."""

    def __init__(self, problems: Iterable[Problem], remedy: str = ""):
        self.problems, self.remedy = sorted(problems), remedy
        super().__init__(f"{len(self.problems)} problems")


def closest(text: str, known: Iterable[str]) -> str:
    """The known word most like `text`, or the first few known words where none is like it."""
    known = sorted(known)
    near = get_close_matches(text, known, n=1, cutoff=0.6)
    return repr(near[0]) if near else ", ".join(known[:5]) + (" …" if len(known) > 5 else "")


def short(text: str) -> str:
    """A text made printable, and cut where it is long."""
    text = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in str(text))
    return text if len(text) <= 60 else text[:59] + "…"
