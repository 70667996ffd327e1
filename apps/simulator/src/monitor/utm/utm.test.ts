import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice } from "../../testing/client.ts";

test("web sites have categories, and administrators may know better", async (t) => {
  const device = await startDevice(t);
  const list = async (more = ""): Promise<{ id: number; name: string }[]> =>
    (await device.get(`monitor/webfilter/fortiguard-categories${more}`)).body.results;
  const categories = await list();
  assert.deepEqual(
    categories.find(({ id }) => id === 26),
    { id: 26, name: "Malicious Websites", group: "Security Risk", group_id: 5, rating: "restricted" },
  );
  assert.equal(new Set(categories.map(({ id }) => id)).size, categories.length);
  assert.equal(
    categories.some(({ id }) => id === 0),
    false,
  );
  assert.equal(
    (await list("?include_unrated=true&convert_unrated_id=true")).some(({ id }) => id === 140),
    true,
  );
  const rate = async (...url: string[]) =>
    (await device.post("monitor/utm/rating-lookup/select", { url })).body.results;
  const [first] = await rate("https://example.org/x");
  assert.equal((await rate("example.org"))[0].category_id, first.category_id);
  assert.ok(categories.some(({ id, name }) => id === first.category_id && name === first.category));
  assert.equal(
    (await device.post("cmdb/webfilter/ftgd-local-rating", { url: "example.org", rating: "26" })).status,
    200,
  );
  assert.deepEqual((await rate("https://example.org/x"))[0], {
    url: "https://example.org/x",
    rating: "override",
    category_id: 26,
    category: "Malicious Websites",
    subclass: "",
  });
});
