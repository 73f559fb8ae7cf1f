import assert from "node:assert/strict";
import test from "node:test";

import { clock } from "../../../generator/lessonry/runtime/media/clock.js";
import { folded, places } from "../../../generator/lessonry/runtime/media/found.js";
import { playerAt } from "../../../generator/lessonry/runtime/media/hosted.js";

test("words are found whatever their capitals, accents and blanks", () => {
  assert.deepEqual(places("Un café, le CAFÉ", "cafe"), [
    [3, 7],
    [12, 16],
  ]);
  assert.deepEqual(places("one two", "  one   two "), [[0, 7]]);
  assert.deepEqual(places("aaa", "aa"), [[0, 2]]);
  assert.deepEqual(places("nothing", "  "), []);
});

test("a folded text keeps its length, so that places are those of the text itself", () => {
  for (const text of ["İstanbul ẞ ﬁ", "𝒜 smile 🙂 é", "Ελλάδα", "한글"]) {
    assert.equal(folded(text).length, text.length, text);
  }
});

test("a moment reads as players show it", () => {
  assert.deepEqual([0, 9.9, 192, 3723].map(clock), ["0:00", "0:09", "3:12", "1:02:03"]);
});

test("a host's player begins where it is asked to", () => {
  const youtube = "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?rel=0";
  assert.equal(playerAt(youtube, "YouTube", 0, false), youtube);
  assert.equal(playerAt(youtube, "YouTube", 12.9, true), `${youtube}&autoplay=1&start=12`);
  const vimeo = "https://player.vimeo.com/video/1?dnt=1";
  assert.equal(playerAt(vimeo, "Vimeo", 61, true), `${vimeo}&autoplay=1#t=61s`);
  const tube = "https://tube.example.org/videos/embed/x?p2p=0";
  assert.equal(playerAt(tube, "PeerTube", 61, false), `${tube}&start=61s`);
});
