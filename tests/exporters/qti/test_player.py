"""A player of QTI 3 that others have written scores our items as we do."""

from __future__ import annotations

import re
from pathlib import Path

from lessonry.domain.scoring import score
from lessonry.exporters import qti_30
from tests.browser import Pages, Serve
from tests.exporters.qti.every_kind import as_variables, every_kind, responses
from tests.machine import ROOT

PLAYER = ROOT / "node_modules" / "@citolab" / "qti-components" / "cdn" / "index.js"
PAGE = """<!doctype html><html lang="en"><title>Player</title>
<script type="module" src="player.js"></script>
<qti-item><item-container></item-container></qti-item></html>"""
LOAD = """async ([xml, name]) => {
  await customElements.whenDefined("qti-assessment-item");
  const container = document.querySelector("item-container");
  await container.updateComplete;
  container.itemXML = xml;
  for (let turn = 0; turn < 400; turn += 1) {
    window.item = container.shadowRoot?.querySelector(`qti-assessment-item[identifier="${name}"]`);
    if (window.item?.variables?.length) break;
    await new Promise((done) => setTimeout(done, 5));
  }
  await new Promise((done) => setTimeout(done, 10));
  return window.item.querySelectorAll("[response-identifier]").length;
}"""
SCORE = """(variables) => {
  for (const [name, value] of Object.entries(variables)) window.item.updateResponseVariable(name, value);
  window.item.processResponse(true, false);
  return Number(window.item.variables.find((one) => one.identifier === "SCORE").value);
}"""


def test_a_player_scores_right_wrong_and_partly_right_answers_as_we_do(
    tmp_path: Path, open_page: Pages, serve: Serve
) -> None:
    request = every_kind(tmp_path)
    exported = qti_30.export(request)
    files = {name: data for name, data in exported.files if isinstance(data, bytes)}
    host = tmp_path / "host"
    host.mkdir()
    (host / "index.html").write_text(PAGE, encoding="utf-8")
    (host / "player.js").write_bytes(PLAYER.read_bytes())
    page = open_page(serve(host), faults=True)
    page.wait_for_timeout(300)
    differing: list[str] = []
    compared = 0
    for item in request.quizzes[0].items:
        name = f"every-kind--{item.identifier}"
        xml = files[f"items/{name}.xml"].decode()
        xml = re.sub(r"^<\?xml[^>]*\?>\s*", "", xml)
        assert page.evaluate(LOAD, [xml, name]) >= 1, item.identifier
        for response in responses(item):
            theirs = page.evaluate(SCORE, as_variables(item, response))
            ours = float(score(item, response).score)
            compared += 1
            if abs(theirs - ours) > 0.002:  # it rounds what it adds up to three decimals
                differing.append(f"{item.identifier} {response.values}: {theirs}, not {ours}")
    assert differing == []
    assert compared > 90
