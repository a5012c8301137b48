"""YAML whose every value is text as written: what `no`, 2018-04-03 or 0771 mean, its key decides.

Read from the parser's events: no tags, anchors or aliases take effect, so that nothing is built,
shared or multiplied. Written so that YAML 1.1 and 1.2 readers find text where there is text.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import yaml

from releases.errors import FieldError

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
MOST = 5_000_000
DEEPEST = 20

# The parser in C where PyYAML was built with it: ten times as fast, and the same events.
_Parser: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
# Words alone may stand unquoted; yes and no, numbers and dates by any standard may not.
_PLAIN = re.compile(r"[A-Za-zÅÄÖåäö][\wÅÄÖåäö ,.()/@–-]*(?<! )")
_MEANING = re.compile(r"(?i:y|n|yes|no|on|off|true|false|null|nan|inf)")
_BLOCK = re.compile(r"[^\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\U00010000-\U0010ffff]")
_UNBLOCKED = re.compile(r"[^\S\n]\n|[^\S\n]\Z|[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe]")


class YamlTimestamp(str):
    """A time in ISO 8601, for readers who know YAML's timestamps."""

    __slots__ = ()


def read_yaml(text: str, name: str) -> dict[str, Tree]:
    """Return the mapping that a YAML document is; raises `FieldError` naming `name` and line."""
    if len(text) > MOST:
        raise FieldError(name, "yaml_too_long", most=MOST)
    try:
        tree = _one(iter(yaml.parse(text, Loader=_Parser)), name)
    except (yaml.YAMLError, ValueError) as error:
        raise FieldError(name, "not_yaml", why=_describe(error)) from error
    if tree == "":
        return {}
    if not isinstance(tree, dict):
        raise FieldError(name, "yaml_without_keys")
    return tree


def write(values: Mapping[str, Any]) -> str:
    """Return YAML of mappings, lists, text, numbers and booleans, in the order given."""
    return str(
        yaml.dump(values, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=MOST, indent=2)
    )


class _Writer(_Dumper):  # type: ignore[misc]  # PyYAML has no types
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True


def _text(dumper: Any, text: str) -> Any:
    tag = "tag:yaml.org,2002:str"
    if _PLAIN.fullmatch(text) and not _MEANING.fullmatch(text):
        return dumper.represent_scalar(tag, text)
    is_block = "\n" in text and _BLOCK.match(text) and not _UNBLOCKED.search(text)
    return dumper.represent_scalar(tag, text, style="|" if is_block else '"')


def _stamp(dumper: Any, stamp: YamlTimestamp) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(stamp))


_Writer.add_representer(str, _text)
_Writer.add_representer(YamlTimestamp, _stamp)


def _one(events: Iterator[Any], name: str) -> Tree:
    """Return the tree of the only document, empty text without one."""
    trees = [
        _node(event, events, name, 0)
        for event in events
        if not isinstance(
            event,
            yaml.StreamStartEvent
            | yaml.StreamEndEvent
            | yaml.DocumentStartEvent
            | yaml.DocumentEndEvent,
        )
    ]
    if len(trees) > 1:
        raise FieldError(name, "yaml_documents")
    return trees[0] if trees else ""


def _node(event: Any, events: Iterator[Any], name: str, depth: int) -> Tree:
    if getattr(event, "anchor", None) is not None:
        raise FieldError(name, "yaml_anchors", line=event.start_mark.line + 1)
    if depth > DEEPEST:
        raise FieldError(name, "yaml_too_deep", line=event.start_mark.line + 1)
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        return list(_items(events, yaml.SequenceEndEvent, name, depth))
    tree: dict[str, Tree] = {}
    items = _items(events, yaml.MappingEndEvent, name, depth)
    for key in items:
        if not isinstance(key, str):
            raise FieldError(name, "yaml_key")
        if key in tree:
            raise FieldError(name, "yaml_key_doubled", key=key)
        tree[key] = next(items)
    return tree


def _items(events: Iterator[Any], end: type, name: str, depth: int) -> Iterator[Tree]:
    for event in events:
        if isinstance(event, end):
            return
        yield _node(event, events, name, depth + 1)


def _describe(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f" (line {mark.line + 1})" if mark else ""
    return f"{getattr(error, 'problem', None) or error}{where}"
