"""Templates of a word processor: what they may hold, and filling them.

A template is a DOCX with fields, `{{ objet }}`, loops on a list, `{%tr for p in parties %}`, and
conditions on a field, `{%p if fin %}`. It can do nothing else: no call, no filter, no sum. What is
outside of its paragraphs is held to the same by `_Bounded`, each time a template is filled.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from circular.domain.agreement_documents import FIELDS, LIST_FIELDS, LISTS
from circular.domain.errors import DomainError, Problem
from circular.domain.file_types import FileType, recognised
from circular.domain.french import quoted
from circular.domain.quantities import clipped

if TYPE_CHECKING:
    from jinja2 import Environment

_TAG = re.compile(r"\{\{(?P<shown>.*?)\}\}|\{%(?P<said>.*?)%\}")
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_SHOWN = re.compile(r"(?P<first>\w+)(?:\.(?P<second>\w+))?")
_LOOP = re.compile(r"for (?P<name>\w+) in (?P<list>\w+)")
_TEST = re.compile(r"(?:el)?if (?:not )?(?P<shown>\w+(?:\.\w+)?)")
_ENDS = {"endfor": "for", "endif": "if"}
_OUTSIDE = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def check_template(content: bytes, example: Mapping[str, Any]) -> None:
    """Let pass a template that can be filled; `example` holds a value for each field and list.

    Raises:
        DomainError: it is no sound DOCX, reaches outside, names an unknown field, or a loop or a
            condition is not closed; each problem says where, with the words around.
    """
    try:
        found = recognised(content)
    except ValueError as error:
        raise _refused(f"Le modèle n’est pas gardé\u00a0: {error}") from None
    if found is not FileType.DOCX:
        raise _refused(
            f"Le modèle n’est pas gardé\u00a0: c’est un fichier {found.label}. "
            "Enregistrez-le en DOCX, puis déposez-le."
        )
    _check_inside(content)
    problems = list(_problems(content))
    if problems:
        said = [Problem("content", sentence) for sentence in problems]
        raise DomainError("Le modèle n’est pas gardé\u00a0: corrigez ce qui suit.", said)
    _try(content, example)


def fill(content: bytes, values: Mapping[str, Any]) -> bytes:
    """Return a template filled: `values` holds the text of each field, and the rows of each list.

    Raises what jinja2 raises: the template says more than a template may.
    """
    from docxtpl import DocxTemplate

    template = DocxTemplate(io.BytesIO(content))
    template.render(dict(values), jinja_env=_bounded(), autoescape=True)
    written = io.BytesIO()
    template.save(written)
    return written.getvalue()


def _refused(sentence: str) -> DomainError:
    return DomainError("", [Problem("content", sentence)])


def _check_inside(content: bytes) -> None:
    """Refuse what would be fetched from elsewhere by whoever opens the document."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name) if name.endswith((".xml", ".rels")) else b""
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
                raise _refused("Le modèle n’est pas gardé\u00a0: il contient des entités XML.")
            outside = _OUTSIDE.findall(part)
            if any(b"/hyperlink" not in link for link in outside):
                raise _refused(
                    "Le modèle n’est pas gardé\u00a0: il va chercher une image ou un modèle "
                    "ailleurs. Insérez l’image dans le document, puis déposez-le."
                )


def _try(content: bytes, example: Mapping[str, Any]) -> None:
    """Fill the template with the example: whatever is left to refuse is refused here."""
    from jinja2 import TemplateError

    try:
        fill(content, example)
    except (TemplateError, ValueError, KeyError):
        raise _refused(
            "Le modèle n’est pas gardé\u00a0: une boucle ou une condition est mal placée. "
            "Mettez l’ouverture et la fin chacune dans son paragraphe, ou dans sa ligne de tableau."
        ) from None


