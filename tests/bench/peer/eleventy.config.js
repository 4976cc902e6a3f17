// What a fast builder of static sites makes of the same observations: for each metric a page with a chart that is drawn
// as SVG while the site is built, a table and a CSV file. It checks nothing, works nothing out, and has no search.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { group } from "d3-array";
import { csvFormat, csvParse } from "d3-dsv";
import { parse, View } from "vega";
import { compile } from "vega-lite";

const PACKAGE = process.env.PACKAGE;

const table = (name) => csvParse(readFileSync(join(PACKAGE, `${name}.csv`), "utf-8"));

function metrics() {
  const areas = new Map(table("areas").map((area) => [area.area, area.name]));
  const rows = group(table("observations"), (row) => row.metric);
  return table("metrics").map((metric) => ({
    ...metric,
    rows: (rows.get(metric.metric) ?? []).map((row) => ({
      area: areas.get(row.area) ?? row.area,
      year: row.period_start.slice(0, 4),
      value: row.value === "" ? null : Number(row.value),
    })),
  }));
}

async function drawn(metric) {
  const { spec } = compile({
    width: 640,
    height: 300,
    data: { values: metric.rows },
    mark: { type: "line", point: true },
    encoding: {
      x: { field: "year", type: "ordinal", title: null },
      y: { field: "value", type: "quantitative", title: metric.unit },
      color: { field: "area", type: "nominal", title: "Area" },
    },
  });
  return new View(parse(spec), { renderer: "none" }).toSVG();
}

export default function (site) {
  site.addGlobalData("metrics", metrics);
  site.addJavaScriptFunction("drawn", drawn);
  site.addJavaScriptFunction("csv", csvFormat);
  return { dir: { input: "pages", output: process.env.OUTPUT } };
}
