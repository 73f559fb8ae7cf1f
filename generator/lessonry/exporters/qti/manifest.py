"""`imsmanifest.xml`: what is in the package, and what catalogues may know of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from lessonry.exporters.qti.spelling import LOM, XSI, Spelling
from lessonry.exporters.qti.tree import Element, clean, written

LOM_SCHEMA = "http://www.imsglobal.org/xsd/imsmd_loose_v1p3p2.xsd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One document of the package."""

    name: str
    kind: str
    """`item` or `test`."""
    path: str
    title: str
    language: str
    keywords: tuple[str, ...] = ()
    interaction: str | None = None
    files: tuple[str, ...] = ()
    """Pictures that it shows, by their paths in the package."""
    needs: tuple[str, ...] = field(default=())
    """Resources that it names."""


def write_manifest(name: str, resources: tuple[Resource, ...], spelling: Spelling) -> bytes:
    """Return the manifest of a package."""
    spaces: dict[str | None, str] = {
        None: spelling.package_namespace,
        "xsi": XSI,
        "imsmd": LOM,
        "imsqti": spelling.metadata_namespace,
    }
    package = spelling.package_namespace
    root: Element = etree.Element(f"{{{package}}}manifest", nsmap=spaces)  # type: ignore[arg-type]
    root.set("identifier", name)
    root.set(
        f"{{{XSI}}}schemaLocation",
        f"{package} {spelling.package_schema} {LOM} {LOM_SCHEMA}"
        f" {spelling.metadata_namespace} {spelling.metadata_schema}",
    )
    metadata = _child(root, package, "metadata")
    _child(metadata, package, "schema").text = spelling.package_name
    _child(metadata, package, "schemaversion").text = spelling.package_version
    _child(root, package, "organizations")
    listed = _child(root, package, "resources")
    for resource in resources:
        _resource(listed, resource, spelling)
    etree.indent(root)
    return written(root)


def _resource(listed: Element, resource: Resource, spelling: Spelling) -> None:
    package = spelling.package_namespace
    made = _child(listed, package, "resource")
    made.set("identifier", resource.name)
    made.set("type", f"imsqti_{resource.kind}_xmlv{spelling.short}")
    made.set("href", resource.path)
    _metadata(made, resource, spelling)
    for path in (resource.path, *resource.files):
        _child(made, package, "file").set("href", path)
    for name in resource.needs:
        _child(made, package, "dependency").set("identifierref", name)


def _metadata(made: Element, resource: Resource, spelling: Spelling) -> None:
    metadata = _child(made, spelling.package_namespace, "metadata")
    general = _child(_child(metadata, LOM, "lom"), LOM, "general")
    _text(_child(general, LOM, "title"), resource.title, resource.language)
    for keyword in resource.keywords:
        _text(_child(general, LOM, "keyword"), keyword, resource.language)
    if resource.interaction is not None:
        told = _child(metadata, spelling.metadata_namespace, "qtiMetadata")
        kind = _child(told, spelling.metadata_namespace, "interactionType")
        kind.text = resource.interaction


def _text(parent: Element, text: str, language: str) -> None:
    made = _child(parent, LOM, "string")
    made.set("language", language)
    made.text = clean(text)


def _child(parent: Element, space: str, name: str) -> Element:
    made: Element = etree.SubElement(parent, f"{{{space}}}{name}")
    return made