@dataclass(slots=True)
class _Reading:
    """What is open at a place of a template: loops and conditions, each with its place."""

    opened: list[tuple[str, str, str, str]] = field(default_factory=list)

    def tag(self, said: str, place: str) -> str | None:
        """Take a loop or a condition in; return what is wrong with it, or None."""
        if said in _ENDS:
            return self._close(said, place)
        loop = _LOOP.fullmatch(said)
        if loop is not None:
            return self._loop(loop["name"], loop["list"], place)
        test = _TEST.fullmatch(said)
        if test is not None:
            if said.startswith("if "):
                self.opened.append(("if", "", "", place))
            return self.shown(test["shown"], place)
        if said == "else":
            return None
        return f"{place}\u00a0: {clipped(said)} n’est pas une instruction connue."

    def _loop(self, name: str, of: str, place: str) -> str | None:
        inside = any(kind == "for" for kind, *_ in self.opened)
        self.opened.append(("for", name, of, place))
        if inside:
            return f"{place}\u00a0: une boucle ne peut pas en contenir une autre."
        if of not in LISTS:
            return f"{place}\u00a0: la liste {clipped(of)} n’existe pas."
        return None

    def _close(self, said: str, place: str) -> str | None:
        if not self.opened or self.opened[-1][0] != _ENDS[said]:
            return f"{place}\u00a0: {quoted(said)} ne ferme rien."
        self.opened.pop()
        return None

    def shown(self, said: str, place: str) -> str | None:
        """Say that a field is not known here, or None."""
        found = _SHOWN.fullmatch(said)
        wrong = f"{place}\u00a0: le champ {clipped(said)} n’existe pas."
        if found is None:
            return wrong
        if found["second"] is None:
            known = found["first"] in {each.key for each in FIELDS} | set(LISTS)
        else:
            of = [of for kind, name, of, _ in self.opened if name == found["first"]]
            known = any(each.key == found["second"] and each.of in of for each in LIST_FIELDS)
        return None if known else wrong


def _problems(content: bytes) -> Iterator[str]:
    """Yield what is wrong in the paragraphs of a template, in their order."""
    reading = _Reading()
    for place, text in _paragraphs(content):
        where = f"{place}, près de {clipped(text)}"
        for tag in _TAG.finditer(text):
            said = tag["said"]
            if said is None:
                problem = reading.shown(tag["shown"].strip(), where)
            else:
                bare = re.sub(r"^(?:p|tr) ", "", said.strip())
                problem = reading.tag(" ".join(bare.split()), where)
            if problem is not None:
                yield problem
        if _STRAY.search(_TAG.sub("", text)):
            yield f"{where}\u00a0: des accolades ne sont pas fermées."
    for kind, *_, place in reading.opened:
        yield f"{place}\u00a0: {quoted(kind)} n’est pas fermé, il manque {quoted('end' + kind)}."


def _paragraphs(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of each paragraph: the body, then headers and footers."""
    import docx

    document = docx.Document(io.BytesIO(content))
    yield from _of_body(document.element.body)
    for section in document.sections:
        for title, part in (("En-tête", section.header), ("Pied de page", section.footer)):
            for paragraph in part._element.iter(f"{_W}p"):  # noqa: SLF001
                yield title, _text(paragraph)


def _of_body(body: Any) -> Iterator[tuple[str, str]]:
    tables = {table: rank for rank, table in enumerate(body.iter(f"{_W}tbl"), start=1)}
    count = 0
    for paragraph in body.iter(f"{_W}p"):
        row = next(paragraph.iterancestors(f"{_W}tr"), None)
        if row is None:
            count += 1
            yield f"Paragraphe {count}", _text(paragraph)
        else:
            table = next(row.iterancestors(f"{_W}tbl"))
            line = list(table.iterchildren(f"{_W}tr")).index(row) + 1
            yield f"Tableau {tables[table]}, ligne {line}", _text(paragraph)


def _text(paragraph: Any) -> str:
    return "".join(each.text or "" for each in paragraph.iter(f"{_W}t"))


@cache
def _bounded() -> "Environment":
    """Return what fills a template: fields, loops on a list and conditions, and nothing else."""
    from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    allowed = (
        *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr),
        *(nodes.For, nodes.If, nodes.Not),
    )

    class _Bounded(ImmutableSandboxedEnvironment):
        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            tree = super()._parse(source, name, filename)
            loops = list(tree.find_all(nodes.For))
            if any(not isinstance(each, allowed) for each in tree.find_all(nodes.Node)) or any(
                inner.find(nodes.For) for inner in loops
            ):
                raise TemplateSyntaxError("refused", 1)
            return tree

    environment = _Bounded(undefined=StrictUndefined, autoescape=True)
    environment.globals.clear()
    return environment
