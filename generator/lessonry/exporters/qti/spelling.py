"""The three spellings of QTI: names, namespaces and the addresses of schemas and templates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from lessonry.exporters.qti.tree import QTI, Element, is_qti, local

XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
XML: Final = "http://www.w3.org/XML/1998/namespace"
MATHML: Final = "http://www.w3.org/1998/Math/MathML"
LOM: Final = "http://ltsc.ieee.org/xsd/LOM"
CAPITAL: Final = re.compile("[A-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """One version of QTI."""

    version: str
    """As people call it: `2.1`."""
    namespace: str
    schema: str
    templates: str
    """What the name of a template of response processing stands behind."""
    template_ending: str
    short: str
    """As the types of resources end: `2p1`."""
    package_namespace: str
    package_schema: str
    package_name: str
    package_version: str
    metadata_namespace: str
    metadata_schema: str

    @property
    def is_3(self) -> bool:
        """Return whether names are in kebab case and HTML is HTML5."""
        return self.version == "3.0"

    def template(self, name: str) -> str:
        """Return the address of a template: `match_correct`, `map_response`."""
        return f"{self.templates}{name}{self.template_ending}"

    def spelt(self, root: Element) -> Element:
        """Return the tree with this version's names, in its namespace."""
        spaces: dict[str | None, str] = {None: self.namespace, "xsi": XSI}
        made = self._spelt(root, spaces)
        made.set(f"{{{XSI}}}schemaLocation", f"{self.namespace} {self.schema}")
        return made

    def _spelt(self, element: Element, spaces: dict[str | None, str] | None = None) -> Element:
        name, space = local(element), self.namespace
        if is_qti(element):
            name = f"qti-{kebab(name)}" if self.is_3 else name
        elif element.tag.startswith(f"{{{MATHML}}}"):
            space = MATHML
        made: Element = etree.Element(f"{{{space}}}{name}", nsmap=spaces)  # type: ignore[arg-type]
        if space == MATHML and name == "math":
            made = etree.Element(f"{{{space}}}{name}", nsmap={None: MATHML})  # type: ignore[dict-item]
        for key, value in element.attrib.items():
            key, value = str(key), str(value)
            if self.is_3 and is_qti(element) and not key.startswith("{"):
                key = kebab(key)
            made.set(key, value)
        made.text, made.tail = element.text, element.tail
        for child in element:
            made.append(self._spelt(child))
        return made


def kebab(name: str) -> str:
    """Return `choiceInteraction` as `choice-interaction`."""
    return CAPITAL.sub(lambda capital: f"-{capital[0].lower()}", name)


def _second(version: str, schema_base: str) -> Spelling:
    short = version.replace(".", "p")
    base = "http://www.imsglobal.org/xsd"
    return Spelling(
        version=version,
        namespace=f"{base}/imsqti_v{short}",
        schema=f"{schema_base}/imsqti_v{short}.xsd",
        templates=f"http://www.imsglobal.org/question/qti_v{short}/rptemplates/",
        template_ending="",
        short=short,
        package_namespace=f"{base}/imscp_v1p1",
        package_schema=f"{schema_base}/qtiv{short}_imscpv1p2_v1p0.xsd",
        package_name=f"QTIv{version} Package",
        package_version="1.0.0",
        metadata_namespace=f"{base}/imsqti_metadata_v{short}",
        metadata_schema=f"{schema_base}/imsqti_metadata_v{short}.xsd",
    )


QTI_21: Final = _second("2.1", "http://www.imsglobal.org/xsd/qti/qtiv2p1")
QTI_22: Final = _second("2.2", "http://www.imsglobal.org/xsd/qti/qtiv2p2")
PURL: Final = "https://purl.imsglobal.org/spec/qti/v3p0"
QTI_30: Final = Spelling(
    version="3.0",
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    schema=f"{PURL}/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    templates=f"{PURL}/rptemplates/",
    template_ending=".xml",
    short="3p0",
    package_namespace="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    package_schema=f"{PURL}/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    package_name="QTI Package",
    package_version="3.0.0",
    metadata_namespace="http://www.imsglobal.org/xsd/imsqti_metadata_v3p0",
    metadata_schema=f"{PURL}/schema/xsd/imsqti_metadatav3p0_v1p0.xsd",
)

__all__ = ["LOM", "MATHML", "QTI", "QTI_21", "QTI_22", "QTI_30", "XML", "XSI", "Spelling", "kebab"]
